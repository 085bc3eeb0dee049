"""What learners hand in for an assignment, and how it was marked."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from worldday.base.ids import new_code
from worldday.units.models import Staff

from .course import Lesson
from .enrolments import Enrolment


class HandinState(models.TextChoices):
    HANDED = "handed", _("Waiting to be marked")
    RETURNED = "returned", _("Returned")
    MARKED = "marked", _("Marked")


class Handin(models.Model):
    """作业: the `number`th one of a learner for a lesson. A returned one may be followed by another; none is ever changed."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="handins")
    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="handins")
    number = models.PositiveSmallIntegerField(default=1)
    key = models.CharField(max_length=40)  # the page's once-only name, so that a double press hands in once
    text = models.TextField(blank=True)
    state = models.CharField(max_length=10, default=HandinState.HANDED)
    handed_at = models.DateTimeField()
    mark = models.PositiveSmallIntegerField(null=True, blank=True)  # 0–100
    comment = models.TextField(_("comment"), blank=True)
    marked_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    marked_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)  # when its learner first saw that decision

    CHOICES = {"state": HandinState}

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["lesson", "state", "id"], name="handin_to_mark")]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "lesson", "number"], name="handin_number_once"),
            models.UniqueConstraint(fields=["enrolment", "key"], name="handin_key_once"),
            models.CheckConstraint(condition=models.Q(mark=None) | models.Q(mark__lte=100), name="handin_mark_to_100"),
            models.CheckConstraint(
                condition=models.Q(state="handed", marked_at=None)
                | (~models.Q(state="handed") & ~models.Q(marked_at=None)),
                name="handin_marked_when",
            ),
        ]


class HandinFile(models.Model):
    """A file handed in; kept like the course's own files, for its learner and whoever marks it alone."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    handin = models.ForeignKey(Handin, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    stored = models.CharField(max_length=80, unique=True)
    mime = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
