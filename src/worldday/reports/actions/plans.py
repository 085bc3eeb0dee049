"""A unit's own plan, row by row."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext

from worldday.base import audit, clock, scope
from worldday.base.audit import Actor
from worldday.base.changes import change, check
from worldday.base.problems import Invalid, Problem
from worldday.reports.models import Filing, PlanRow
from worldday.reports.planning.faults import MAX_ROWS
from worldday.reports.proposing import Values, settled
from worldday.units.models import Staff

from .writing import OUT_OF_HANDS, OutOfHands, StaleDraft, save_draft

FIELDS = (
    *("name", "kind", "window_text", "window_start", "window_end", "window_precision"),
    *("place", "audience", "content", "parent", "position"),
)


@transaction.atomic
def put_rows(*, filing: Filing, rows: Sequence[Values], revision: int, by: Actor) -> Filing:
    """The plan is these rows in this order: known ones (`code`) changed by what is given, others new, the rest taken away.

    `rows`: values of any of `FIELDS`; a row of nothing but its `code` stays as it is. Days follow the phrase unless they
    are given, an unsaid kind is proposed. The same again changes nothing. Raises `OutOfHands` for what was sent,
    `StaleDraft` if somebody saved meanwhile (`revision` is the one the writer saw), `Invalid`, `Problem`.
    """
    filing = _open(filing, len(rows))
    standing = {row.code: row for row in filing.rows.select_related("parent")}
    kept, changed = set(), []
    for position, given in enumerate(rows, 1):
        row = standing.get(given.get("code", "")) or PlanRow(filing=filing)
        kept.add(row.code)
        if _change(row, given, position):
            changed.append(row)
    gone = [row for code, row in standing.items() if code not in kept]
    if not changed and not gone:
        return filing
    if filing.revision != revision:
        raise StaleDraft(filing)
    PlanRow.objects.filter(pk__in=[row.pk for row in gone]).delete()
    return _save(filing, changed, by, removed=[row.name for row in gone])


@transaction.atomic
def save_plan(
    *, filing: Filing, rows: Sequence[Values], revision: int, text: str, points: Sequence[int], by: Actor
) -> Filing:
    """The rows and the words that go with them, both or neither, each checked against the `revision` the writer saw.

    Raises as `put_rows` and `save_draft`.
    """
    before = locked(filing).revision
    kept = put_rows(filing=filing, rows=rows, revision=revision, by=by)
    own = kept.revision - before  # 1 when the rows were changed just now, and by this writer
    return save_draft(filing=kept, revision=revision + own, by=by, text=text, points=points)


@transaction.atomic
def add_rows(*, filing: Filing, rows: Sequence[Values], by: Actor) -> list[PlanRow]:
    """Put rows behind those there are; what stands in the plan already is not added again. Returns the rows added.

    Nobody's work is overwritten, so no revision is asked for. Raises as `put_rows`.
    """
    filing = _open(filing, 0)
    standing = list(filing.rows.all())
    seen = {_sameness(row) for row in standing}
    fresh: list[PlanRow] = []
    for given in rows:
        row = PlanRow(filing=filing)
        _change(row, given, len(standing) + len(fresh) + 1)
        if _sameness(row) not in seen:
            seen.add(_sameness(row))
            fresh.append(row)
    _refuse_more(len(standing) + len(fresh))
    if fresh:
        _save(filing, fresh, by)
    return fresh


def _open(filing: Filing, rows: int) -> Filing:
    """The filing, held, if its plan can still be changed."""
    filing = locked(filing)
    if filing.state in OUT_OF_HANDS:
        raise OutOfHands
    _refuse_more(rows)
    return filing


def _refuse_more(rows: int) -> None:
    if rows > MAX_ROWS:
        said = gettext("A plan holds at most {n} rows. Nothing was changed; put what is alike into one row.")
        raise Problem(said.format(n=MAX_ROWS))


def _change(row: PlanRow, given: Values, position: int) -> bool:
    """Set what was given; whether the row differs now from what is stored."""
    before = {field: getattr(row, field) for field in FIELDS} if row.pk else {}
    given = {field: value for field, value in given.items() if field != "code"}
    campaign = row.filing.task.campaign
    said = settled(given, before, year=campaign.year) if given or not row.pk else {}
    _before, after = change(row, said | {"position": position}, allowed=FIELDS)
    if not row.pk:
        check(row, ("name", "kind"))
    if row.window_start and row.window_end and row.window_end < row.window_start:
        raise Invalid({"window_end": [gettext("The last day lies before the first.")]})
    if "parent" in after and row.parent is not None and row.parent.campaign_id != campaign.pk:
        raise Problem(gettext("This activity belongs to another campaign; choose one of this campaign."))
    return bool(after) or not row.pk


def _sameness(row: PlanRow) -> tuple[str, ...]:
    return row.name, row.window_text, row.place, row.audience, row.content


def _save(filing: Filing, rows: Sequence[PlanRow], by: Actor, *, removed: Sequence[str] = ()) -> Filing:
    for row in rows:
        row.save()
    filing.revision, filing.saved_at = filing.revision + 1, clock.now()
    filing.saved_by = by if isinstance(by, Staff) else None
    filing.save(update_fields=["revision", "saved_at", "saved_by"])
    after = {"rows": [row.name for row in rows]} | ({"removed": list(removed)} if removed else {})
    task = filing.task
    audit.record(by=by, action="plan-saved", target=task, scope_path=task.campaign.owner.path, after=after)
    return filing


def locked(filing: Filing) -> Filing:
    """Locked first, read second, so that nothing is seen as it was before the wait."""
    with scope.everything("the view has fetched it through its permission"):
        Filing.objects.select_for_update().get(pk=filing.pk)
        found: Filing = Filing.objects.select_related("task__campaign__owner", "task__unit").get(pk=filing.pk)
    return found
