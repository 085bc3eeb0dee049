"""The background's share of a lot: short turns, each part of a roster in a transaction of its own.

A part is marked in the transaction that issues it, and a certificate exists once per row (`reason_ref`): a worker that is killed
leaves nothing half done and nothing that could be done twice.
"""

from __future__ import annotations

import time
from datetime import timedelta
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import translation

from worldday.base import clock, scope
from worldday.base.longwork import REST_S, OnBehalf
from worldday.base.problems import Problem
from worldday.certificates import shelf
from worldday.certificates.checking import Raw, award_of, checked, read
from worldday.certificates.models import Lot, LotPart, LotState, PartSort
from worldday.people.roster_sentences import not_readable
from worldday.people.rosters import NotReadable

from .issuing import award_many
from .lots import locked, record

PART = 250  # rows: a few tenths of a second, for which others who issue wait
TURN_S = 2.0  # then the worker's other tasks and jobs have theirs
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
                if not _step(lot):
                    return False
            time.sleep(REST_S)
        return bool(Lot.objects.filter(code=code, state__in=AT_WORK).exists())


def silent() -> list[str]:
    """Codes of lots whose worker has died."""
    with scope.everything("the background looks after everybody's"):
        rows = Lot.objects.filter(state__in=AT_WORK, beat_at__lt=clock.wall() - QUIET)
        return list(rows.values_list("code", flat=True)[:20])


def _step(lot: Lot) -> bool:
    """One step; False when another worker has taken the lot over."""
    try:
        return {LotState.READING: _read, LotState.CHECKING: _check, LotState.ISSUING: _issue}[LotState(lot.state)](lot)
    except Problem as problem:
        mine = Lot.objects.filter(pk=lot.pk, state=lot.state)
        mine.update(state=LotState.FAILED, problem=str(problem)[:300], beat_at=clock.wall())
        return True


def _read(lot: Lot) -> bool:
    """The whole file into parts; begun again from the start if it was cut off. Of two workers the one that came last goes on."""
    if not _taken_over(lot):
        return False
    rows, count, position = read(lot), 0, 0
    try:
        while some := list(islice(rows, PART)):
            position, count = position + 1, count + len(some)
            if not _kept(lot, position, some):
                return False
    except NotReadable as refusal:
        if not _taken_over(lot):
            return False
        raise Problem(not_readable(refusal.why)) from None
    if not _beat_on(lot, state=LotState.CHECKING, rows=count, stored=""):
        return False
    shelf.discard(lot.stored)
    return True


@transaction.atomic
def _taken_over(lot: Lot) -> bool:
    """This worker begins; whoever was at it sees that the lot's last beat was not its own, and leaves it."""
    if not _beat_on(lot):
        return False
    LotPart.objects.filter(lot=lot).delete()
    return True


@transaction.atomic
def _kept(lot: Lot, position: int, rows: list[Raw]) -> bool:
    if not _beat_on(lot):
        return False
    _keep(lot, PartSort.RAW, position, rows)
    return True


def _beat_on(lot: Lot, **fields: object) -> bool:
    """Whether the lot is being read and its last beat was the one this worker knows; then that is this moment."""
    now = clock.wall()
    mine = Lot.objects.filter(pk=lot.pk, state=LotState.READING, beat_at=lot.beat_at)
    if not mine.update(beat_at=now, **fields):
        return False
    lot.beat_at = now
    return True


@transaction.atomic
def _check(lot: Lot) -> bool:
    """One part: what can be issued, and what comes back with reasons."""
    held = locked(lot)
    if held.state != LotState.CHECKING:
        return True  # another worker has brought it further
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
    return True


@transaction.atomic
def _issue(lot: Lot) -> bool:
    """One part becomes certificates."""
    held = locked(lot)
    if held.state != LotState.ISSUING:
        return True
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
    return True


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
