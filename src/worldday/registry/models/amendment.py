"""What a batch does to records that are public already."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from worldday.base.ids import new_code
from worldday.base.scope import Public, ScopedManager, Subtrees

from .batch import Batch
from .intake import Intake
from .record import Record
from .registry import Registry


class LeftOut(models.TextChoices):
    """Why an amendment was not done when its moment came; the release does not fail because of it."""

    STATE = "state", _("The record had another state by then.")
    ERASED = "erased", _("The record had been emptied at a person's request.")


class Amendment(models.Model):
    """变更. Prepared unseen with its batch, reviewed with it, done at the moment of its release.

    A record waits in one batch at a time, and so does the number it is to have: the database sees to both.
    """

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="amendments")
    registry = models.ForeignKey(Registry, on_delete=models.PROTECT, related_name="+", db_index=False)
    record = models.ForeignKey(Record, on_delete=models.DO_NOTHING, related_name="amendments")  # what is public stays
    intake = models.ForeignKey(Intake, null=True, on_delete=models.CASCADE, related_name="amendments")
    line = models.PositiveIntegerField(default=0)  # of the sheet it came from; 0 = written by hand
    kind = models.CharField(max_length=10)  # a ChangeKind
    before = models.JSONField(default=dict)  # key → text as its preparer and its reviewer saw it, only what differs
    after = models.JSONField(default=dict)
    number_key = models.CharField(max_length=120, null=True)  # of the number it is to have
    since = models.DateField(null=True)  # None: the day of the release
    reason = models.CharField(max_length=500)
    source = models.CharField(max_length=300, blank=True)
    source_url = models.CharField(max_length=500, blank=True)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    left_out = models.CharField(max_length=10, blank=True)  # a LeftOut

    objects = ScopedManager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["record"], condition=models.Q(done_at=None), name="amendment_waits_once"),
            models.UniqueConstraint(
                fields=["number_key", "registry"], condition=models.Q(done_at=None), name="amendment_number_once"
            ),
        ]

    def __str__(self) -> str:
        return self.record.name

    @classmethod
    def scope_q(cls, scope: Public | Subtrees) -> models.Q:
        """The public reads the record's history instead."""
        if isinstance(scope, Public):
            return models.Q(pk__in=[])
        return scope.q("batch__unit__path") | scope.q("registry__owner__path")
