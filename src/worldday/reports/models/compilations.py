from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from worldday.base.ids import new_code
from worldday.base.scope import Public, ScopedManager, Subtrees
from worldday.campaigns.models import Campaign
from worldday.units.models import Staff, Unit


class CompilationState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Being compiled")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")


class Compilation(models.Model):
    """总报告 of a campaign, or of one district's part in it: one per (campaign, issuer), compiled again and again."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="compilations")
    issuer = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="compilations")  # whose report it is
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(_("language"), max_length=10, default="zh-hans")  # of what the program writes
    photos = models.JSONField(
        null=True, blank=True
    )  # codes of materials a person chose, in order; None = chosen by rule
    state = models.CharField(max_length=10, default=CompilationState.WAITING)
    run = models.PositiveIntegerField(
        default=0
    )  # which press is at work: an older one that still lives stops by itself
    step = models.CharField(max_length=40, blank=True)  # what is being done now: a key of reports.compiling.steps
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    asked_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    beaten_at = models.DateTimeField(null=True, blank=True)  # the compiling process was last alive: wall clock

    objects = ScopedManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "issuer"], name="compilation_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def name(self) -> str:
        return self.title

    @classmethod
    def scope_q(cls, scope: Public | Subtrees) -> models.Q:
        if isinstance(scope, Public):
            return models.Q(pk__in=[])
        return scope.q("issuer__path") | scope.q("campaign__owner__path")


class Section(models.Model):
    """One section as compiled last, and as a person left it. `edited` wins and survives every recompiling."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    compilation = models.ForeignKey(Compilation, on_delete=models.CASCADE, related_name="sections")
    key = models.CharField(max_length=60)  # overview, plan, activity:<code>, annex:units, own:<code> …
    level = models.PositiveSmallIntegerField(default=1)  # 1 一、 2 （一） below the section before it
    position = models.PositiveIntegerField(default=0)
    moved = models.BooleanField(default=False)  # a person chose the position
    shown = models.BooleanField(default=True)
    heading = models.CharField(_("heading"), max_length=200)  # as generated
    own_heading = models.CharField(_("heading"), max_length=200, blank=True)  # a person's; wins where it is not empty
    gone = models.BooleanField(default=False)  # would not be written any more; kept because a person edited it
    blocks = models.JSONField(default=list)  # reports.compiling.blocks, as generated
    edited = models.TextField(
        null=True, blank=True
    )  # a person's wording, in the light markup of reports.compiling.markup
    edited_from = models.CharField(
        max_length=64, blank=True
    )  # digest of the blocks that were edited: tells they changed
    edited_at = models.DateTimeField(null=True, blank=True)
    edited_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["compilation", "key"], name="section_key_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The heading as the report shows it."""
        return self.own_heading or self.heading

    @property
    def name(self) -> str:
        """What the audit trail calls it."""
        return self.title

    @property
    def annex(self) -> bool:
        """Annexes hold what units sent, word for word: they can be hidden and moved, never reworded."""
        return self.key.startswith("annex:")

    @property
    def own(self) -> bool:
        """A person added it; the program writes nothing in it."""
        return self.key.startswith("own:")


class Source(models.Model):
    """Where a figure of the report comes from: the footnote's text and what it points to.

    `key` names the source together with the value it gave, so that a person's older wording keeps a true footnote after the
    number has moved on. `token` is its short name in the text: [^k7m2q9xd].
    """

    compilation = models.ForeignKey(Compilation, on_delete=models.CASCADE, related_name="sources")
    key = models.CharField(max_length=300)  # submission:<code>, evidence:<activity code>:<name>=<value> …
    token = models.CharField(max_length=12)
    note = models.CharField(max_length=800)
    link = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["compilation", "token"], name="source_token_once")]


class Edition(models.Model):
    """One finished report as files; earlier ones are kept."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    compilation = models.ForeignKey(Compilation, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveSmallIntegerField()
    files = models.JSONField(default=dict)  # docx | pdf | html → {"stored", "size", "digest"}
    fonts_missing = models.JSONField(default=list)  # names of fonts the layout asks for and this machine lacks
    glyphs_missing = models.CharField(max_length=100, blank=True)  # characters the shipped font cannot draw in the PDF
    figures = models.JSONField(default=dict)  # counts shown beside it: units, submissions, activities …
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["compilation", "number"], name="edition_number_once")]
