"""Forms for the event of a day on site that learners opened from their own pages."""

from __future__ import annotations

from django.db import models

from .course import Lesson
from .enrolments import Enrolment


class DayBooking(models.Model):
    """`key` is the once-only key of that form (`events.Booking.key`): a booking made with it is this learner's, so that somebody
    with a personal link and no phone is known at the door. Goes by policies/retention.toml, or with the person."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="day_bookings")
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="+")
    key = models.BigIntegerField(unique=True)
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
