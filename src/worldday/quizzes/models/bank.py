"""The question bank. A question says what law or standard it rests on, and for how long that holds."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from worldday.base.ids import new_code
from worldday.base.scope import Public, ScopedManager, Subtrees
from worldday.units.models import Unit


class QuestionSort(models.TextChoices):
    SINGLE = "single", _("Single choice")
    MULTIPLE = "multiple", _("Multiple choice")
    TRUE_FALSE = "true-false", _("True or false")
    FILL_IN = "fill-in", _("Fill in")
    ORDERING = "ordering", _("Put in order")
    MATCHING = "matching", _("Match")


class QuestionState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Waiting for review")
    REVIEWED = "reviewed", _("Reviewed")
    RETIRED = "retired", _("Retired")


class Question(models.Model):
    """`options` and `answer` by sort:

    single, multiple   options [{key, text, text_en, picture?}], answer [key …]
    true-false         options [], answer [true|false]
    fill-in            options [], answer [[accepted spelling …] per blank]
    ordering           options [{key, text, text_en}], answer [key …] in the right order
    matching           options {"left": [{key, text …}], "right": [{key, text …}]}, answer [[left, right] …]
    """

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="questions")
    shared = models.BooleanField(_("for all units below the authority"), default=True)
    sort = models.CharField(_("sort"), max_length=12)
    stem = models.TextField(_("question"))
    stem_en = models.TextField(_("question, in English"), blank=True)
    options = models.JSONField(_("options"), default=list, blank=True)
    answer = models.JSONField(_("answer"), default=list, blank=True)
    explanation = models.TextField(_("explanation"), blank=True)
    explanation_en = models.TextField(_("explanation, in English"), blank=True)
    basis = models.CharField(_("basis: law or standard"), max_length=200, blank=True)  # a draft may still lack it
    basis_article = models.CharField(_("article or clause"), max_length=60, blank=True)
    basis_version = models.CharField(_("version of the basis"), max_length=60, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    difficulty = models.PositiveSmallIntegerField(_("difficulty"), default=2)  # 1 easy, 2 medium, 3 hard
    topics = models.JSONField(
        _("topics"), default=list, blank=True
    )  # words; a bank is small enough to filter in memory
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    author_name = models.CharField(_("author"), max_length=60)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    reviewer_name = models.CharField(_("reviewer"), max_length=60, blank=True)
    state = models.CharField(_("state"), max_length=10, default=QuestionState.DRAFT)
    likeness = models.CharField(max_length=64, blank=True, db_index=True)  # folded stem's digest: exact repeats at once
    asked = models.PositiveIntegerField(default=0)  # this and the next three: sums of `QuestionUse`, kept by a job
    right = models.PositiveIntegerField(default=0)
    discrimination = models.FloatField(null=True, blank=True)  # point-biserial with the rest of the paper, −1…1
    chosen = models.JSONField(default=dict)  # option key → how often chosen
    updated_at = models.DateTimeField(auto_now=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(difficulty__in=(1, 2, 3)), name="question_difficulty"),
            models.CheckConstraint(
                condition=~models.Q(state="reviewed")
                | (~models.Q(reviewer_name="") & ~models.Q(reviewer_name=models.F("author_name"))),
                name="question_two_people",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="reviewed") | (~models.Q(basis="") & ~models.Q(basis_version="")),
                name="question_reviewed_has_basis",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_from=None)
                | models.Q(valid_until=None)
                | models.Q(valid_until__gte=models.F("valid_from")),
                name="question_valid_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.stem

    @property
    def name(self) -> str:
        """What the audit trail calls it."""
        return self.stem[:120]

    @classmethod
    def scope_q(cls, scope: Public | Subtrees) -> models.Q:
        """Never public; staff see their subtree's questions and those their authority shares."""
        if isinstance(scope, Public):
            return models.Q(pk__in=[])
        roots = Subtrees(tuple({f"/{path.split('/')[1]}/" for path in scope.paths}))
        return scope.q("owner__path") | models.Q(shared=True) & roots.q("owner__path")


class QuestionPicture(models.Model):
    """A picture in a stem (key "stem") or an option (the option's key)."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="pictures")
    key = models.CharField(max_length=12)
    file = models.ImageField(upload_to="questions/")
    alt = models.CharField(_("what the picture shows"), max_length=200)
    alt_en = models.CharField(_("what the picture shows, in English"), max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "key"], name="question_picture_once")]


class QuestionUse(models.Model):
    """What the counted attempts of one quiz tell about a question: sums, so that later attempts can be added."""

    quiz = models.ForeignKey("quizzes.Quiz", on_delete=models.CASCADE, related_name="uses")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="uses")
    asked = models.PositiveIntegerField(default=0)
    right = models.PositiveIntegerField(default=0)
    rest = models.FloatField(default=0)  # Σ share right of the other questions on the paper, 0…1 each
    rest_squared = models.FloatField(default=0)
    rest_of_right = models.FloatField(default=0)  # Σ the same over attempts that got this question right
    chosen = models.JSONField(default=dict)  # option key → how often chosen; "" = not answered

    class Meta:
        constraints = [models.UniqueConstraint(fields=["quiz", "question"], name="question_use_once")]


class BasisVersion(models.Model):
    """A version of a law or standard and its first day. A question resting on an older one is due for a look."""

    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(_("law or standard"), max_length=200)
    version = models.CharField(_("version"), max_length=60)
    since = models.DateField(_("in force from"))
    note = models.CharField(_("what changed"), max_length=300, blank=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["basis", "-since"]
        constraints = [models.UniqueConstraint(fields=["owner", "basis", "version"], name="basis_version_once")]

    def __str__(self) -> str:
        return f"{self.basis} {self.version}"

    @classmethod
    def scope_q(cls, scope: Public | Subtrees) -> models.Q:
        """Never public; one list per authority."""
        if isinstance(scope, Public):
            return models.Q(pk__in=[])
        roots = Subtrees(tuple({f"/{path.split('/')[1]}/" for path in scope.paths}))
        return roots.q("owner__path")
