from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from worldday.base.ids import new_code
from worldday.base.scope import Public, ScopedManager, Subtrees
from worldday.campaigns.models import Campaign
from worldday.materials.models import Material
from worldday.units.models import Staff, Unit

from .filings import Submission


class PracticeState(models.TextChoices):
    MARKED = "marked", _("Marked")
    ASKED = "asked", _("Its unit is asked")
    AGREED = "agreed", _("Its unit agreed")
    DECLINED = "declined", _("Its unit declined")
    PUBLISHED = "published", _("Published")


class Practice(models.Model):
    """典型做法: a passage or a picture worth copying. It keeps its source wherever it goes."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="practices")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="practices")  # whose practice it is
    submission = models.ForeignKey(
        Submission, null=True, blank=True, on_delete=models.SET_NULL, related_name="practices"
    )
    start = models.PositiveIntegerField(default=0)  # the passage in the version's text
    end = models.PositiveIntegerField(default=0)
    material = models.ForeignKey(Material, null=True, blank=True, on_delete=models.SET_NULL, related_name="practices")
    taken_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="reuses")
    title = models.CharField(_("title"), max_length=120)
    passage = models.TextField(_("passage"), blank=True)
    theme = models.CharField(_("theme"), max_length=60, blank=True)
    kind = models.SlugField(max_length=30, blank=True)
    district = models.CharField(max_length=20, blank=True)
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, default=PracticeState.MARKED)
    folded = models.TextField(editable=False, default="")  # what the search reads: base.text.fold of all its words
    marked_by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    marked_at = models.DateTimeField()
    answered_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="published") | (~models.Q(answered_at=None) & ~models.Q(published_at=None)),
                name="practice_published_agreed",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def name(self) -> str:
        return self.title

    @classmethod
    def scope_q(cls, scope: Public | Subtrees) -> models.Q:
        """The public sees what is published; staff of the same authority learn from each other, see `queries.practices`."""
        if isinstance(scope, Public):
            return models.Q(state=PracticeState.PUBLISHED)
        return scope.q("unit__path") | scope.q("campaign__owner__path") | models.Q(state=PracticeState.PUBLISHED)
