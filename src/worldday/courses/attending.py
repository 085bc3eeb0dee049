"""A day on site is an event: who was checked in there, has attended the lesson."""

from __future__ import annotations

from collections.abc import Collection

from worldday.base import scope
from worldday.events.models import Booking, BookingState
from worldday.people.identity import numbers_of

from .models import Lesson


def attended(lessons: Collection[Lesson], learner: int) -> set[int]:
    """Ids of those lessons on site at whose event this person was checked in, in whatever slot. Two queries for all of them."""
    places = {lesson.onsite_id: lesson.pk for lesson in lessons if lesson.onsite_id}
    if not places:
        return set()
    with scope.everything("where a learner has been"):
        came = Booking.objects.filter(
            event__activity__in=places, booker__in={learner, *numbers_of([learner])}, state=BookingState.CAME
        )
        seen = set(came.values_list("event__activity", flat=True))
    return {lesson.pk for lesson in lessons if lesson.onsite_id in seen}
