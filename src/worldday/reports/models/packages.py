from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from worldday.base.ids import new_code
from worldday.base.scope import Public, ScopedManager, Subtrees
from worldday.campaigns.models import Campaign
from worldday.units.models import Staff


class PackageKind(models.TextChoices):
    BAG = "bag", _("Archive package")
    WORKBOOK = "workbook", _("Workbook")


class Package(models.Model):
    """存档: everything of a campaign in one file, made in the background. The row exists only once the file is whole."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="packages")
    kind = models.CharField(max_length=10)
    stored = models.CharField(max_length=80, unique=True)  # a random name below MEDIA_ROOT/archives
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)  # SHA-256 of the file
    counts = models.JSONField(default=dict)  # files or rows of each part
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = ScopedManager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["campaign", "kind", "-id"], name="package_newest")]

    @property
    def name(self) -> str:
        """What the audit trail calls it."""
        return self.campaign.name

    @classmethod
    def scope_q(cls, scope: Public | Subtrees) -> models.Q:
        return models.Q(pk__in=[]) if isinstance(scope, Public) else scope.q("campaign__owner__path")
