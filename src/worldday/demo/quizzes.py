"""The quizzes of the two notices, set up through the verbs. No player and no result is invented."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.timezone import localtime

from worldday.base import clock
from worldday.base.audit import Actor
from worldday.campaigns.models import Activity
from worldday.quizzes import actions
from worldday.quizzes.actions import EntranceSpec, PartSpec
from worldday.quizzes.models import Quiz
from worldday.quizzes.obstacles import obstacles
from worldday.units.models import Unit

from . import files
from .certificates import make_designs

Row = dict[str, Any]
HOURS = ("opens_at", "closes_at")


def set_up_quizzes(*, root: Unit, by: Actor) -> None:
    """Rule, paper and entrances of each quiz that nobody has given a paper yet."""
    for row in files.content("quizzes.json")["quizzes"]:
        quiz = actions.set_up_quiz(activity=_activity(row), by=by)
        if not quiz.parts.exists():
            _set_up(quiz, row, root, by)


def _set_up(quiz: Quiz, row: Row, root: Unit, by: Actor) -> None:
    hours = {name: parse_datetime(row[name]) for name in HOURS}
    actions.set_rule(quiz=quiz, changes=hours | row["rule"], by=by)
    actions.set_paper(quiz=quiz, parts=[PartSpec(**part) for part in row["paper"]], by=by)
    doors = [EntranceSpec(**door | {"unit": _unit(root, door["unit"])}) for door in row["entrances"]]
    actions.set_entrances(quiz=quiz, entrances=doors, by=by)
    if "design" in row:
        actions.set_design(quiz=quiz, design=make_designs(root=root, by=by)[row["design"]], by=by)


def open_quizzes(*, by: Actor) -> None:
    """Freeze each quiz that nothing keeps from it, as of the day before it opens; the others say what they wait for."""
    for row in files.content("quizzes.json")["quizzes"]:
        quiz = _activity(row).quiz
        opens: datetime = quiz.opens_at or clock.now()
        with clock.standing_at((localtime(opens) - timedelta(days=1)).date()):
            if quiz.frozen_at is None and not obstacles(quiz):
                actions.freeze(quiz=quiz, by=by)


def _activity(row: Row) -> Activity:
    found: Activity = Activity.objects.select_related("campaign__owner").get(
        campaign__slug=row["campaign"], seq=row["seq"]
    )
    return found


def _unit(root: Unit, name: str) -> Unit:
    return Unit.objects.get(path__startswith=root.path, name=name)
