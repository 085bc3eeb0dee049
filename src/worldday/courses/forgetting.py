"""Parting what was learnt from the person: at their own request, and when policies/retention.toml says so.

The enrolment stays as nobody's, with its hours and whether it was completed, so that figures stay true. What was handed in goes.
A certificate stays its holder's, to be proved by its number; number and code no longer lead from it to what was learnt.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q

from worldday.base import clock, scope
from worldday.base.ids import new_code
from worldday.people import erasure, retention
from worldday.people.models import Participant
from worldday.quizzes import parting

from . import files, telling
from .actions import arriving, seats
from .models import NOBODY, QUEUED, DayBooking, Enrolment, EnrolmentState, Handin, HandinFile, HandinUpload

ENROLMENTS, HANDINS = "learners", "handins"  # rules of policies/retention.toml
BATCH = 500


def part(numbers: Collection[int]) -> bool:
    """At the request of the person with these numbers: at once, everywhere. Always done afterwards."""
    with scope.everything("erasing reaches every cohort"), transaction.atomic():
        theirs = Enrolment.objects.filter(learner__in=numbers)
        held = {pk: seats.locked(pk) for pk in sorted(set(theirs.order_by().values_list("cohort", flat=True)))}
        for enrolment in theirs.select_for_update().filter(cohort__in=held):
            enrolment.cohort = held[enrolment.cohort_id]
            if enrolment.state in (EnrolmentState.ENROLLED, *QUEUED):
                seats.give_back(enrolment)
            _forget(enrolment)
    return True


def forget_me(enrolment: Enrolment) -> None:
    """A learner asks for it: whoever was recognised by phone is forgotten in every area, a holder of a link in this enrolment and
    in the exams sat from it (those still open follow when they close)."""
    person = Participant.objects.filter(number=enrolment.learner, merged_into=None).first()
    if person is not None:
        erasure.erase(participant=person)
        return
    numbers = [enrolment.learner]
    part(numbers)
    parting.part(numbers)


def merged(stays: int, goes: int) -> None:
    """Two numbers are one person now: what was learnt under either is theirs, save where both sit in one cohort."""
    with scope.everything("a merger reaches every cohort"):
        both = Enrolment.objects.filter(learner=stays).exclude(state=EnrolmentState.WITHDRAWN).values("cohort")
        Enrolment.objects.filter(learner=goes).exclude(cohort__in=both).update(learner=stays)


def run() -> int:
    """What retention asks for, every day; how many rows were parted from somebody."""
    days = {keep.name: keep.days for keep in retention.keeps()}
    with scope.everything("retention reaches every cohort"):
        return _forget_learners(days[ENROLMENTS]) + _forget_handins(days[HANDINS])


def _forget_learners(days: int) -> int:
    """Counted from the cohort's last day, or from the last time the learner was there where a cohort has none."""
    moment = clock.now() - timedelta(days=days)
    over = Q(cohort__ends_on__lt=moment.date()) | Q(cohort__ends_on=None, enrolled_at__lt=moment) & (
        Q(last_at=None) | Q(last_at__lt=moment)
    )
    count = 0
    while due := list(Enrolment.objects.filter(over).exclude(name=NOBODY)[:BATCH]):
        with transaction.atomic():
            for enrolment in due:
                _forget(enrolment)
        count += len(due)
    return count


def _forget_handins(days: int) -> int:
    due = Handin.objects.filter(handed_at__lt=clock.now() - timedelta(days=days))
    return _discard(list(due[:BATCH]))


def _forget(enrolment: Enrolment) -> None:
    _discard(list(Handin.objects.filter(enrolment=enrolment)))
    telling.forget([enrolment.code])
    DayBooking.objects.filter(enrolment=enrolment).delete()
    for upload in HandinUpload.objects.filter(enrolment=enrolment):
        arriving.abandon(upload=upload)
    enrolment.learner, enrolment.code, enrolment.certificate = secrets.randbits(62) + 1, new_code(), ""
    enrolment.name, enrolment.latin, enrolment.contact = NOBODY, "", {}
    enrolment.link_edition += 1  # the link opens nothing any more
    enrolment.save()


def _discard(handins: list[Handin]) -> int:
    stored = list(HandinFile.objects.filter(handin__in=handins).values_list("stored", flat=True))
    Handin.objects.filter(pk__in=[handin.pk for handin in handins]).delete()
    transaction.on_commit(partial(_remove, stored))
    return len(handins)


def _remove(stored: list[str]) -> None:
    for name in stored:
        files.discard(name)
