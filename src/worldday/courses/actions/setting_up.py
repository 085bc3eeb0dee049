"""From an activity of the plan to a course that people can fill."""

from __future__ import annotations

from django.db import transaction

from worldday.base import scope
from worldday.base.audit import Actor
from worldday.campaigns.models import Activity
from worldday.courses.models import Cohort, Course

from .record import record


@transaction.atomic
def set_up_course(*, activity: Activity, by: Actor) -> Cohort:
    """A course in draft, named after the activity and owned by whoever runs it, with one cohort over the activity's days. An
    activity that has cohorts keeps them; the first is returned."""
    with scope.everything("the caller has the activity"):
        held = Activity.objects.select_for_update().get(pk=activity.pk)  # two who confirm at once make one course
        if (first := Cohort.objects.filter(activity=held).order_by("pk").first()) is not None:
            return first  # type: ignore[no-any-return]
        roles = activity.roles.select_related("unit").order_by("position", "id")
        runner = next((role.unit for role in roles if role.role != "guide"), activity.campaign.owner)
        course = Course.objects.create(owner=runner, name=activity.name[:200], name_en=activity.name_en[:200])
        cohort = Cohort.objects.create(
            activity=held,
            course=course,
            name=activity.name[:120],
            starts_on=activity.window_start,
            ends_on=activity.window_end,
            place=activity.place,
        )
        record("course-set-up", course, by, after={"activity": activity.name})
    return cohort  # type: ignore[no-any-return]
