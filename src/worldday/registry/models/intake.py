"""An import: a sheet on its way into a batch."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from worldday.base.ids import new_code
from worldday.base.scope import Public, ScopedManager, Subtrees

from .batch import Batch


class IntakeState(models.TextChoices):
    UPLOADED = "uploaded", _("Columns to be matched")
    WAITING = "waiting", _("Waiting for its turn")
    RUNNING = "running", _("Being imported")
    DONE = "done", _("Imported")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")


class Intake(models.Model):
    """一次导入. The sheet lies in the uploads folder until it is imported; wrong lines come back with their reasons."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="intakes")
    file_name = models.CharField(max_length=200)
    state = models.CharField(max_length=10, default=IntakeState.UPLOADED)
    mapping = models.JSONField(default=dict)  # key of the field → number of the column, from 0
    heading_line = models.PositiveIntegerField(default=1)
    lines = models.PositiveIntegerField(default=0)  # looked at so far: where it goes on after a restart
    taken = models.PositiveIntegerField(default=0)
    amended = models.PositiveIntegerField(default=0)  # of those taken, changes to public records
    refused = models.PositiveIntegerField(default=0)
    asked_by = models.CharField(
        max_length=64, blank=True
    )  # on whose behalf, and in which language it tells what is wrong
    asked_name = models.CharField(max_length=150, blank=True)
    language = models.CharField(max_length=10, blank=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["-id"]

    @property
    def name(self) -> str:
        return self.file_name

    @classmethod
    def scope_q(cls, scope: Public | Subtrees) -> models.Q:
        if isinstance(scope, Public):
            return models.Q(pk__in=[])
        return scope.q("batch__unit__path") | scope.q("batch__registry__owner__path")


class WrongLine(models.Model):
    """A line that was not taken, as it stood, and why; goes back to its sender as a sheet."""

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="wrong_lines")
    number = models.PositiveIntegerField()  # of the sheet
    cells = models.JSONField(default=list)
    reasons = models.TextField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["intake", "number"], name="wrong_line_once")]
