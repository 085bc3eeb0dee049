"""The official document, its text, and what was read out of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from worldday.base.ids import new_code
from worldday.base.scope import Public, ScopedManager, Subtrees
from worldday.campaigns.models import Campaign
from worldday.units.models import Unit


class Notice(models.Model):
    """通知. What was handed in, kept as it came, and the reading of it, kept as the reader gave it."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="notices")
    campaign = models.ForeignKey(Campaign, null=True, blank=True, on_delete=models.PROTECT, related_name="notices")
    name = models.CharField(_("title"), max_length=300)
    doc_number = models.CharField(_("document number"), max_length=60, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    file = models.FileField(upload_to="notices/", blank=True)
    sha256 = models.CharField(max_length=64)
    text = models.TextField()
    reading = models.JSONField()  # worldday.notice/1, never edited
    taken_in_at = models.DateTimeField()
    taken_in_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = ScopedManager()

    class Meta:
        ordering = ["-taken_in_at"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def scope_q(cls, scope: Public | Subtrees) -> models.Q:
        return models.Q(pk__in=[]) if isinstance(scope, Public) else scope.q("owner__path")


class DraftState(models.TextChoices):
    OPEN = "open", _("Under review")
    CONFIRMED = "confirmed", _("Confirmed")
    DISCARDED = "discarded", _("Discarded")


class Draft(models.Model):
    """识别稿: the reading under a person's hands. `data` starts as the notice's reading and takes every correction."""

    notice = models.OneToOneField(Notice, on_delete=models.CASCADE, related_name="draft")
    data = models.JSONField()
    version = models.PositiveIntegerField(
        default=1
    )  # two reviewers never overwrite each other: save names the version it saw
    state = models.CharField(max_length=10, default=DraftState.OPEN)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = ScopedManager()

    @classmethod
    def scope_q(cls, scope: Public | Subtrees) -> models.Q:
        return models.Q(pk__in=[]) if isinstance(scope, Public) else scope.q("notice__owner__path")
