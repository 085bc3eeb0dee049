import pytest
from tests.factories.campaigns import make_activity, make_campaign
from tests.factories.quizzes import (
    BY,
    OPENS,
    make_attempt,
    make_frozen_quiz,
    make_questions,
    make_quiz,
    make_quiz_activity,
)
from tests.factories.units import make_unit

from worldday.campaigns import kinds
from worldday.quizzes import actions, ranking
from worldday.quizzes.actions import PartSpec
from worldday.quizzes.editions import rule_of
from worldday.quizzes.models import Quiz

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture(autouse=True)
def _before_it_opens(on_day):
    on_day(OPENS.date().replace(day=1))


def reasons(activity) -> list[str]:
    return [str(blocker.reason) for blocker in kinds.get("quiz").readiness(activity)]


def test_a_quiz_is_set_up_once_with_a_rule_proposed_from_the_activity():
    activity = make_quiz_activity(name="标准化知识线上有奖竞答")
    make_unit("上海市嘉定区市场监督管理局", parent=activity.campaign.owner, type="district", district="嘉定区")
    quiz = kinds.get("quiz").set_up(activity, by=BY)
    rule = rule_of(quiz)
    assert (rule.prizes, rule.identity, rule.in_all, rule.districts) == (True, "phone", 1, ("嘉定区",))
    assert (rule.opens, rule.closes) == ("2020-10-11T09:00:00+08:00", "2020-10-20T21:00:00+08:00")
    assert rule.organisers == ("上海市市场监督管理局",)
    actions.set_rule(quiz=quiz, changes={"in_all": 5}, by=BY)
    assert rule_of(kinds.get("quiz").set_up(activity, by=BY)).in_all == 5
    assert Quiz.objects.count() == 1


def test_a_quiz_with_nothing_to_win_asks_nobody_who_they_are():
    rule = rule_of(actions.set_up_quiz(activity=make_quiz_activity(), by=BY))
    assert (rule.prizes, rule.identity, rule.in_all) == (False, "device", 3)


def test_readiness_says_everything_that_is_missing_at_once():
    activity = make_activity(make_campaign(), window_start=None, window_end=None, window_text="")
    quiz = actions.set_up_quiz(activity=activity, by=BY)
    assert reasons(activity) == [
        "没有负责单位。", "没有时间窗口。", "尚未确定开始和结束答题的时间。", "还没有试卷：请设定各主题、各难度的题数。",
        "没有主办单位：请确定由谁负责这项活动。",
    ]  # fmt: skip
    actions.set_paper(quiz=quiz, parts=[PartSpec(count=5)], by=BY)
    activity.refresh_from_db()
    assert "题库中没有在答题期间有效的已审核题目。" in reasons(activity)
    make_questions(activity.campaign.owner, 4)
    assert "试卷第1行需要5题，但除去前面各行后，已审核且有效的只有4题。" in reasons(activity)


def test_a_frozen_quiz_waits_for_nothing_and_an_unfrozen_one_for_being_frozen():
    quiz = make_quiz()
    assert reasons(quiz.activity) == ["具体日期尚未确定。", "规则和题目尚未冻结。"]
    actions.freeze(quiz=quiz, by=BY)
    activity = type(quiz.activity).objects.get(pk=quiz.activity_id)
    assert reasons(activity) == []


def test_evidence_is_figures_with_definition_and_source_and_nothing_before_the_first_attempt():
    quiz = make_frozen_quiz()
    assert kinds.get("quiz").evidence(quiz.activity) == []
    for player, district, score in ((1, "嘉定区", 100), (2, "", 50), (3, "嘉定区", 75)):
        make_attempt(quiz, player, score, district=district, age_band="under-14" if player == 3 else "")
    ranking.Follower().follow()
    found = kinds.get("quiz").evidence(quiz.activity)
    assert [(str(f.name), f.value, str(f.measure)) for f in found] == [
        ("参加人数", 3, "人"), ("答题次数", 3, "次"), ("平均成绩", 75.0, "分"), ("达标率", 66.7, "%"),
        ("参加人数，嘉定区", 2, "人"), ("参加人数，未满14岁", 1, "人"),
    ]  # fmt: skip
    assert all(str(f.definition) and quiz.code in f.source for f in found)
