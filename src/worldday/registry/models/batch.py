"""A batch: records that become public together, at one moment."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from worldday.base.ids import new_code
from worldday.base.scope import Public, ScopedManager, Subtrees
from worldday.campaigns.models import Activity
from worldday.units.models import Unit

from .registry import Registry


class BatchState(models.TextChoices):
    PREPARING = "preparing", _("Being prepared")
    IN_REVIEW = "in-review", _("Waiting for review")
    APPROVED = "approved", _("Approved, not yet public")
    RELEASED = "released", _("Public")
    DROPPED = "dropped", _("Given up")


class Batch(models.Model):
    """一批待发布记录. A record is public exactly when its batch is: one row, one moment, however many records."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    registry = models.ForeignKey(Registry, on_delete=models.PROTECT, related_name="batches")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="registry_batches")  # that prepares it
    activity = models.ForeignKey(
        Activity, null=True, blank=True, on_delete=models.SET_NULL, related_name="batches", verbose_name=_("activity")
    )
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    note = models.TextField(_("what is released"), max_length=2000, blank=True)  # public once released
    note_en = models.TextField(_("what is released, in English"), max_length=4000, blank=True)
    state = models.CharField(max_length=10, default=BatchState.PREPARING)
    hands = models.JSONField(
        default=list, editable=False
    )  # codes of the staff who put something in: they do not review
    reviewed_by = models.CharField(max_length=64, blank=True, editable=False)
    reviewed_name = models.CharField(max_length=150, blank=True, editable=False)
    returned_for = models.TextField(max_length=1000, blank=True, editable=False)  # why it came back
    release_at = models.DateTimeField(_("moment of release"), null=True, blank=True)
    announced = models.BooleanField(_("say the moment in public beforehand"), default=False)
    released_at = models.DateTimeField(null=True, blank=True, editable=False)
    released_by = models.CharField(max_length=150, blank=True, editable=False)
    size = models.PositiveIntegerField(default=0, editable=False)  # records in it
    amended = models.PositiveIntegerField(default=0, editable=False)  # public records it changes
    made_at = models.DateTimeField(editable=False)

    objects = ScopedManager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["state", "release_at"], name="batch_due"),
            models.Index(fields=["registry", "released_at"], name="batch_released"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(models.Q(state="released") & ~models.Q(released_at=None))
                | (~models.Q(state="released") & models.Q(released_at=None)),
                name="batch_released_has_moment",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["preparing", "in-review", "dropped"]) | ~models.Q(reviewed_by=""),
                name="batch_public_is_reviewed",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_public(self) -> bool:
        return self.state == BatchState.RELEASED

    @property
    def is_open(self) -> bool:
        """Its records can still be changed without anybody having seen them."""
        return self.state == BatchState.PREPARING

    @classmethod
    def scope_q(cls, scope: Public | Subtrees) -> models.Q:
        if isinstance(scope, Public):
            return models.Q(state=BatchState.RELEASED, registry__is_open=True)
        return scope.q("unit__path") | scope.q("registry__owner__path")
