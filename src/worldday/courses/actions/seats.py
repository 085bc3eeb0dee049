"""Seats of a cohort and its waiting list, counted by the database alone.

Whoever changes them holds the cohort's row first and enrolments after it, so that two never wait for each other. What comes free
while somebody waits belongs to the list: in its order, told by message, kept for the cohort's `offer_hours` from the moment people
are awake, then given to the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils.timezone import make_aware

from worldday.base import clock, scope
from worldday.base.audit import System
from worldday.courses.models import Cohort, CohortState, Enrolment, EnrolmentState
from worldday.courses.telling import tell
from worldday.events.when import moment
from worldday.messages.quiet import next_waking

from .record import note

BY = System("waiting-list")
AT_A_TIME = 500


def locked(cohort: int) -> Cohort:
    """The row as it is now, held until the transaction ends, with what messages and the audit trail need."""
    rows = Cohort.objects.select_for_update(of=("self",)).select_related("course", "activity__campaign__owner")
    row: Cohort = rows.get(pk=cohort)
    return row


def take(cohort: int, *, past_queue: bool = False) -> bool:
    """One seat; False when none is free, or none for somebody at the door because others wait. Holds the cohort's row."""
    free = Q(seats=None) | Q(taken__lt=F("seats"))
    if not past_queue:
        free &= Q(waiting=0)
    return bool(Cohort.objects.filter(free, pk=cohort).update(taken=F("taken") + 1))


def give_back(row: Enrolment) -> None:
    """Somebody leaves, the seat or the list; what comes free goes to whoever waits. Cohort and enrolment are held."""
    if row.state == EnrolmentState.WAITING:
        count_waiting(row.cohort_id, -1)
    else:
        Cohort.objects.filter(pk=row.cohort_id, taken__gt=0).update(taken=F("taken") - 1)
    row.state, row.withdrawn_at, row.held_until = EnrolmentState.WITHDRAWN, clock.now(), None
    row.save(update_fields=["state", "withdrawn_at", "held_until"])
    settle(row.cohort)


def count_waiting(cohort: int, by: int) -> None:
    """Holds the cohort's row."""
    Cohort.objects.filter(pk=cohort, waiting__gte=-by).update(waiting=F("waiting") + by)


def settle(cohort: Cohort) -> list[Enrolment]:
    """Offer free seats of a cohort that is held to whose turn it is, and tell them."""
    cohort.refresh_from_db(fields=["seats", "taken", "waiting", "state", "ends_on"])
    if not cohort.waiting or is_over(cohort):
        return []
    free = AT_A_TIME if cohort.seats is None else min(cohort.seats - cohort.taken, AT_A_TIME)
    if free < 1:
        return []
    queue = Enrolment.objects.filter(cohort=cohort, state=EnrolmentState.WAITING).order_by("queued_at", "pk")
    turn = list(queue.select_for_update()[:free])
    until = offered_until(cohort, clock.now())
    for one in turn:
        one.cohort, one.state, one.held_until = cohort, EnrolmentState.OFFERED, until
        one.save(update_fields=["state", "held_until"])
        note("learner-offered", one, BY)
        tell([one], "offered", mark=f"{until:%Y%m%d%H%M}", facts={"until": moment(until, one.language)})
    Cohort.objects.filter(pk=cohort.pk).update(taken=F("taken") + len(turn), waiting=F("waiting") - len(turn))
    return turn


def is_over(cohort: Cohort) -> bool:
    """Nobody is offered a seat any more."""
    return cohort.state != CohortState.OPEN or (cohort.ends_on is not None and clock.today() > cohort.ends_on)


def offered_until(cohort: Cohort, now: datetime) -> datetime:
    """Until when an offer stands: the cohort's hours from when people are awake, at most to the end of its last day."""
    until = next_waking(now) + timedelta(hours=cohort.offer_hours)
    if cohort.ends_on is None:
        return until
    return min(until, make_aware(datetime.combine(cohort.ends_on + timedelta(days=1), time())))


def lapse_overdue() -> int:
    """By the worker: offers nobody took go to the next, seats that came free some other way are offered, and lists of cohorts
    that are over end. How many offers lapsed. Safe to run twice at once."""
    with scope.everything("the worker keeps every waiting list"):
        overdue = Enrolment.objects.filter(clock.has_come("held_until"), state=EnrolmentState.OFFERED)
        cohorts = set(overdue.order_by().values_list("cohort", flat=True)[:AT_A_TIME])
        some = Cohort.objects.filter(waiting__gt=0).filter(
            Q(seats=None) | Q(taken__lt=F("seats")) | ~Q(state=CohortState.OPEN) | Q(ends_on__lt=clock.today())
        )
        cohorts |= set(some.order_by().values_list("pk", flat=True)[:AT_A_TIME])
        return sum(_lapse(pk) for pk in sorted(cohorts))


@transaction.atomic
def _lapse(pk: int) -> int:
    cohort = locked(pk)
    rows = Enrolment.objects.filter(cohort=cohort).select_for_update()
    late = list(rows.filter(clock.has_come("held_until"), state=EnrolmentState.OFFERED)[:AT_A_TIME])
    _leave(cohort, late, "offer-over")
    Cohort.objects.filter(pk=pk).update(taken=F("taken") - len(late))
    if cohort.state != CohortState.OPEN or (cohort.ends_on is not None and clock.has_passed(cohort.ends_on)):
        gone = list(rows.filter(state=EnrolmentState.WAITING)[:AT_A_TIME])
        _leave(cohort, gone, "queue-over")
        count_waiting(pk, -len(gone))
    settle(cohort)
    return len(late)


def _leave(cohort: Cohort, rows: Sequence[Enrolment], why: str) -> None:
    now = clock.now()
    for one in rows:
        mark = f"{one.held_until or now:%Y%m%d%H%M}"  # one offer is told to be over once
        one.cohort, one.state, one.withdrawn_at, one.held_until = cohort, EnrolmentState.WITHDRAWN, now, None
        one.save(update_fields=["state", "withdrawn_at", "held_until"])
        note("learner-offer-over" if why == "offer-over" else "learner-queue-over", one, BY)
        tell([one], why, mark=mark)
