"""A task's file: the draft under the unit's hands, and every version that was sent."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from worldday.base.ids import new_code
from worldday.base.scope import Public, ScopedManager, Subtrees
from worldday.campaigns.models import Activity, Task
from worldday.units.models import Staff


class FilingState(models.TextChoices):
    """Where the newest version stands; the draft beside it may already be ahead of it."""

    DRAFT = "draft", _("Being written")
    SUBMITTED = "submitted", _("Sent in")
    RETURNED = "returned", _("Returned")
    ACCEPTED = "accepted", _("Accepted")
    TAKEN_BACK = "taken-back", _("Taken back")  # of a version only: its unit took it back before anybody decided


class OfTask(models.Model):
    """Rows seen by whoever sees their task. Who may see a *draft* is narrower: `reports.rules.may_write`."""

    objects = ScopedManager()

    class Meta:
        abstract = True

    @classmethod
    def scope_q(cls, scope: Public | Subtrees) -> models.Q:
        return models.Q(task__in=Task._base_manager.filter(Task.scope_q(scope)))


class Filing(OfTask):
    """报送件: one per task, made when somebody first opens it. It holds the draft; versions are `Submission`s.

    `late` is settled when something is first sent, against the moment due then: a unit that sent in time and was asked for a
    correction was in time. What the unit itself took back before anybody decided does not count.
    """

    task = models.OneToOneField(Task, on_delete=models.CASCADE, related_name="filing")
    state = models.CharField(max_length=10, default=FilingState.DRAFT)
    current = models.ForeignKey("Submission", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    versions = models.PositiveSmallIntegerField(default=0)  # how many were sent
    first_sent_at = models.DateTimeField(null=True, blank=True)
    late = models.BooleanField(default=False)
    # the draft
    text = models.TextField(blank=True)
    highlights = models.JSONField(default=list)  # [[start, end], …] in characters of text, in order, apart
    points = models.JSONField(default=list)  # indexes into task.points that the writer ticked
    figures = models.JSONField(default=list)  # reports.sentences: figures accepted or struck, each with its source
    revision = models.PositiveIntegerField(default=0)  # counts saves: a second writer is told, never overwritten
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(versions=0, first_sent_at=None)
                | (models.Q(versions__gt=0) & ~models.Q(first_sent_at=None)),
                name="filing_sent_has_moment",
            )
        ]


class PlanRow(models.Model):
    """One activity of a unit's own plan, under its hands; a version keeps its rows as they were sent."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    filing = models.ForeignKey(Filing, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("activity"), max_length=300)
    kind = models.SlugField(_("kind"), max_length=30, blank=True)
    window_text = models.CharField(_("time"), max_length=100, blank=True)  # as written: 10月中旬
    window_start = models.DateField(null=True, blank=True)
    window_end = models.DateField(null=True, blank=True)
    window_precision = models.CharField(max_length=10, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    audience = models.CharField(_("expected audience"), max_length=100, blank=True)
    content = models.TextField(_("content"), blank=True)  # and whatever else its line said, with its heading
    parent = models.ForeignKey(  # the city's activity it belongs to, if any
        Activity, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    activity = models.ForeignKey(  # what the organiser made of it
        Activity, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    taken = models.JSONField(default=dict)  # what it was last made of: tells the organiser's edits from the unit's

    class Meta:
        ordering = ["position", "id"]


class Submission(models.Model):
    """报送: one version as it was sent. Never changed afterwards, but for what the reviewer decides about it."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    filing = models.ForeignKey(Filing, on_delete=models.CASCADE, related_name="submissions")
    number = models.PositiveSmallIntegerField()  # 1, 2, 3 … within the filing
    state = models.CharField(max_length=10, default=FilingState.SUBMITTED)  # all but draft
    text = models.TextField(blank=True)
    chars = models.PositiveIntegerField(default=0)  # by reports.counting
    highlights = models.JSONField(default=list)
    points = models.JSONField(default=list)
    figures = models.JSONField(default=list)
    rows = models.JSONField(default=list)  # plan rows as sent
    materials = models.JSONField(default=list)  # codes of materials.Material as sent, in order
    findings = models.JSONField(default=list)  # reports.checks: what a reader should know before reading
    gravest = models.CharField(max_length=4, blank=True)  # weight of the gravest finding: stop, look, hint; "" = none
    due_then = models.DateField(null=True, blank=True)  # the day due when it was sent
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.TextField(blank=True)  # why it was returned
    new_due = models.DateField(null=True, blank=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["filing", "number"]
        constraints = [
            models.UniqueConstraint(fields=["filing", "number"], name="submission_number_once"),
            models.CheckConstraint(
                condition=models.Q(state="submitted", decided_at=None)
                | (~models.Q(state="submitted") & ~models.Q(decided_at=None)),
                name="submission_decided_at",
            ),
        ]

    @classmethod
    def scope_q(cls, scope: Public | Subtrees) -> models.Q:
        return models.Q(filing__task__in=Task._base_manager.filter(Task.scope_q(scope)))

    @property
    def name(self) -> str:
        """What the audit trail calls it."""
        return self.filing.task.unit.name
