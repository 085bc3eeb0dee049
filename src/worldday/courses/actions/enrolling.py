"""Getting a seat in a cohort, and giving it back. The database counts the seats."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from worldday.base import audit, clock, scope
from worldday.base.audit import Actor
from worldday.base.changes import check
from worldday.base.problems import Problem
from worldday.courses.learners import Newcomer, Person
from worldday.courses.models import Admission, Cohort, CohortState, Enrolment, EnrolmentState
from worldday.people.identity import numbers_of, persons_of


class NotOpen(Problem):
    sentence = _(
        "This cohort is not open for enrolment now; nothing was entered. Its dates stand on the course's page."
    )


class ByRosterOnly(Problem):
    sentence = _("Places in this cohort are given by roster. Please ask your unit to put you on it.")


class Full(Problem):
    sentence = _("All seats of this cohort are taken; nothing was entered. Another cohort may still have seats.")


class NotBefore(Problem):
    """Another course comes first."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(
            format_lazy(
                _("Please complete this first: {courses}. Then enrol here; nothing was entered."),
                courses="、".join(names),
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


def enrol(
    *,
    cohort: Cohort,
    learner: int,
    strength: str,
    person: Person,
    by: Actor | None = None,
    from_roster: bool = False,
) -> Enrolment:
    """A seat for this person; a learner who is in already keeps the enrolment they have, whatever is said now.

    Somebody who left comes back to what they had learnt. From a roster, only the seats are looked at: whoever put it together has
    decided the rest. Raises `NotOpen`, `ByRosterOnly`, `NotBefore`, `Full`, `Invalid`.
    """
    number = persons_of([learner]).get(learner, learner)
    given = _Given(_tidied(person), strength, by or Newcomer(), from_roster)
    for _turn in range(2):  # the second time finds whoever came in between
        if (known := enrolled(cohort, number)) is not None:
            return known
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
        _take_seat(cohort)  # holds the cohort's row, so that nobody comes in between from here on
        if enrolled(cohort, learner) is not None:
            raise _Already
        enrolment = _back(cohort, learner) or Enrolment(cohort=cohort, learner=learner, enrolled_at=clock.now())
        _introduce(enrolment, given)
        try:
            with transaction.atomic():
                enrolment.save()
        except IntegrityError:
            raise _Already from None
        note("learner-enrolled", enrolment, given.by)
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
    if lacking := _lacking(cohort, learner):
        raise NotBefore(lacking)


def _lacking(cohort: Cohort, learner: int) -> list[str]:
    """Names of the courses that come first and that this person has not completed, in any cohort."""
    needed = {row.needs_id: row.needs.name for row in cohort.course.prerequisites.select_related("needs")}
    theirs = Enrolment.objects.filter(learner__in={learner, *numbers_of([learner])}, state=EnrolmentState.COMPLETED)
    done = set(theirs.filter(cohort__course__in=needed).values_list("cohort__course", flat=True)) if needed else set()
    return [name for pk, name in needed.items() if pk not in done]


def _take_seat(cohort: Cohort) -> None:
    free = Q(seats=None) | Q(taken__lt=F("seats"))
    if not Cohort.objects.filter(free, pk=cohort.pk).update(taken=F("taken") + 1):
        raise Full


def _back(cohort: Cohort, learner: int) -> Enrolment | None:
    left = Enrolment.objects.filter(cohort=cohort, learner=learner, state=EnrolmentState.WITHDRAWN)
    found: Enrolment | None = left.order_by("-pk").first()
    return found


def _introduce(enrolment: Enrolment, given: _Given) -> None:
    person = given.person
    enrolment.name, enrolment.latin = person.name, person.latin
    enrolment.unit_name, enrolment.district = person.unit_name, person.district
    enrolment.contact, enrolment.strength, enrolment.from_roster = person.contact, given.strength, given.from_roster
    enrolment.state = EnrolmentState.COMPLETED if enrolment.completed_at else EnrolmentState.ENROLLED
    enrolment.withdrawn_at = None
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
        row: Enrolment = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
        if row.state == EnrolmentState.WITHDRAWN:
            return row
        row.state, row.withdrawn_at = EnrolmentState.WITHDRAWN, clock.now()
        row.save(update_fields=["state", "withdrawn_at"])
        Cohort.objects.filter(pk=row.cohort_id, taken__gt=0).update(taken=F("taken") - 1)
        note("learner-withdrawn", row, by)
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


def note(action: str, enrolment: Enrolment, by: Actor, **more: str) -> None:
    """The audit row: about the cohort, naming the learner by the enrolment's code only."""
    cohort = enrolment.cohort
    path = cohort.activity.campaign.owner.path
    audit.record(by=by, action=action, target=cohort, scope_path=path, after={"enrolment": enrolment.code} | more)
