import json
from pathlib import Path

import pytest

from worldday.campaigns import kinds
from worldday.demo.seed import seed
from worldday.quizzes.editions import rule_of
from worldday.quizzes.models import Attempt, Flag, Question, Quiz, Standing
from worldday.quizzes.rule_sentences import rule_text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
DEMO = Path(__file__).resolve().parents[2] / "demo"


@pytest.fixture(autouse=True)
def _own_data(settings, tmp_path):
    settings.DATA = tmp_path
    settings.MEDIA_ROOT = tmp_path / "uploads"


@pytest.fixture(autouse=True)
def _without_reports(monkeypatch):
    monkeypatch.setattr("worldday.demo.seed.load_reports", lambda **_said: None)


def quiz_of(slug: str, seq: str) -> Quiz:
    return Quiz.objects.get(activity__campaign__slug=slug, activity__seq=seq)


def test_three_quizzes_stand_under_their_own_names_with_their_own_hosts():
    seed()
    city, joint, day = (
        quiz_of("world-standards-day-2020", "6"),
        quiz_of("world-standards-day-2020", "17"),
        quiz_of("world-accreditation-day-2020", "4"),
    )
    assert [q.activity.name for q in (city, joint, day)] == [
        "标准化线上知识竞答", "标准化知识线上有奖竞答", "“世界认可日”主题知识在线竞答",
    ]  # fmt: skip
    assert [door.name for door in joint.entrances.all()] == ["嘉定", "昆山", "太仓"]
    assert [door.unit.name for door in day.entrances.all()] == ["上海市市场监督管理局", "东方网"]
    assert rule_of(city).organisers == ("上海市市场监督管理局",)
    assert (rule_of(joint).prizes, rule_of(joint).identity, rule_of(joint).in_all) == (True, "phone", 1)
    assert [rule_of(q).full_marks for q in (city, joint, day)] == [100, 100, 100]
    assert (
        "本次竞答由上海市嘉定区市场监督管理局、昆山市市场监督管理局、太仓市市场监督管理局联合举办，设嘉定、昆山、太仓3个入口，题库和规则相同。"
        in rule_text(rule_of(joint), "zh-hans")
    )
    for quiz in (city, day):
        assert quiz.frozen_at < quiz.opens_at
        waits = [str(blocker.reason) for blocker in kinds.get("quiz").readiness(quiz.activity)]
        assert waits == (["没有时间窗口。"] if quiz == day else [])  # the notice says 世界认可日期间 and no day
        assert rule_of(quiz).digest == quiz.rule_digest


def test_the_quiz_with_prizes_waits_for_its_published_prize_rules_or_is_frozen_behind_them():
    seed()
    joint = quiz_of("world-standards-day-2020", "17")
    plan = getattr(joint.activity, "prize_plan", None)
    published = plan is not None and plan.published_at is not None
    assert (joint.frozen_at is not None) == published


def test_the_demo_invents_no_player_and_no_result_and_stands_still_a_second_time():
    seed()
    counted = [(m, m._base_manager.count()) for m in (Quiz, Question, Attempt, Standing, Flag)]
    assert [n for m, n in counted if m in (Attempt, Standing, Flag)] == [0, 0, 0]
    frozen = list(Quiz.objects.order_by("pk").values_list("frozen_at", "rule_digest", "updated_at"))
    seed()
    assert [(m, m._base_manager.count()) for m, _n in counted] == counted
    assert list(Quiz.objects.order_by("pk").values_list("frozen_at", "rule_digest", "updated_at")) == frozen


def test_every_quiz_of_the_demo_names_its_source():
    assert all(row["source"] for row in json.loads((DEMO / "quizzes.json").read_text("utf8"))["quizzes"])
