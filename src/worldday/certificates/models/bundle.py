"""Up to a thousand certificates as PDF files in one archive, for an office that prints and hands over."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from worldday.base.ids import new_code
from worldday.base.scope import Public, ScopedManager, Subtrees

from .lot import Lot


class BundleState(models.TextChoices):
    MAKING = "making", _("Being made")
    READY = "ready", _("Ready")


class Bundle(models.Model):
    """文件包. One stretch of a roster's certificates, packed in the background and kept for some days only. `done` certificates of
    `count` are in the file so far; `beat_at` is when something was last packed."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    lot = models.ForeignKey(Lot, on_delete=models.CASCADE, related_name="bundles")
    part = models.PositiveIntegerField()  # from 1
    state = models.CharField(_("state"), max_length=10, default=BundleState.MAKING)
    stored = models.CharField(max_length=80)  # on the shelf
    count = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    busy = models.BooleanField(default=False)  # somebody writes into the file
    size = models.BigIntegerField(default=0)  # bytes, once it is ready
    asked_by = models.CharField(max_length=64)  # an actor, as the audit trail knows people
    asked_name = models.CharField(max_length=80)
    asked_at = models.DateTimeField()  # wall clock, like the rest
    beat_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager()
    CHOICES = {"state": BundleState}

    class Meta:
        ordering = ["part"]
        constraints = [
            models.UniqueConstraint(fields=["lot", "part"], name="bundle_once"),
            models.CheckConstraint(condition=models.Q(done__lte=models.F("count")), name="bundle_done_count"),
        ]
        indexes = [models.Index(fields=["state", "beat_at"], name="bundle_at_work")]

    @property
    def name(self) -> str:
        """What the audit trail calls it."""
        return f"{self.lot.file_name} {self.part}"

    @classmethod
    def scope_q(cls, scope: Public | Subtrees) -> models.Q:
        return models.Q(lot__in=Lot._base_manager.filter(Lot.scope_q(scope)))
