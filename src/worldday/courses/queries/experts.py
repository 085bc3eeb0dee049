"""Who can be named as an expert of a course, who is, and who is asked."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.models import QuerySet

from worldday.base import scope
from worldday.courses.models import Cohort, Course, CourseExpert
from worldday.units.models import Membership, Staff
from worldday.units.permissions import Permission
from worldday.units.roles import roles_with


def could_be_named(course: Course) -> dict[Staff, str]:
    """Everybody who may mark what its learners hand in, with the name of the unit in which they are an expert."""
    with scope.everything("whoever asks may change the course"):
        return _experts({course.owner.path, *_running(Cohort.objects.filter(course=course))})


def markers_of(cohort: Cohort) -> list[Staff]:
    """Experts who may mark what learners of this cohort hand in."""
    with scope.everything("whoever hands in is told of nobody"):
        return list(_experts(_running(Cohort.objects.filter(pk=cohort.pk))))


def _experts(units: Collection[str]) -> dict[Staff, str]:
    """Experts of units with these paths and of those above them."""
    paths = {path for unit in units for path in _upwards(unit)}
    rows = Membership.objects.filter(
        role__in=roles_with(Permission.EVALUATE), unit__path__in=paths, unit__closed_on=None, staff__is_active=True
    )
    found: dict[Staff, str] = {}
    for one in rows.select_related("staff", "unit").order_by("staff__name", "pk"):
        found.setdefault(one.staff, one.unit.name)
    return found


def _running(cohorts: QuerySet[Cohort]) -> set[str]:
    """Paths of the units for which they are held."""
    found = set(cohorts.values_list("activity__campaign__owner__path", flat=True))
    return found | set(cohorts.exclude(activity__roles=None).values_list("activity__roles__unit__path", flat=True))


def _upwards(path: str) -> Iterator[str]:
    """A role in a unit reaches all units below: `/a/b/` and `/a/`."""
    parts = path.strip("/").split("/")
    for end in range(1, len(parts) + 1):
        yield f"/{'/'.join(parts[:end])}/"


def panel(course: Course) -> list[CourseExpert]:
    """Those who agreed, for the public."""
    rows = CourseExpert.objects.filter(course=course, agreed=True, staff__is_active=True)
    return list(rows.select_related("staff"))


def asked_of(staff: Staff) -> list[CourseExpert]:
    """Where this person is asked to be named, or is."""
    return list(CourseExpert.objects.filter(staff=staff).select_related("course").order_by("-asked_at"))
