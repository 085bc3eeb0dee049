"""Getting a seat in a cohort, and giving it back. The database counts the seats."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace

from django.db import IntegrityError, transaction
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from worldday.base import clock, scope
from worldday.base.audit import Actor
from worldday.base.changes import check
from worldday.base.problems import Problem
from worldday.courses.learners import Newcomer, Person
from worldday.courses.models import QUEUED, Admission, Cohort, CohortState, Course, Enrolment, EnrolmentState
from worldday.courses.queries.before import lacking
from worldday.courses.telling import tell
from worldday.people.identity import numbers_of, persons_of

from . import seats
from .record import note
from .waiting import NoSeat, accept, admit


class NotOpen(Problem):
    sentence = _(
        "This cohort is not open for enrolment now; nothing was entered. Its dates stand on the course's page."
    )


class ByRosterOnly(Problem):
    sentence = _("Places in this cohort are given by roster. Please ask your unit to put you on it.")


class Full(NoSeat):
    """For somebody at the door; the page offers the waiting list."""


class NotBefore(Problem):
    """Another course comes first."""

    def __init__(self, courses: list[Course]) -> None:
        self.courses = courses
        names = "、".join(course.name for course in courses)
        super().__init__(
            format_lazy(
                _("Please complete this first: {courses}. Then enrol here; nothing was entered."), courses=names
            )
        )


class _Already(Exception):
    """The learner is in already; whatever was begun is undone."""


@dataclass(frozen=True)
class _Given:
    """What is written into the enrolment, and on whose word."""

    person: Person
    strength: str
    by: Actor
    from_roster: bool
    may_wait: bool


def enrol(
    *,
    cohort: Cohort,
    learner: int,
    strength: str,
    person: Person,
    by: Actor | None = None,
    from_roster: bool = False,
    may_wait: bool = False,
) -> Enrolment:
    """A seat for this person; a learner who is in already keeps the enrolment they have, whatever is said now.

    Somebody who left comes back to what they had learnt. From a roster, only the seats are looked at: whoever put it together has
    decided the rest. `may_wait`: where no seat is free, a place at the end of the waiting list. Raises `NotOpen`, `ByRosterOnly`, `NotBefore`, `Full`, `Invalid`.
    """
    number = persons_of([learner]).get(learner, learner)
    given = _Given(_tidied(person), strength, by or Newcomer(), from_roster, may_wait)
    for _turn in range(2):  # the second time finds whoever came in between
        if (known := enrolled(cohort, number)) is not None:
            return admit(enrolment=known, by=given.by) if from_roster and known.state in QUEUED else known
        with suppress(_Already):
            return _enter(cohort, number, given)
    raise Problem


def enrolled(cohort: Cohort, learner: int) -> Enrolment | None:
    """The learner's enrolment here, under any number they were known by."""
    numbers = {learner, *numbers_of([learner])}
    with scope.everything("who is enrolled is asked for one person"):
        rows = Enrolment.objects.filter(cohort=cohort, learner__in=numbers).exclude(state=EnrolmentState.WITHDRAWN)
        found: Enrolment | None = rows.order_by("pk").first()
    return found


@transaction.atomic
def _enter(cohort: Cohort, learner: int, given: _Given) -> Enrolment:
    with scope.everything("seats are counted for everybody"):
        if not given.from_roster:
            _may(cohort, learner)
        seated = _take_seat(cohort, given)  # holds the cohort's row, so that nobody comes in between from here on
        if enrolled(cohort, learner) is not None:
            raise _Already
        enrolment = _back(cohort, learner) or Enrolment(cohort=cohort, learner=learner, enrolled_at=clock.now())
        _introduce(enrolment, given, seated=seated)
        try:
            with transaction.atomic():
                enrolment.save()
        except IntegrityError:
            raise _Already from None
        note("learner-enrolled" if seated else "learner-waiting", enrolment, given.by)
        return enrolment if seated else _wait(enrolment, given.by)


def _wait(enrolment: Enrolment, by: Actor) -> Enrolment:
    """At the end of the list; a seat that came free a moment ago is theirs if nobody stands before them."""
    if any(one.pk == enrolment.pk for one in seats.settle(enrolment.cohort)):
        return accept(enrolment=enrolment, by=by)
    tell([enrolment], "waiting", mark=f"{enrolment.queued_at:%Y%m%d%H%M%S}")
    return enrolment


def _may(cohort: Cohort, learner: int) -> None:
    """The dates and the rules of the cohort as they stand now."""
    now = clock.now()
    begun = cohort.enrols_from is None or now >= cohort.enrols_from
    over = (cohort.enrols_until is not None and now >= cohort.enrols_until) or (
        cohort.ends_on is not None and now.date() > cohort.ends_on
    )
    if cohort.state != CohortState.OPEN or not begun or over:
        raise NotOpen
    if cohort.admission == Admission.ROSTER:
        raise ByRosterOnly
    if first := lacking(cohort.course, learner):
        raise NotBefore(first)


def _take_seat(cohort: Cohort, given: _Given) -> bool:
    """Whether it is a seat; False for a place in the list."""
    if seats.take(cohort.pk, past_queue=given.from_roster):
        return True
    if not given.may_wait:
        raise Full
    seats.count_waiting(cohort.pk, 1)
    return False


def _back(cohort: Cohort, learner: int) -> Enrolment | None:
    left = Enrolment.objects.filter(cohort=cohort, learner=learner, state=EnrolmentState.WITHDRAWN)
    found: Enrolment | None = left.order_by("-pk").first()
    return found


def _introduce(enrolment: Enrolment, given: _Given, *, seated: bool) -> None:
    person = given.person
    enrolment.name, enrolment.latin = person.name, person.latin
    enrolment.unit_name, enrolment.district = person.unit_name, person.district
    enrolment.contact, enrolment.strength, enrolment.from_roster = person.contact, given.strength, given.from_roster
    enrolment.state = EnrolmentState.COMPLETED if enrolment.completed_at else EnrolmentState.ENROLLED
    enrolment.withdrawn_at = enrolment.queued_at = enrolment.held_until = None
    if not seated:
        enrolment.state, enrolment.queued_at = EnrolmentState.WAITING, clock.now()
    if not given.from_roster:
        enrolment.language = get_language() or "zh-hans"
    check(enrolment, ("name", "latin", "unit_name", "district"))


def _tidied(person: Person) -> Person:
    """Names without stray spaces; a name of nothing is refused by the model."""
    return replace(
        person, **{key: " ".join(getattr(person, key).split()) for key in ("name", "latin", "unit_name", "district")}
    )


@transaction.atomic
def withdraw(*, enrolment: Enrolment, by: Actor) -> Enrolment:
    """Leave the cohort and free the seat; what was learnt stays for a return. Leaving twice changes nothing."""
    with scope.everything("whoever calls has the enrolment"):
        cohort = seats.locked(enrolment.cohort_id)
        row: Enrolment = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
        row.cohort = cohort
        if row.state == EnrolmentState.WITHDRAWN:
            return row
        note("learner-withdrawn", row, by)
        seats.give_back(row)
    return row


@transaction.atomic
def renew_link(*, enrolment: Enrolment, by: Actor) -> Enrolment:
    """Another personal link; the one before opens nothing any more, on no device."""
    with scope.everything("whoever calls has the enrolment"):
        row: Enrolment = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
        row.link_edition += 1
        row.save(update_fields=["link_edition"])
        note("learner-link-renewed", row, by)
    return row
