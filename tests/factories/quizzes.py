"""Questions, quizzes and what people answered, as rows."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.utils.timezone import make_aware

from tests.factories.campaigns import make_activity, make_campaign
from tests.factories.quiz_content import TOPICS, single
from tests.factories.units import make_unit
from worldday.base import scope
from worldday.base.audit import System
from worldday.campaigns.models import Activity
from worldday.quizzes import actions
from worldday.quizzes.actions import PartSpec
from worldday.quizzes.models import Attempt, Question, Quiz
from worldday.units.models import Unit

BY = System("test")
OPENS, CLOSES = make_aware(datetime(2020, 10, 11, 9)), make_aware(datetime(2020, 10, 20, 21))


def make_questions(owner: Unit, count: int = 30, **fields: Any) -> list[Question]:
    """Reviewed single choices over five topics and three difficulties."""
    values = {"owner": owner, "author_name": "甲", "reviewer_name": "乙", "state": "reviewed"}
    rows = [Question(code=f"q{number:05}", **(values | single(number) | fields)) for number in range(count)]
    with scope.everything("factory"):
        return Question.objects.bulk_create(rows)


def make_quiz_activity(**fields: Any) -> Activity:
    city = make_unit("上海市市场监督管理局", contact="标准创新发展处")
    return make_activity(make_campaign(owner=city), units=[city], **fields)


def make_quiz(*, activity: Activity | None = None, parts: list[PartSpec] | None = None, **rule: Any) -> Quiz:
    """A quiz over 11–20 October 2020 with ten questions for 100 points from thirty; not frozen."""
    activity = activity or make_quiz_activity()
    make_questions(activity.campaign.owner)
    quiz = actions.set_up_quiz(activity=activity, by=BY)
    hours = {"opens_at": OPENS, "closes_at": CLOSES}
    choices = {"prizes": False, "identity": "device", "districts": ["嘉定区", "金山区"]}
    actions.set_rule(quiz=quiz, changes=hours | choices | rule, by=BY)
    parts = parts or [PartSpec(topic=topic, count=2) for topic in TOPICS]
    return actions.set_paper(quiz=quiz, parts=parts, by=BY)


_serial = count()  # attempts of one moment have ids of their own


def make_frozen_quiz(**rule: Any) -> Quiz:
    """On a day before it opens."""
    quiz = make_quiz(**rule)
    actions.freeze(quiz=quiz, by=BY)
    return Quiz._base_manager.get(pk=quiz.pk)


def make_attempt(quiz: Quiz, player: int, score: int = 100, seconds: float = 60.0, **fields: Any) -> Attempt:
    """A counted attempt as the hot path stores it; `number` continues the player's."""
    number = fields.pop("number", None)
    number = Attempt.objects.filter(quiz=quiz, player=player).count() if number is None else number
    at = fields.pop("at", None) or OPENS + timedelta(minutes=number + 1)
    started = int(at.timestamp() * 1000)
    values = {
        "id": ((started + round(seconds * 1000)) << 20) + next(_serial) % 2**20,
        "edition": 1, "number": number, "day": int(f"{at:%Y%m%d}"), "day_number": number, "strength": "device",
        "started_ms": started, "submitted_ms": started + round(seconds * 1000),
        "score": score, "right": score // 10, "answers": "[]",
    }  # fmt: skip
    return Attempt.objects.create(quiz=quiz, player=player, **(values | fields))
