"""How far a learner is in a lesson."""

from __future__ import annotations

from django.db import models

from .course import Lesson
from .enrolments import Enrolment


class Progress(models.Model):
    """学习进度. `spans` are the parts played (seconds of a video) or the pages seen, merged and in order: [[from, to] …];
    `reports` the names of the last reports taken in, so that one that is sent again counts once."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="progress", db_index=False)
    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="progress", db_index=False)
    opened_at = models.DateTimeField()
    last_at = models.DateTimeField()
    spans = models.JSONField(default=list)
    reports = models.JSONField(default=list)
    position = models.FloatField(default=0)  # where to go on: second of the video, page, or part of a text in percent
    percent = models.PositiveSmallIntegerField(default=0)  # watched or seen
    score = models.PositiveSmallIntegerField(null=True, blank=True)  # of the exam or the assignment, in percent
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enrolment", "lesson"], name="progress_once")]
        indexes = [models.Index(fields=["lesson", "done_at"], name="progress_of_lesson")]
