"""Courses and training, on site and online."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from worldday.campaigns.kinds import Blocker, Figure, Kind, exact_days, place_named

if TYPE_CHECKING:
    from worldday.base.audit import Actor
    from worldday.campaigns.models import Activity

    from .models import Cohort


class Course(Kind):
    slug = "course"
    label = _("Course or training")
    icon = "course"
    how_to_join = _("Enrol with the unit responsible; places may be limited.")
    prefetch = ("cohorts",)
    words = {
        "培训": 3,
        "训练营": 3,
        "课堂": 2,
        "讲座": 3,
        "研修": 3,
        "公开课": 3,
        "宣贯": 1.5,
        "课程": 2,
        "授课": 2,
        "学习": 0.5,
    }

    def set_up(self, activity: Activity, *, by: Actor) -> Cohort:
        """A course in draft with one cohort; an activity that has a cohort is left alone."""
        from .actions.setting_up import set_up_course  # kinds register before actions can be imported

        return set_up_course(activity=activity, by=by)

    def public_page(self, activity: Activity) -> str:
        return reverse("public:course", args=[activity.campaign.slug, activity.code])

    def desk_page(self, activity: Activity) -> str:
        return reverse("desk_courses:activity", args=[activity.code])

    def readiness(self, activity: Activity) -> list[Blocker]:
        """Once a cohort is open, its own dates and place are settled; before that, whatever keeps it from opening."""
        general, cohorts = super().readiness(activity), list(activity.cohorts.all())
        if any(cohort.state == "open" for cohort in cohorts):
            return general
        page = self.desk_page(activity)
        lacking = [Blocker(_("No cohort is open for enrolment yet."), url=page)] if cohorts else []
        return [*general, *exact_days(activity), *place_named(activity), *lacking]

    def evidence(self, activity: Activity) -> list[Figure]:
        from .evidence import figures_of  # likewise

        return figures_of(activity) if activity.cohorts.all() else []  # fetched beforehand for many activities
