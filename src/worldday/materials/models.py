"""Photos, videos and documents that units send: where each file lies, what it shows, and what may be done with it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from worldday.base.ids import new_code
from worldday.base.scope import Public, ScopedManager, Subtrees
from worldday.campaigns.models import Activity, Campaign, Task
from worldday.units.models import Staff, Unit


class MaterialKind(models.TextChoices):
    PHOTO = "photo", _("Photo")
    VIDEO = "video", _("Video")
    DOCUMENT = "document", _("Document")


class MaterialState(models.TextChoices):
    WAITING = "waiting", _("Being prepared")
    READY = "ready", _("Ready")
    REFUSED = "refused", _("Refused")


class People(models.TextChoices):
    """What those who can be recognised have said (Civil Code art. 1019: no use of a likeness without consent)."""

    UNSAID = "", _("Not said yet")
    NOBODY = "nobody", _("Nobody can be recognised")
    AGREED = "agreed", _("Everybody recognisable agreed")
    REPORT_ONLY = "report-only", _("Agreed to official reports only")


class Reuse(models.TextChoices):
    """What the holder of the right allows (Copyright Law art. 24, 26)."""

    UNSAID = "", _("Not said yet")
    REPORT = "report", _("In reports on this campaign")
    PUBLISH = "publish", _("Also on public pages, with credit")
    FREE = "free", _("Anywhere, with credit")


class Material(models.Model):
    """One file of one unit. `stored` is a random name below MEDIA_ROOT/materials, never served as a file.

    A photo is kept without anything but its pixels, a video without anything but its pictures and sound (`materials.preparing`).
    """

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="materials")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="materials")
    task = models.ForeignKey(Task, null=True, blank=True, on_delete=models.SET_NULL, related_name="materials")
    activity = models.ForeignKey(
        Activity, null=True, blank=True, on_delete=models.SET_NULL, related_name="materials", verbose_name=_("activity")
    )
    kind = models.CharField(max_length=10)
    state = models.CharField(max_length=10, default=MaterialState.WAITING)
    problem = models.CharField(max_length=30, blank=True)  # a key of materials.refusals, for a refused file
    name = models.CharField(_("file name"), max_length=200)  # as it came, cleaned; any script
    stored = models.CharField(max_length=80, unique=True)
    mime = models.CharField(max_length=100)  # of the file as it is kept, by content
    size = models.PositiveBigIntegerField()  # bytes, as it came
    digest = models.CharField(max_length=64)  # SHA-256 of the content as it came: equal = duplicate; "" = refused
    likeness = models.CharField(max_length=16, blank=True)  # 64-bit difference hash of a picture, hex
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    seconds = models.PositiveIntegerField(null=True, blank=True)
    caption = models.CharField(_("caption"), max_length=200, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    taken_on = models.DateField(_("day"), null=True, blank=True)
    credit = models.CharField(_("credit"), max_length=80, blank=True)
    people = models.CharField(_("people shown"), max_length=12, blank=True)
    reuse = models.CharField(_("may be used"), max_length=10, blank=True)
    added_by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)  # its file is gone; what was sent still names it

    CHOICES = {"kind": MaterialKind, "people": People, "reuse": Reuse}

    objects = ScopedManager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["campaign", "unit", "id"], name="material_of_unit"),
            models.Index(fields=["state", "id"], name="material_by_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "unit", "digest"],
                condition=models.Q(removed_at=None) & ~models.Q(digest=""),
                name="material_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def scope_q(cls, scope: Public | Subtrees) -> models.Q:
        """The unit itself, and whoever it reports to: the issuer of the task it was sent for, the campaign's owner."""
        if isinstance(scope, Public):
            return models.Q(pk__in=[])
        return scope.q("unit__path") | scope.q("task__issuer__path") | scope.q("campaign__owner__path")


class Upload(models.Model):
    """A file on its way in pieces (tus 1.0). The bytes lie in MEDIA_ROOT/uploads-begun/<code>, and how many lie there is the
    offset; no column repeats it. What became of it is remembered here, so that whoever lost the answer can ask again."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    length = models.PositiveBigIntegerField()
    by = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="+")
    material = models.ForeignKey(Material, null=True, on_delete=models.SET_NULL, related_name="+")  # what it became
    problem = models.CharField(max_length=30, blank=True)  # or why it became nothing: a key of materials.refusals
    facts = models.JSONField(default=dict)  # for that sentence
    begun_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    objects = ScopedManager()

    @classmethod
    def scope_q(cls, scope: Public | Subtrees) -> models.Q:
        return models.Q(pk__in=[]) if isinstance(scope, Public) else scope.q("unit__path")
