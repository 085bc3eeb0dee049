"""What people say afterwards. An answer leads to nobody: that a booking has answered stands in one table, what was
answered in another, without time, order or address."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models

from worldday.base.ids import new_code

LOWEST, HIGHEST = 1, 5  # satisfaction


class Survey(models.Model):
    """满意度调查: satisfaction is always asked; `questions` are the organiser's few more.

    questions: [{"key": "q1", "sort": "scale" | "choice" | "text", "text": "…", "text_en": "…", "options": ["…"], "options_en": ["…"]}]
    """

    event = models.OneToOneField("events.Event", on_delete=models.CASCADE, related_name="survey")
    intro = models.CharField(max_length=300, blank=True)
    intro_en = models.CharField(max_length=400, blank=True)
    questions = models.JSONField(default=list)
    opened_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)  # from then on it takes no answers, without a press
    closed_at = models.DateTimeField(null=True, blank=True)  # by a press

    def is_open(self, now: datetime) -> bool:
        """Whether it takes answers."""
        in_time = self.closes_at is None or now < self.closes_at
        return self.opened_at is not None and self.closed_at is None and in_time


class SurveyUse(models.Model):
    """This booking's link has been used; that is all it says."""

    booking = models.OneToOneField("events.Booking", on_delete=models.CASCADE, related_name="survey_use")


class SurveySlip(models.Model):
    """A slip of paper that somebody without a booking is handed at the door: its code is good for one answer, and says nothing
    about who has it. `used` knows no time, so that it leads to no answer."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="slips")
    code = models.CharField(max_length=16, unique=True, editable=False)
    used = models.BooleanField(default=False)
    printed_at = models.DateTimeField()

    @staticmethod
    def fresh_code() -> str:
        """30¹⁶: nobody guesses one."""
        return new_code() + new_code()


class SurveyAnswer(models.Model):
    """One answer; its key is random so that the order of answering cannot be read from it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="answers")
    satisfaction = models.PositiveSmallIntegerField()
    said = models.JSONField(default=dict)  # key of the question → number, option or text

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(satisfaction__gte=LOWEST, satisfaction__lte=HIGHEST), name="survey_satisfaction"
            ),
        ]
