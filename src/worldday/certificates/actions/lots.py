"""Many certificates from one roster: uploaded, mapped, looked at, confirmed. `working` does the rest in the background."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from worldday.base import audit, clock, scope
from worldday.base.audit import Actor
from worldday.base.problems import Problem
from worldday.certificates import shelf
from worldday.certificates.checking import FIELDS
from worldday.certificates.models import Design, Lot, LotState
from worldday.certificates.wording import places_of
from worldday.people.roster_sentences import not_readable
from worldday.people.rosters import NotReadable, guess, headings_of
from worldday.people.rosters.reading import MOST_BYTES
from worldday.units.models import Unit

SETTLED = (LotState.MAPPING, LotState.PREVIEW, LotState.FAILED)  # nothing is at work
BEFORE_CERTIFICATES = (*SETTLED, LotState.READING, LotState.CHECKING)


def upload(*, design: Design, file_name: str, chunks: Iterable[bytes], by: Actor) -> Lot:
    """Keep an uploaded roster and propose which column is what. Raises `Problem` when it is no roster; nothing is kept then."""
    if not design.active:
        raise Problem(_("This design is out of use; nothing was issued. Please choose another one."))
    stored = shelf.put(chunks, "xlsx", MOST_BYTES)
    if not stored:
        raise Problem(not_readable("size"))
    try:
        read = headings_of(shelf.path_of(stored))
        return _uploaded(design, file_name[:200], stored, read, by)
    except NotReadable as refusal:
        shelf.discard(stored)
        raise Problem(not_readable(refusal.why)) from None


@transaction.atomic
def _uploaded(design: Design, file_name: str, stored: str, read: tuple[int, list[str]], by: Actor) -> Lot:
    now, (row, headings) = clock.wall(), read
    with scope.everything("the caller has the design"):
        lot: Lot = Lot.objects.create(
            design=design,
            file_name=file_name or "roster.xlsx",
            stored=stored,
            headings=headings,
            headings_row=row,
            mapping=guess(headings, FIELDS, places_of(design.words)),
            asked_by=by.actor_ref,
            asked_name=by.actor_name[:80],
            language=translation.get_language() or "zh-hans",
            added_at=now,
            beat_at=now,
        )
    record("certificate-lot-uploaded", lot, by)
    return lot


@transaction.atomic
def map_columns(
    *, lot: Lot, mapping: Mapping[str, int], by: Actor, issued_on: date | None = None, tell: bool = False
) -> Lot:
    """Say which column is what; the roster is read and checked in the background. Raises `Problem` without a column of names."""
    held = locked(lot)
    if held.state != LotState.MAPPING:
        raise Problem(_("The columns of this roster are chosen already; nothing was changed."))
    known = {name: at for name, at in mapping.items() if 0 <= at < len(held.headings)}
    if "name" not in known:
        raise Problem(_("Please say which column holds the names; nothing was read yet."))
    if lacking := [label for label in places_of(held.design.words) if label not in known]:
        sentence = _("The design speaks of “{labels}”: please say which column holds it. Nothing was read yet.")
        raise Problem(sentence.format(labels="”, “".join(lacking)))
    held.mapping, held.issued_on, held.tell = known, issued_on, tell
    _begin(held, LotState.READING)
    record("certificate-lot-mapped", held, by)
    return held


@transaction.atomic
def confirm(*, lot: Lot, by: Actor) -> Lot:
    """Issue the right rows, in the background. Asked again, nothing changes. Raises `Problem` when there is nothing to issue."""
    held = locked(lot)
    if held.state in (LotState.ISSUING, LotState.ISSUED):
        return held
    stopped = held.state == LotState.FAILED and 0 < held.rows == held.checked
    if not (held.state == LotState.PREVIEW or stopped) or not held.right:
        raise Problem(_("There is nothing in this roster that can be issued yet; nothing was issued."))
    if not held.design.active:
        raise Problem(_("This design is out of use; nothing was issued. Please choose another one."))
    held.asked_by, held.asked_name = by.actor_ref, by.actor_name[:80]
    _begin(held, LotState.ISSUING)
    record("certificate-lot-confirmed", held, by, count=held.right)
    return held


@transaction.atomic
def discard(*, lot: Lot, by: Actor) -> None:
    """Throw a roster away from which nothing was issued."""
    held = locked(lot)
    if held.state not in BEFORE_CERTIFICATES or held.issued:
        raise Problem(_("Certificates were issued from this roster; it stays. Single certificates can be revoked."))
    record("certificate-lot-discarded", held, by)
    stored = held.stored
    held.delete()
    transaction.on_commit(lambda: shelf.discard(stored))


def locked(lot: Lot) -> Lot:
    """The row, locked, with its design."""
    with scope.everything("the caller has the lot"):
        held = Lot.objects.select_for_update().filter(pk=lot.pk).first()
        if held is None:
            raise Problem(_("This roster was thrown away meanwhile."))
        held.design = Design.objects.get(pk=held.design_id)
    found: Lot = held
    return found


def record(action: str, lot: Lot, by: Actor, **after: object) -> None:
    path = Unit.objects.values_list("path", flat=True).get(pk=lot.design.owner_id)
    audit.record(by=by, action=action, target=lot, scope_path=path, after={"design": lot.design.name, **after})


def _begin(lot: Lot, state: str) -> None:
    from worldday.certificates.tasks import go_on  # the task calls the verbs

    lot.state, lot.problem, lot.beat_at = state, "", clock.wall()
    lot.language = translation.get_language() or lot.language
    lot.save()
    transaction.on_commit(lambda: go_on.enqueue(lot.code))
