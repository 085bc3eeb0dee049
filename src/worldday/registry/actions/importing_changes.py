"""Lines of a sheet that change public records: found, compared with the records as they stand, kept as amendments."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from worldday.registry.amending import Drafted, draft
from worldday.registry.folding import number_key, searched
from worldday.registry.models import Amendment, Batch, BatchState, Intake, Record, Registry
from worldday.registry.rows import LONGEST_KEY, name_key
from worldday.registry.schema import Schema
from worldday.registry.sheet_changes import Change

from . import claims
from .amending import MOST, elsewhere, may_amend, row_of


@dataclass
class Judged:
    """One such line with its record and what would differ, or with the reasons why it cannot be taken."""

    line: int
    change: Change
    record: Record | None = None
    drafted: Drafted = field(default_factory=lambda: Drafted({}, {}, []))
    faults: list[str] = field(default_factory=list)


def judge(
    batch: Batch, registry: Registry, schema: Schema, lines: Sequence[tuple[int, Change]], *, hold: bool = False
) -> list[Judged]:
    """Each line in its order. A few queries, however many; with `hold` the records are held until the transaction ends."""
    found = _find(registry, [change for _line, change in lines], hold=hold)
    judged = [Judged(line, change) for line, change in lines]
    for one in judged:
        one.record = _meant(one, found)
        if one.record is not None and not may_amend(batch, one.record.batch, registry):
            one.faults.append(_("This batch may change only records that its own unit has brought in."))
        elif one.record is not None:
            one.drafted = draft(one.record, one.change.asked, schema)
            one.faults += one.drafted.faults
    kept = [one for one in judged if one.record is not None and not one.faults]
    waiting = _waiting({one.record.pk for one in kept if one.record})
    times = Counter(one.record.pk for one in kept if one.record)
    for one in kept:
        pk = one.record.pk if one.record else 0
        if pk in waiting:
            one.faults.append(elsewhere(waiting[pk]))
        elif times[pk] > 1:
            one.faults.append(_("More than one line of the sheet is about this record."))
    _see_to_numbers(registry, [one for one in kept if not one.faults], hold=hold)
    return judged


def _find(registry: Registry, changes: Iterable[Change], *, hold: bool) -> dict[str | int, list[Record]]:
    """Records by the key of their number, and, for lines without a number, by the digest of their name."""
    numbers, names = set(), set()
    for one in changes:
        if one.number:
            numbers.add(number_key(one.number))
        elif searched(one.name):
            names.add(name_key(one.name))
    every = Record._base_manager.filter(registry=registry, batch__state=BatchState.RELEASED, erased_at=None)
    pks = set(every.filter(number_key__in=list(numbers)).values_list("pk", flat=True))
    pks |= set(every.filter(name_key__in=list(names)).values_list("pk", flat=True)[: 5 * len(names)])
    rows = Record._base_manager.filter(pk__in=pks).select_related("batch__unit").order_by("pk")
    found: dict[str | int, list[Record]] = defaultdict(list)
    for record in rows.select_for_update(of=("self",)) if hold else rows:
        record.registry = registry
        found[record.name_key].append(record)
        if record.number_key:
            found[record.number_key].append(record)
    return found


def _meant(judged: Judged, found: dict[str | int, list[Record]]) -> Record | None:
    """The one record that the line is about, or a reason among its faults."""
    change = judged.change
    if change.number:
        records = found.get(number_key(change.number), [])
    else:
        named = found.get(name_key(change.name), []) if searched(change.name) else []
        records = [one for one in named if searched(one.name) == searched(change.name)]
    if len(records) == 1:
        return records[0]
    if records:
        judged.faults.append(_("Several records have this name; please give the number."))
    else:
        judged.faults.append(_("No public record is called so: {said}").format(said=change.number or change.name))
    return None


def _waiting(pks: Iterable[int]) -> dict[int, Amendment]:
    rows = Amendment._base_manager.filter(record__in=list(pks), done_at=None).select_related("batch__unit")
    return {row.record_id: row for row in rows}


def _see_to_numbers(registry: Registry, judged: Sequence[Judged], *, hold: bool) -> None:
    """New numbers that somebody has, or is to have, are refused."""
    wanted = {one.line: _new_key(one) for one in judged if one.drafted.after.get("number")}
    if not wanted:
        return
    if hold:
        claims.hold(registry.pk)
    keys, times = set(wanted.values()), Counter(wanted.values())
    own = {_new_key(one): one.record.number_key for one in judged if one.record and one.line in wanted}
    gone = {key for key in claims.taken(registry.pk, keys) if own.get(key) != key} | claims.claimed(registry.pk, keys)
    for one in judged:
        if one.line in wanted and (wanted[one.line] in gone or times[wanted[one.line]] > 1):
            one.faults.append(taken_sentence())


def _new_key(one: Judged) -> str:
    return number_key(one.drafted.after.get("number", ""))[:LONGEST_KEY]


def taken_sentence() -> str:
    return _("A record with this number stands in the registry, or in a batch on its way, already.")


def keep(intake: Intake, batch: Batch, judged: Sequence[Judged]) -> int:
    """Write down what can be taken; how many. What is too much for one batch gets its reason."""
    room = MOST - batch.amended
    rows: list[Amendment] = []
    for one in judged:
        if one.faults or one.record is None:
            continue
        if len(rows) >= room:
            one.faults.append(_("A batch changes at most {n} public records; please begin another one.").format(n=MOST))
            continue
        row = row_of(batch, one.record, one.change.asked, one.drafted, by=intake.asked_name)
        row.intake, row.line = intake, one.line
        rows.append(row)
    Amendment._base_manager.bulk_create(rows, batch_size=200)
    return len(rows)
