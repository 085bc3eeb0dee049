"""One observance in one year: its units, its activities, and what each unit owes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from worldday.base.ids import new_code
from worldday.base.scope import Public, ScopedManager, Subtrees
from worldday.units.models import Unit

if TYPE_CHECKING:
    from .lights import Light


class CampaignState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    LIVE = "live", _("Live")
    ARCHIVED = "archived", _("Archived")


PUBLISHED = (CampaignState.LIVE, CampaignState.ARCHIVED)


class Campaign(models.Model):
    """活动 (主题日). The owner is the unit that answers for it; everything else hangs from here."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    slug = models.SlugField(_("address"), max_length=60, unique=True)  # world-standards-day-2020
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="campaigns", verbose_name=_("owner"))
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    ordinal = models.PositiveSmallIntegerField(_("ordinal"), null=True, blank=True)  # 第51届
    starts_on = models.DateField(_("first day"), null=True, blank=True)  # the day, week or month that is marked
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("year"))
    summary = models.TextField(_("about"), blank=True)
    summary_en = models.TextField(_("about, in English"), blank=True)
    hue = models.PositiveSmallIntegerField(_("hue"), default=215)  # 0–359, the OKLCH hue all colours derive from
    state = models.CharField(_("state"), max_length=10, default=CampaignState.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True)
    observance = models.CharField(max_length=120, blank=True, editable=False)  # its name as notices say it, folded
    from_notice = models.JSONField(
        default=dict, editable=False
    )  # values as last confirmed: tells our edits from theirs
    updated_at = models.DateTimeField(auto_now=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["-year", "-starts_on", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "observance", "year"], condition=~models.Q(observance=""), name="campaign_once_a_year"
            ),
            models.CheckConstraint(
                condition=models.Q(starts_on=None, ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="campaign_days_in_order",
                violation_error_message=_("The last day lies before the first day."),
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft") | ~models.Q(published_at=None), name="campaign_live_is_published"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def scope_q(cls, scope: Public | Subtrees) -> models.Q:
        """The public sees what is published; staff what their units own or take part in."""
        if isinstance(scope, Public):
            return models.Q(state__in=PUBLISHED)
        takes_part = Participation.objects.filter(scope.q("unit__path"), campaign=models.OuterRef("pk"))
        return scope.q("owner__path") | models.Q(models.Exists(takes_part))


class Theme(models.Model):
    """The year's motto; international and domestic ones may stand side by side."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="themes")
    scope = models.CharField(max_length=20, blank=True)  # international, domestic, or not said
    text = models.CharField(max_length=200)
    text_en = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]


class Participation(models.Model):
    """A unit that takes part in a campaign: addressed by the notice, or named in an activity."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="participations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="participations")
    addressed = models.BooleanField(default=False)  # named among the addressees, so tasks reach it

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "unit"], name="participation_once")]


class OfCampaign(models.Model):
    """Rows seen by whoever sees their campaign."""

    objects = ScopedManager()

    class Meta:
        abstract = True

    @classmethod
    def scope_q(cls, scope: Public | Subtrees) -> models.Q:
        return models.Q(campaign__in=Campaign._base_manager.filter(Campaign.scope_q(scope)))


class ActivityState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    OPEN = "open", _("Under way")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")


