"""The waiting list of a full cohort, as those on it meet it: taking an offer, being let in by a roster, one's place in the list."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from worldday.base import clock, scope
from worldday.base.audit import Actor
from worldday.base.problems import Problem
from worldday.courses.models import Enrolment, EnrolmentState

from . import seats
from .record import note


class OfferOver(Problem):
    sentence = _("The time to accept this place is over and it went to the next person. You can join the list again.")


class NoSeat(Problem):
    sentence = _("All seats of this cohort are taken; nothing was entered. Another cohort may still have seats.")


@transaction.atomic
def accept(*, enrolment: Enrolment, by: Actor) -> Enrolment:
    """Take the place that was offered; a second time nothing changes. Raises `OfferOver`."""
    with scope.everything("whoever calls has the enrolment"):
        row = _held(enrolment)
        if row.state in (EnrolmentState.ENROLLED, EnrolmentState.COMPLETED):
            return row
        if row.state != EnrolmentState.OFFERED or row.held_until is None or clock.now() >= row.held_until:
            raise OfferOver
        _sit_down(row)
        note("learner-accepted", row, by)
    return row


@transaction.atomic
def admit(*, enrolment: Enrolment, by: Actor) -> Enrolment:
    """Whoever puts a roster together decides: the next free seat, past the list. Raises `NoSeat`."""
    with scope.everything("whoever calls has the enrolment"):
        row = _held(enrolment)
        if row.state == EnrolmentState.WAITING:
            if not seats.take(row.cohort_id, past_queue=True):
                raise NoSeat
            seats.count_waiting(row.cohort_id, -1)
        elif row.state != EnrolmentState.OFFERED:
            return row
        row.from_roster = True
        _sit_down(row)
        note("learner-enrolled", row, by)
    return row


def _sit_down(row: Enrolment) -> None:
    row.state = EnrolmentState.COMPLETED if row.completed_at else EnrolmentState.ENROLLED
    row.held_until, row.queued_at, row.enrolled_at = None, None, clock.now()
    row.save(update_fields=["state", "held_until", "queued_at", "enrolled_at", "from_roster"])


def _held(enrolment: Enrolment) -> Enrolment:
    """The row as it is now, behind its cohort."""
    cohort = seats.locked(enrolment.cohort_id)
    row: Enrolment = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    row.cohort = cohort
    return row


def place_of(enrolment: Enrolment) -> int:
    """From 1, whose turn it is in the list; 0 for somebody who does not wait."""
    if enrolment.state != EnrolmentState.WAITING:
        return 0
    with scope.everything("how many stand before one person"):
        others = Enrolment.objects.filter(cohort=enrolment.cohort_id, state=EnrolmentState.WAITING)
        earlier = others.filter(queued_at__lt=enrolment.queued_at)
        same = others.filter(queued_at=enrolment.queued_at, pk__lt=enrolment.pk)
        return int(earlier.count() + same.count()) + 1
