"""Files of a course: videos, posters, subtitles, documents, pictures. Served by code, never as files."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from worldday.base.ids import new_code

from .course import Course, Lesson


class AssetRole(models.TextChoices):
    VIDEO = "video", _("Video")
    LOW = "low", _("Video for a poor line")
    POSTER = "poster", _("Picture before the video")
    SUBTITLES = "subtitles", _("Subtitles")
    DOCUMENT = "document", _("Document")
    PICTURE = "picture", _("Picture in the text")


class AssetState(models.TextChoices):
    WAITING = "waiting", _("Being prepared")
    READY = "ready", _("Ready")
    REFUSED = "refused", _("Refused")


class Asset(models.Model):
    """One file. `stored` is a random name below MEDIA_ROOT/courses. A picture belongs to the course and is found by its name;
    everything else belongs to one lesson."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="assets")
    lesson = models.ForeignKey(Lesson, null=True, blank=True, on_delete=models.CASCADE, related_name="assets")
    role = models.CharField(max_length=10)
    language = models.CharField(max_length=10, blank=True)  # of subtitles: zh-Hans, en
    name = models.CharField(_("file name"), max_length=200)  # as it came, cleaned; any script
    stored = models.CharField(max_length=80, unique=True)
    mime = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()  # bytes
    digest = models.CharField(max_length=64)  # SHA-256
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    seconds = models.FloatField(null=True, blank=True)  # of a video
    pages = models.PositiveSmallIntegerField(null=True, blank=True)  # of a document; page pictures lie beside it
    state = models.CharField(max_length=10, default=AssetState.READY)
    problem = models.CharField(max_length=30, blank=True)  # a key of materials.refusals, for a refused file
    alt = models.CharField(_("what it shows"), max_length=200, blank=True)
    credit = models.CharField(_("credit"), max_length=120, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["course", "name"], name="asset_by_name")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role="picture") | ~models.Q(lesson=None), name="asset_of_a_lesson"
            ),
            models.UniqueConstraint(fields=["lesson", "role", "language"], name="asset_role_once"),
            models.UniqueConstraint(
                fields=["course", "name"], condition=models.Q(lesson=None), name="asset_picture_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name
