"""What a course teaches, when it is completed, and where to get a seat."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from worldday.base import clock
from worldday.campaigns.models import Activity
from worldday.courses.models import Admission, Cohort, CohortState, Course, CourseExpert
from worldday.courses.queries import Outline, outline
from worldday.courses.queries.before import Before, needed_by, places_of
from worldday.courses.queries.experts import panel

from .found import lang
from .speaking import Text, about_of

OPEN, SOON, FULL, OVER, ROSTER = "open", "soon", "full", "over", "roster"


@dataclass(frozen=True)
class Offer:
    """A cohort as somebody at the door sees it."""

    cohort: Cohort
    state: str
    left: int | None  # seats; None = as many as come


@dataclass(frozen=True)
class Shown:
    """A course with its cohorts in this activity."""

    course: Course
    outline: Outline
    rules: list[str]
    offers: list[Offer]
    first: list[Before]  # the courses that come first
    experts: list[CourseExpert]  # who agreed to be named
    about: Text


def course(request: HttpRequest, campaign: str, activity: str) -> HttpResponse:
    rows = Activity.objects.select_related("campaign__owner").prefetch_related("roles__unit")
    found = get_object_or_404(rows, campaign__slug=campaign, code=activity)
    cohorts = Cohort.objects.filter(activity=found).exclude(state=CohortState.DRAFT).select_related("course")
    by_course: dict[Course, list[Cohort]] = {}
    for cohort in cohorts.exclude(course__state="draft"):
        by_course.setdefault(cohort.course, []).append(cohort)
    if not by_course and found.kind != "course":
        raise Http404
    shown = [_shown(one, theirs) for one, theirs in by_course.items()]
    context = {"campaign": found.campaign, "activity": found, "hue": found.campaign.hue, "shown": shown}
    context["open_ones"] = [offer for one in shown for offer in one.offers if offer.state == OPEN]
    return render(request, "public/courses/course.html", context)


def _shown(course: Course, cohorts: list[Cohort]) -> Shown:
    plan = outline(course)
    until = cohorts[0].ends_on if len(cohorts) == 1 else None
    certificate = any(cohort.design_id for cohort in cohorts)
    return Shown(
        course=course,
        outline=plan,
        rules=plan.rule_text(lang(), until=until, certificate=certificate),
        offers=[offer_of(cohort) for cohort in cohorts],
        first=places_of(needed_by(course)),
        experts=panel(course),
        about=about_of(course),
    )


def offer_of(cohort: Cohort) -> Offer:
    """Whether there is a seat to be had now; the verb decides again."""
    now = clock.now()
    left = None if cohort.seats is None else max(0, cohort.seats - cohort.taken)
    if cohort.state == CohortState.CLOSED or (cohort.ends_on and now.date() > cohort.ends_on):
        state = OVER
    elif cohort.admission == Admission.ROSTER:
        state = ROSTER
    elif cohort.enrols_until and now >= cohort.enrols_until:
        state = OVER
    elif cohort.enrols_from and now < cohort.enrols_from:
        state = SOON
    else:
        state = FULL if left == 0 or cohort.waiting else OPEN
    return Offer(cohort, state, left)
