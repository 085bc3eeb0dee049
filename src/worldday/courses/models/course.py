"""A course, its chapters and lessons. It belongs to a unit and may be held for one activity or for several, year after year."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from worldday.base.ids import new_code
from worldday.base.scope import Public, ScopedManager, Subtrees
from worldday.campaigns.models import Activity
from worldday.quizzes.models import Quiz
from worldday.units.models import Unit


class CourseState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    CLOSED = "closed", _("Closed")


class Course(models.Model):
    """课程. `rule` is when it counts as completed: `courses.completion.Rule` as JSON, which is also what people read."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="courses")
    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    summary = models.TextField(_("what it is about"), blank=True)
    summary_en = models.TextField(_("what it is about, in English"), blank=True)
    audience = models.CharField(_("for whom"), max_length=200, blank=True)
    audience_en = models.CharField(_("for whom, in English"), max_length=200, blank=True)
    rule = models.JSONField(default=dict, blank=True)
    readable = models.BooleanField(_("anyone may read its lessons without enrolling"), default=False)
    example = models.BooleanField(_("an example"), default=False)  # shown with the banner 示例
    state = models.CharField(_("state"), max_length=10, default=CourseState.DRAFT)
    updated_at = models.DateTimeField(auto_now=True)

    CHOICES = {"state": CourseState}

    objects = ScopedManager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def scope_q(cls, scope: Public | Subtrees) -> models.Q:
        """The public sees what has been published, staff their own unit's courses and those that are published."""
        shown = ~models.Q(state=CourseState.DRAFT)
        return shown if isinstance(scope, Public) else shown | scope.q("owner__path")


class Prerequisite(models.Model):
    """`course` asks that `needs` has been completed first."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="prerequisites")
    needs = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="needed_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "needs"], name="prerequisite_once"),
            models.CheckConstraint(condition=~models.Q(course=models.F("needs")), name="prerequisite_is_another"),
        ]


class Chapter(models.Model):
    """章."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="chapters")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name


class LessonSort(models.TextChoices):
    VIDEO = "video", _("Video")
    TEXT = "text", _("Reading")
    PDF = "pdf", _("Document")
    SLIDES = "slides", _("Slides")
    ONSITE = "onsite", _("On site")
    EXAM = "exam", _("Exam")
    ASSIGNMENT = "assignment", _("Assignment")


class Lesson(models.Model):
    """课. What there is to see lies in `body` (Markdown) and in the course's assets; `sources` says what it rests on.

    An exam is a quiz of the quizzes area. A lesson on site is the event of `onsite` (an activity); without one the teacher
    calls the roll.
    """

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    chapter = models.ForeignKey(Chapter, on_delete=models.CASCADE, related_name="lessons")
    key = models.CharField(
        max_length=60, blank=True
    )  # its name in packages: who imports again changes this very lesson
    position = models.PositiveSmallIntegerField(default=0)
    sort = models.CharField(_("sort"), max_length=10)
    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    body = models.TextField(_("text"), blank=True)  # Markdown; pictures by the name of an asset; slides parted by ---
    body_en = models.TextField(_("text, in English"), blank=True)
    sources = models.JSONField(default=list, blank=True)  # [{"text": …, "url": …}]
    minutes = models.PositiveSmallIntegerField(_("minutes it counts for"), default=0)
    required = models.BooleanField(_("needed to complete the course"), default=True)
    quiz = models.ForeignKey(Quiz, null=True, blank=True, on_delete=models.PROTECT, related_name="lessons")
    onsite = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name
