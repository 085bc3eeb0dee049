"""The trainings of the two notices: courses built from packages, cohorts opened through the verbs. Nobody learns here but visitors."""

import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from worldday.base import clock
from worldday.base.audit import Actor
from worldday.campaigns.models import Activity
from worldday.certificates.actions.designs import make_design
from worldday.certificates.models import Design
from worldday.courses.actions import cohorts, editing
from worldday.courses.actions.building import build
from worldday.courses.actions.setting_up import set_up_course
from worldday.courses.models import Cohort
from worldday.courses.packages import read
from worldday.units.models import Unit

from . import files

Row = dict[str, Any]
DAYS = ("starts_on", "ends_on")


def open_courses(*, root: Unit, by: Actor) -> None:
    """Each course of `courses.json` that nobody has given a lesson yet; the others are left as people have them."""
    content = files.content("courses.json")
    for row in content["courses"]:
        activity = Activity.objects.select_related("campaign__owner").get(
            campaign__slug=row["campaign"], seq=row["seq"]
        )
        cohort = set_up_course(activity=activity, by=by)
        if not cohort.course.chapters.exists():
            _open(cohort, row, _certificate(root, content["certificate"], by), by)


def _open(cohort: Cohort, row: Row, design: Design, by: Actor) -> None:
    """Dates first, so that the exam knows its hours; open as of the day before it begins."""
    said = {name: date.fromisoformat(value) if name in DAYS else value for name, value in row["cohort"].items()}
    cohort = cohorts.change_cohort(cohort=cohort, changes=said | {"design": design}, by=by)
    with tempfile.TemporaryDirectory() as folder:
        build(course=cohort.course, plan=read(package(row["package"]), Path(folder)), by=by)
    editing.change_course(course=cohort.course, changes={"example": True, "readable": row["readable"]}, by=by)
    with clock.standing_at(said["starts_on"] - timedelta(days=1)):
        cohorts.open_cohort(cohort=cohort, by=by)


def package(name: str) -> Path:
    """The folder of a course."""
    return files.folder() / "courses" / name


def _certificate(root: Unit, row: Row, by: Actor) -> Design:
    known = Design.objects.filter(owner=root, name=row["name"]).first()
    return known or make_design(owner=root, name=row["name"], sort="learning", words=row["words"], by=by)
