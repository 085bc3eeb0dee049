from __future__ import annotations

from django.db import models

from worldday.base.ids import new_code
from worldday.units.models import Staff

from .filings import Submission


class Comment(models.Model):
    """A reviewer's remark on a passage of one version; the writer settles it or answers by a new version."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="comments")
    start = models.PositiveIntegerField(default=0)  # characters of the version's text; start = end: the whole of it
    end = models.PositiveIntegerField(default=0)
    quote = models.CharField(max_length=300, blank=True)
    text = models.CharField(max_length=500)
    made_by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["start", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(end__gte=models.F("start")), name="comment_in_order"),
        ]
