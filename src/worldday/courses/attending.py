"""A day on site is an event: who was checked in there, has attended the lesson. People are known by the phone number under which
they booked, and by the form that their own page opened (`DayBooking`)."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

from django.db.models import Q, QuerySet

from worldday.base import scope
from worldday.campaigns.models import Activity
from worldday.events.models import Booking, BookingState
from worldday.people.identity import numbers_of

from .models import Cohort, Course, DayBooking, Enrolment, Lesson


def events_beside(course: Course) -> QuerySet[Activity]:
    """Activities with an event in the campaigns in which the course runs: where its days on site can take place."""
    campaigns = Cohort._base_manager.filter(course=course).values("activity__campaign")
    with scope.everything("whoever edits the course runs it there"):
        rows: QuerySet[Activity] = Activity.objects.filter(campaign__in=campaigns, event__isnull=False)
    return rows.order_by("campaign", "position", "pk")


def event_name(activity: Activity) -> str:
    """What a package calls it: one line, its characters in one form."""
    return " ".join(unicodedata.normalize("NFC", activity.name).split())


def attended(lessons: Collection[Lesson], enrolment: Enrolment) -> set[int]:
    """Ids of those lessons on site at whose event this learner was checked in, in whatever slot. Three queries for all of them."""
    places = {lesson.onsite_id for lesson in lessons if lesson.onsite_id}
    if not places:
        return set()
    mine = {enrolment.learner, *numbers_of([enrolment.learner])}
    forms = list(DayBooking.objects.filter(enrolment=enrolment).values_list("key", flat=True))
    with scope.everything("where a learner has been"):
        came = Booking.objects.filter(
            Q(booker__in=mine) | Q(key__in=forms), event__activity__in=places, state=BookingState.CAME
        )
        seen = set(came.values_list("event__activity", flat=True))
    return {lesson.pk for lesson in lessons if lesson.onsite_id in seen}


def own_booking(enrolment: Enrolment, lesson: Lesson) -> Booking | None:
    """What was made with the newest form that this learner's page opened for the lesson."""
    form = DayBooking.objects.filter(enrolment=enrolment, lesson=lesson).last()
    rows = Booking.objects.select_related("details", "event")
    found: Booking | None = rows.filter(key=form.key).first() if form else None
    return found


def still_stands(booking: Booking, lesson: Lesson) -> bool:
    """Whether it lives, and is for the event that the lesson has now."""
    return not booking.ended and booking.event.activity_id == lesson.onsite_id
