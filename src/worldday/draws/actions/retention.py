"""Personal data goes on schedule (policies/retention.toml); the proof of the draw never needed it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from worldday.base.audit import System
from worldday.draws.models import Draw, DrawState, Entrant, Prize, PrizeState
from worldday.draws.offer import now, terms_of

from .rows import locked_plan, record

ARCHIVE_YEARS = timedelta(days=2 * 365 + 1)  # order 32 art. 19: two years
OPEN = (PrizeState.OFFERED, PrizeState.CLAIMED)


def erase_due() -> int:
    """Periodic: forget names, phones and addresses `keep_days` after a prize was settled; how many prizes."""
    settled = Prize.objects.filter(settled_at__isnull=False, delivery_erased_at=None, claimed_at__isnull=False)
    by_draw: defaultdict[int, list[Prize]] = defaultdict(list)
    for prize in settled.select_related("draw"):
        by_draw[prize.draw_id].append(prize)
    return sum(_erase(prizes) for prizes in by_draw.values())


@transaction.atomic
def _erase(prizes: list[Prize]) -> int:
    plan = locked_plan(prizes[0].draw.plan)
    kept = timedelta(days=terms_of(plan).keep_days)
    due = [prize.pk for prize in prizes if prize.settled_at and prize.settled_at + kept <= now()]
    erased = Prize.objects.filter(pk__in=due, delivery_erased_at=None).update(
        delivery={}, shown_as="", delivery_erased_at=now()
    )
    if erased:
        record("delivery-data-erased", plan, System("draws"), after={"erased": erased})
    return erased


def forget_due() -> int:
    """Periodic: forget who the entrants were. Those who won nothing: `keep_days` after the last prize was settled; the
    winners: two years after the draw, with the archive. Their rows, and so the proof, stay. How many persons."""
    drawn = Draw.objects.filter(state__in=(DrawState.DRAWN, DrawState.VOID), entrants__player__isnull=False)
    return sum(_forget(draw) for draw in drawn.distinct().exclude(prizes__state__in=OPEN))


@transaction.atomic
def _forget(draw: Draw) -> int:
    plan = locked_plan(draw.plan)
    moments = [draw.drawn_at, *draw.prizes.values_list("settled_at", flat=True)]
    last = max((one for one in moments if one), default=None)
    if (
        draw.prizes.filter(state__in=OPEN).exists()
        or not last
        or now() < last + timedelta(days=terms_of(plan).keep_days)
    ):
        return 0
    rows = Entrant.objects.filter(draw=draw, player__isnull=False)
    if draw.drawn_at and now() < draw.drawn_at + ARCHIVE_YEARS:
        rows = rows.filter(prizes=None)
    forgotten = Entrant.objects.filter(pk__in=rows.values("pk")).update(player=None, salt="", receipt=None)
    if forgotten:
        record("draw-persons-forgotten", plan, System("draws"), after={"forgotten": forgotten})
    return forgotten


@transaction.atomic
def part_from(numbers: Collection[int]) -> bool:
    """Somebody asked to be forgotten (`people.erasure`): his lines stay in the list as lines of nobody. While a draw is still
    to come, or a prize of his is open, the number stays so that he can win and be found; whether all of it is gone."""
    theirs = Entrant.objects.filter(player__in=numbers)
    waiting = theirs.filter(Q(draw__state=DrawState.FROZEN) | Q(prizes__state__in=OPEN))
    gone = theirs.exclude(pk__in=waiting.values("pk"))
    settled = Prize.objects.filter(entrant__in=gone.values("pk"), delivery_erased_at=None)
    settled.update(delivery={}, shown_as="", delivery_erased_at=now())
    Entrant.objects.filter(pk__in=list(gone.values_list("pk", flat=True))).update(player=None, salt="", receipt=None)
    return not Entrant.objects.filter(player__in=numbers).exists()
