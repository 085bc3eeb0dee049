"""The background's share of a lot: short turns, each part of a roster in a transaction of its own.

A part is marked in the transaction that issues it, and a certificate exists once per row (`reason_ref`): a worker that is killed
leaves nothing half done and nothing that could be done twice.
"""

from __future__ import annotations

import time
from datetime import timedelta
from itertools import islice
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import translation

from worldday.base import clock, scope
from worldday.base.longwork import OnBehalf
from worldday.base.problems import Problem
from worldday.certificates import shelf
from worldday.certificates.checking import Raw, award_of, checked, read
from worldday.certificates.lot_sentences import not_readable
from worldday.certificates.models import Lot, LotPart, LotState, PartSort
from worldday.certificates.rosters import NotReadable

from .issuing import award_many
from .lots import locked, record

PART = 250  # rows: a few tenths of a second, for which others who issue wait
TURN_S = 2.0  # then the worker's other tasks and jobs have theirs
REST_S = 0.02  # between parts, so that the site's own writes come through
QUIET = timedelta(minutes=1)  # a lot at work that says nothing for longer has lost its worker
AT_WORK = (LotState.READING, LotState.CHECKING, LotState.ISSUING)
ODD = 100


def turn(code: str, seconds: float = TURN_S) -> bool:
    """Work on the lot for about `seconds`; whether there is more to do."""
    until = time.monotonic() + seconds
    with scope.everything("the background works for whoever asked"):
        while time.monotonic() < until:
            lot = Lot.objects.select_related("design__owner", "design__campaign").filter(code=code).first()
            if lot is None or lot.state not in AT_WORK:
                return False
            with translation.override(lot.language):
                _step(lot)
            time.sleep(REST_S)
        return bool(Lot.objects.filter(code=code, state__in=AT_WORK).exists())


def silent() -> list[str]:
    """Codes of lots whose worker has died."""
    with scope.everything("the background looks after everybody's"):
        rows = Lot.objects.filter(state__in=AT_WORK, beat_at__lt=clock.wall() - QUIET)
        return list(rows.values_list("code", flat=True)[:20])


def _step(lot: Lot) -> None:
    try:
        {LotState.READING: _read, LotState.CHECKING: _check, LotState.ISSUING: _issue}[LotState(lot.state)](lot)
    except Problem as problem:
        Lot.objects.filter(pk=lot.pk).update(state=LotState.FAILED, problem=str(problem)[:300], beat_at=clock.wall())


def _read(lot: Lot) -> None:
    """The whole file into parts; begun again from the start if it was cut off."""
    LotPart.objects.filter(lot=lot).delete()
    rows, count, position = read(lot), 0, 0
    try:
        while some := list(islice(rows, PART)):
            position, count = position + 1, count + len(some)
            _keep(lot, PartSort.RAW, position, some)
            Lot.objects.filter(pk=lot.pk).update(beat_at=clock.wall())
    except NotReadable as refusal:
        LotPart.objects.filter(lot=lot).delete()
        raise Problem(not_readable(refusal.why)) from None
    except IntegrityError:
        return  # another worker reads it too, and was first
    done = Lot.objects.filter(pk=lot.pk, state=LotState.READING)
    done.update(state=LotState.CHECKING, rows=count, stored="", beat_at=clock.wall())
    shelf.discard(lot.stored)


@transaction.atomic
def _check(lot: Lot) -> None:
    """One part: what can be issued, and what comes back with reasons."""
    held = locked(lot)
    if held.state != LotState.CHECKING:
        return  # another worker has brought it further
    part = _next(held, PartSort.RAW)
    if part is None:
        held.state = LotState.PREVIEW
    else:
        right, wrong, odd = checked(held, part.content["rows"])
        part.delete()
        _keep(held, PartSort.RIGHT, part.position, right)
        _keep(held, PartSort.WRONG, part.position, wrong)
        held.checked, held.wrong = held.checked + part.count, held.wrong + len(wrong)
        held.odd = "".join(sorted(set(held.odd) | odd))[:ODD]
    _beat(held)


@transaction.atomic
def _issue(lot: Lot) -> None:
    """One part becomes certificates."""
    held = locked(lot)
    if held.state != LotState.ISSUING:
        return
    part, by = _next(held, PartSort.RIGHT), OnBehalf(held.asked_by, held.asked_name)
    if part is None:
        held.state, held.done_at = LotState.ISSUED, clock.wall()
        record("certificate-lot-issued", held, by, count=held.issued)
    else:
        held.design = lot.design  # with its owner and campaign
        award_many(design=held.design, rows=[award_of(held, row) for row in part.content["rows"]], by=by)
        LotPart.objects.filter(pk=part.pk).update(done=True, content={})
        held.issued += part.count
    _beat(held)


def _next(lot: Lot, sort: str) -> LotPart | None:
    found: LotPart | None = LotPart.objects.filter(lot=lot, sort=sort, done=False).first()
    return found


def _keep(lot: Lot, sort: str, position: int, rows: list[Raw]) -> None:
    if rows:
        content: Any = {"rows": rows}
        LotPart.objects.create(lot=lot, sort=sort, position=position, count=len(rows), content=content)


def _beat(lot: Lot) -> None:
    lot.beat_at = clock.wall()
    lot.save()
