"""Booking the event of a day on site from the learner's own page, so that being let in counts without a phone number."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.crypto import salted_hmac

from worldday.base import clock
from worldday.courses.attending import own_booking, still_stands
from worldday.courses.learners import Self
from worldday.courses.models import DayBooking, Enrolment, Lesson
from worldday.events import links
from worldday.events.models import Booking

from .progress import held
from .record import note

SALT = "worldday.courses.day"
LETTERS = 32  # hexadecimal digits: 128 bits


@dataclass(frozen=True)
class Form:
    """The once-only key of the form, and what was booked with it so far."""

    key: str
    booking: Booking | None = None


@transaction.atomic
def day_form(*, enrolment: Enrolment, lesson: Lesson) -> Form:
    """The same form as long as its booking lives, another one after that; whatever is booked with it, is this learner's."""
    mine = held(enrolment)
    forms = DayBooking.objects.filter(enrolment=mine, lesson=lesson).count()
    made = own_booking(mine, lesson)
    if forms and (made is None or still_stands(made, lesson)):
        return Form(_key(mine, lesson, forms), made)
    key = _key(mine, lesson, forms + 1)
    DayBooking.objects.create(enrolment=mine, lesson=lesson, key=links.key_number(key), opened_at=clock.now())
    note("learner-books-day", mine, Self(mine), lesson=lesson.name)
    return Form(key)


def _key(enrolment: Enrolment, lesson: Lesson, nth: int) -> str:
    said = f"{enrolment.code}:{lesson.code}:{nth}"
    return salted_hmac(SALT, said, algorithm="sha256").hexdigest()[:LETTERS]
