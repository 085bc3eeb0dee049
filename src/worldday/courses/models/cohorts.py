"""A cohort: one run of a course, for one activity, with its dates and seats."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from worldday.base.ids import new_code
from worldday.campaigns.models import OfActivity
from worldday.certificates.models import Design

from .course import Course


class CohortState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class Admission(models.TextChoices):
    OPEN = "open", _("Anyone may enrol")
    ROSTER = "roster", _("By roster only")


class Recognition(models.TextChoices):
    """How learners show who they are."""

    PHONE = "phone", _("A code to their phone")
    LINK = "link", _("A personal link")


class Cohort(OfActivity):
    """班次. `taken` and `waiting` are counted by the database alone (`actions.seats`); a course without dates and seats has one cohort."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    activity = models.ForeignKey("campaigns.Activity", on_delete=models.CASCADE, related_name="cohorts")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="cohorts")
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    state = models.CharField(_("state"), max_length=10, default=CohortState.DRAFT)
    admission = models.CharField(_("who may enrol"), max_length=10, default=Admission.OPEN)
    recognition = models.CharField(_("how learners are recognised"), max_length=10, default=Recognition.PHONE)
    enrols_from = models.DateTimeField(_("enrolment opens"), null=True, blank=True)
    enrols_until = models.DateTimeField(_("enrolment closes"), null=True, blank=True)
    starts_on = models.DateField(_("first day"), null=True, blank=True)  # lessons are closed before
    ends_on = models.DateField(_("last day"), null=True, blank=True)  # nothing counts any more after
    seats = models.PositiveIntegerField(_("seats"), null=True, blank=True)  # None = as many as come
    taken = models.PositiveIntegerField(default=0, editable=False)  # with the seats that are offered
    waiting = models.PositiveIntegerField(
        default=0, editable=False
    )  # on the waiting list, without those who have an offer
    offer_hours = models.PositiveSmallIntegerField(_("hours an offered place is kept"), default=24)
    design = models.ForeignKey(  # of the certificate that completion brings; None = none
        Design, null=True, blank=True, on_delete=models.PROTECT, related_name="cohorts", verbose_name=_("certificate")
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    place_en = models.CharField(_("place, in English"), max_length=200, blank=True)
    teacher = models.CharField(_("teacher"), max_length=120, blank=True)
    teacher_en = models.CharField(_("teacher, in English"), max_length=120, blank=True)
    contact = models.CharField(_("contact"), max_length=200, blank=True)  # of the unit, never of a person
    updated_at = models.DateTimeField(auto_now=True)

    CHOICES = {"state": CohortState, "admission": Admission, "recognition": Recognition}

    class Meta:
        ordering = ["starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(seats=None) | models.Q(taken__lte=models.F("seats")),
                name="cohort_seats_not_exceeded",
                violation_error_message=_("More people are enrolled than that; nothing was changed."),
            ),
            models.CheckConstraint(
                condition=models.Q(starts_on=None)
                | models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="cohort_days_in_order",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=models.Q(enrols_from=None)
                | models.Q(enrols_until=None)
                | models.Q(enrols_until__gt=models.F("enrols_from")),
                name="cohort_enrolment_in_order",
                violation_error_message=_("Enrolment closes before it opens."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
