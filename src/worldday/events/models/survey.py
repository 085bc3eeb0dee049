"""What people say afterwards. An answer leads to nobody: that a booking has answered stands in one table, what was
answered in another, without time, order or address."""

from __future__ import annotations

import uuid

from django.db import models

LOWEST, HIGHEST = 1, 5  # satisfaction


class Survey(models.Model):
    """满意度调查: satisfaction is always asked; `questions` are the organiser's few more.

    questions: [{"key": "q1", "sort": "scale" | "choice" | "text", "text": "…", "text_en": "…", "options": ["…"]}]
    """

    event = models.OneToOneField("events.Event", on_delete=models.CASCADE, related_name="survey")
    intro = models.CharField(max_length=300, blank=True)
    intro_en = models.CharField(max_length=400, blank=True)
    questions = models.JSONField(default=list)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)


class SurveyUse(models.Model):
    """This booking's link has been used; that is all it says."""

    booking = models.OneToOneField("events.Booking", on_delete=models.CASCADE, related_name="survey_use")


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
