"""A file for an assignment on its way in pieces, over a poor line."""

from __future__ import annotations

from django.db import models

from worldday.base.ids import new_code

from .course import Lesson
from .enrolments import Enrolment


class HandinUpload(models.Model):
    """The bytes lie with `materials.uploads` under `code`, and how many lie there is the offset. Gone once it is handed in."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="uploads")
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    length = models.PositiveBigIntegerField()
    begun_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
