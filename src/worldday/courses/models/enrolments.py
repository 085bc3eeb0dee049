"""Who learns where, and how far they are in all."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from worldday.base.ids import new_code
from worldday.base.scope import Public, ScopedManager, Subtrees
from worldday.base.strongbox import LockedJSONField
from worldday.campaigns.models import Activity

from .cohorts import Cohort
from .course import Lesson


class EnrolmentState(models.TextChoices):
    WAITING = "waiting", _("On the waiting list")
    OFFERED = "offered", _("A place is offered")
    ENROLLED = "enrolled", _("Learning")
    COMPLETED = "completed", _("Completed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


SEATED = (EnrolmentState.ENROLLED, EnrolmentState.COMPLETED)  # those who learn
QUEUED = (EnrolmentState.WAITING, EnrolmentState.OFFERED)  # those who want to; an offer holds a seat
NOBODY = "—"  # the name of an enrolment that was parted from its learner, see courses.forgetting


class Enrolment(models.Model):
    """学员. One person in one cohort. `learner` is the person's number (people.identity); their own page opens with a personal
    link, which `link_edition` makes void when it is counted up."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="enrolments", db_index=False)
    learner = models.BigIntegerField(db_index=True)
    strength = models.CharField(max_length=10, default="link")  # phone, wechat, or link
    link_edition = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(_("name"), max_length=80)  # printed on the certificate
    latin = models.CharField(_("name in Latin letters"), max_length=120, blank=True)
    unit_name = models.CharField(_("unit"), max_length=120, blank=True)
    district = models.CharField(_("district"), max_length=20, blank=True)
    language = models.CharField(max_length=10, default="zh-hans")  # of messages
    contact = LockedJSONField(purpose="learner-contact", default=dict, blank=True)  # {"phone": …, "email": …}
    from_roster = models.BooleanField(default=False)
    state = models.CharField(_("state"), max_length=10, default=EnrolmentState.ENROLLED)
    enrolled_at = models.DateTimeField()
    queued_at = models.DateTimeField(null=True, blank=True)  # since when on the waiting list
    held_until = models.DateTimeField(null=True, blank=True)  # until when an offered place is kept
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    certificate = models.CharField(max_length=40, blank=True)  # its number, once one was awarded
    percent = models.PositiveSmallIntegerField(default=0)  # of what completion asks for
    minutes = models.PositiveIntegerField(default=0)  # of the lessons done, as the course counts them
    last_lesson = models.ForeignKey(Lesson, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    last_at = models.DateTimeField(null=True, blank=True)
    clocked_at = models.DateTimeField(null=True, blank=True)  # until when wall time has been spent on watching

    CHOICES = {"state": EnrolmentState}

    objects = ScopedManager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["cohort", "state", "id"], name="enrolment_of_cohort"),
            models.Index(fields=["cohort", "unit_name"], name="enrolment_by_unit"),
            models.Index(fields=["state", "held_until"], name="enrolment_offered"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "learner"], condition=~models.Q(state="withdrawn"), name="enrolment_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="completed") | ~models.Q(completed_at=None), name="enrolment_completed_when"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="offered") | ~models.Q(held_until=None), name="enrolment_offered_until"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def scope_q(cls, scope: Public | Subtrees) -> models.Q:
        """Staff who see the activity; learners come by their own link, with the eyes of the installation."""
        if isinstance(scope, Public):
            return models.Q(pk__in=[])
        seen = Activity._base_manager.filter(Activity.scope_q(scope))
        return models.Q(cohort__in=Cohort._base_manager.filter(activity__in=seen))