class Activity(OfCampaign):
    """活动项目: one line of the workplan. The window keeps the notice's own phrase beside the interval of days."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="activities")
    position = models.PositiveSmallIntegerField(default=0)
    seq = models.CharField(_("number"), max_length=20, blank=True)
    name = models.CharField(_("name"), max_length=300)
    name_en = models.CharField(_("English name"), max_length=300, blank=True)
    content = models.TextField(_("content"), blank=True)
    content_en = models.TextField(_("content, in English"), blank=True)
    kind = models.SlugField(_("kind"), max_length=30)  # a slug of campaigns.kinds
    units_text = models.CharField(_("units, as printed"), max_length=500, blank=True)
    open_list = models.BooleanField(_("and others"), default=False)  # the notice says 等
    parent = models.ForeignKey(  # a district's own activity below one of the city's; None = stands by itself
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="parts", verbose_name=_("part of")
    )
    from_plan = models.CharField(max_length=12, blank=True, editable=False)  # code of the plan row it was made from
    window_text = models.CharField(_("window, as printed"), max_length=100, blank=True)
    window_start = models.DateField(_("from"), null=True, blank=True)
    window_end = models.DateField(_("until"), null=True, blank=True)
    window_precision = models.CharField(max_length=10, blank=True)  # day, ten-day, month, open
    actual_start = models.DateField(_("really began"), null=True, blank=True)
    actual_end = models.DateField(_("really ended"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, default=ActivityState.PLANNED)
    place = models.CharField(_("place"), max_length=200, blank=True)
    district = models.CharField(_("district"), max_length=20, blank=True)
    from_notice = models.JSONField(
        default=dict, editable=False
    )  # values as last confirmed: tells our edits from theirs
    updated_at = models.DateTimeField(auto_now=True)

    light: Light  # how it stands today; set by queries.workplan
    CHOICES = {"state": ActivityState}

    class Meta:
        ordering = ["campaign", "position", "id"]
        verbose_name_plural = "activities"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(window_start=None)
                | models.Q(window_end=None)
                | models.Q(window_end__gte=models.F("window_start")),
                name="activity_window_in_order",
                violation_error_message=_("The window ends before it begins."),
            ),
            models.CheckConstraint(
                condition=models.Q(actual_end=None)
                | models.Q(actual_start=None)
                | models.Q(actual_end__gte=models.F("actual_start")),
                name="activity_actual_in_order",
                violation_error_message=_("It cannot have ended before it began."),
            ),
            models.UniqueConstraint(  # two organisers pressing at once make one activity of a row
                fields=["from_plan"], condition=~models.Q(from_plan=""), name="activity_from_plan_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OfActivity(models.Model):
    """Rows of a kind, seen by whoever sees their activity."""

    objects = ScopedManager()

    class Meta:
        abstract = True

    @classmethod
    def scope_q(cls, scope: Public | Subtrees) -> models.Q:
        return models.Q(activity__in=Activity._base_manager.filter(Activity.scope_q(scope)))


class UnitRole(models.TextChoices):
    LEAD = "lead", _("Lead")
    HOST = "host", _("Host")
    ORGANISE = "organise", _("Organiser of the activity")
    ASSIST = "assist", _("Assisting")
    GUIDE = "guide", _("Guiding")
    SUPPORT = "support", _("Supporting")
    PARTICIPATE = "participate", _("Taking part")
    RESPONSIBLE = "responsible", _("Responsible")


class ActivityUnit(models.Model):
    """A unit's role in an activity; a group phrase of the notice becomes one row per member."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="roles")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="activity_roles")
    role = models.CharField(max_length=12)
    phrase = models.CharField(max_length=120, blank=True)  # as the notice prints it
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["activity", "unit", "role"], name="activity_unit_role_once")]


class TaskKind(models.TextChoices):
    PLAN = "plan", _("Plan")
    SUMMARY = "summary", _("Summary")
    MATERIALS = "materials", _("Materials")
    NOMINATION = "nomination", _("Nomination")
    OTHER = "other", _("Other")


class TaskState(models.TextChoices):
    OPEN = "open", _("Owed")
    DONE = "done", _("Received")
    EXEMPT = "exempt", _("Exempt")


class Task(models.Model):
    """报送任务: what one unit owes by when. Seen by that unit, by whoever asked, and by whoever owns the campaign.

    The notice's tasks are asked by the campaign's owner. A unit passes a task on by asking its own units (`issuer`, `parent`),
    to any depth; what it owes itself stays as it was.
    """

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="tasks")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="tasks")
    issuer = models.ForeignKey(  # who asks; None = the owner of the campaign
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks_asked"
    )
    parent = models.ForeignKey(  # the issuer's own task that this one feeds
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="passed_on"
    )
    what = models.CharField(_("what"), max_length=12)
    due = models.DateField(_("due"), null=True, blank=True)
    due_time = models.TimeField(_("hour"), null=True, blank=True)  # None = until the end of the day
    first_due = models.DateField(null=True, blank=True, editable=False)  # the day first asked for, if it was extended
    due_text = models.CharField(_("due, as printed"), max_length=100, blank=True)
    who_text = models.CharField(_("who, as printed"), max_length=200, blank=True)
    recipient = models.CharField(_("recipient"), max_length=120, blank=True)
    max_chars = models.PositiveIntegerField(_("limit in characters"), null=True, blank=True)
    points = models.JSONField(_("points to cover"), default=list, blank=True)  # [text, …]: a checklist for the writer
    state = models.CharField(_("state"), max_length=10, default=TaskState.OPEN)
    closed_on = models.DateField(_("received or exempted on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)  # why exempt, or what people should know
    key = models.CharField(max_length=20, blank=True, editable=False)  # which of the notice's tasks: summary, summary-2
    from_notice = models.JSONField(default=dict, editable=False)

    light: Light  # how it stands today; set by queries.workplan
    CHOICES = {"what": TaskKind, "state": TaskState}

    objects = ScopedManager()

    class Meta:
        ordering = ["due", "what", "unit__path"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "unit", "key"], condition=~models.Q(key=""), name="task_of_notice_once"
            ),
            models.UniqueConstraint(  # passing on twice doubles nothing
                fields=["parent", "unit"], condition=~models.Q(parent=None), name="task_passed_on_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state="open", closed_on=None)
                | (~models.Q(state="open") & ~models.Q(closed_on=None)),
                name="task_closed_has_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.unit_id}"

    @property
    def name(self) -> str:
        """Whose task it is: what the audit trail calls it."""
        return self.unit.name

    @classmethod
    def scope_q(cls, scope: Public | Subtrees) -> models.Q:
        if isinstance(scope, Public):
            return models.Q(pk__in=[])
        return scope.q("unit__path") | scope.q("issuer__path") | scope.q("campaign__owner__path")

    @property
    def asked_by(self) -> Unit:
        """The unit that reviews what is sent."""
        return self.issuer or self.campaign.owner
