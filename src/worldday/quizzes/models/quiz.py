"""A quiz of one activity: its rule, its papers, its entrances."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from worldday.base.ids import new_code
from worldday.campaigns.models import OfActivity
from worldday.units.models import Unit

from .bank import Question


class Quiz(OfActivity):
    """What the organiser decides. Until it is frozen, `rule` holds the organiser's choices and `editions.rule_of` adds hours,
    paper and entrances; frozen, it is the whole rule (quizzes.rule.Rule as JSON), fixed by `rule_digest`.

    An activity has one quiz of its own, which people find under the activity's address and name (`activity.quiz`), and any
    number of exams beside it (`activity.quizzes`), each with a title, found under a code of their own."""

    activity = models.ForeignKey("campaigns.Activity", on_delete=models.CASCADE, related_name="quizzes")
    main_of = models.OneToOneField(  # the same activity, for its own quiz; None for an exam
        "campaigns.Activity", null=True, blank=True, editable=False, on_delete=models.CASCADE, related_name="quiz"
    )
    title = models.CharField(max_length=200, blank=True)  # of an exam
    title_en = models.CharField(max_length=200, blank=True)
    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    rule = models.JSONField(default=dict)
    rule_digest = models.CharField(max_length=64, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    design = models.ForeignKey(  # of the certificates that the rule promises to whoever passes
        "certificates.Design", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens_at=None)
                | models.Q(closes_at=None)
                | models.Q(closes_at__gt=models.F("opens_at")),
                name="quiz_hours_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(frozen_at=None, rule_digest="")
                | (~models.Q(frozen_at=None) & ~models.Q(rule_digest="")),
                name="quiz_frozen_has_digest",
            ),
            models.CheckConstraint(
                condition=models.Q(main_of=None) | models.Q(main_of=models.F("activity")), name="quiz_main_of_its_own"
            ),
        ]

    @property
    def key(self) -> str:
        """What stands for it in addresses: the activity's code, or its own for an exam."""
        return self.activity.code if self.main_of_id else self.code

    @property
    def name(self) -> str:
        return self.title or self.activity.name

    @property
    def name_en(self) -> str:
        return self.title_en if self.title else self.activity.name_en

    @classmethod
    def by_key(cls, key: str) -> models.Q:
        """The filter that finds it by `key`."""
        return models.Q(main_of__code=key) | models.Q(main_of=None, code=key)


class PaperPart(models.Model):
    """One line of the paper's recipe: `count` questions of a topic and difficulty, or one fixed question."""

    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField(default=0)
    question = models.ForeignKey(Question, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(_("topic"), max_length=60, blank=True)
    difficulty = models.PositiveSmallIntegerField(_("difficulty"), null=True, blank=True)
    count = models.PositiveSmallIntegerField(_("how many"), default=1)
    points = models.PositiveSmallIntegerField(_("points each"), default=10)

    class Meta:
        ordering = ["position", "id"]


class Entrance(models.Model):
    """A co-host's own door to a joint quiz: own name, look, ranking and figures; one bank, one rule."""

    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="entrances")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=30)
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=100, blank=True)
    hue = models.PositiveSmallIntegerField(_("hue"), default=215)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["quiz", "slug"], name="entrance_once")]


class Edition(models.Model):
    """The questions as frozen for a quiz. Tickets name the edition, so a running attempt never meets another bank."""

    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()  # quizzes.editions: recipe, questions with their answers
    digest = models.CharField(max_length=64)
    reason = models.CharField(max_length=300, blank=True)  # why a later edition was needed; people read it
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["quiz", "number"], name="edition_once")]


class SigningKey(models.Model):
    """Signs tickets and passes. A retired key still opens what it signed until `retired_at` plus the longest attempt."""

    secret = models.BinaryField(max_length=32)
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)


class SchoolClass(models.Model):
    """People behind one code. A class: pupils on numbered seats, no personal data (PIPL art. 28, 31). A unit (no seats, no name
    of a class): its people play as themselves, and count for it, too."""

    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="classes")
    entrance = models.ForeignKey(Entrance, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    school = models.CharField(_("school"), max_length=100)
    name = models.CharField(_("class"), max_length=40)
    district = models.CharField(_("district"), max_length=20, blank=True)
    seats = models.PositiveSmallIntegerField(_("pupils"), default=45)
    made_at = models.DateTimeField()

    @property
    def is_unit(self) -> bool:
        return self.seats == 0

    @property
    def label(self) -> str:
        return f"{self.school} {self.name}".strip()
