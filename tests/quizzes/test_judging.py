import json
from datetime import timedelta

import pytest
from tests.factories.quizzes import BY, OPENS, make_attempt, make_frozen_quiz, make_quiz
from tests.factories.units import make_staff

from worldday.base.models import AuditEvent
from worldday.base.problems import Problem
from worldday.quizzes import actions, flagging, ranking
from worldday.quizzes.actions import PartSpec
from worldday.quizzes.editions import latest
from worldday.quizzes.intake.papers import draw_paper, edition_of, seed_of
from worldday.quizzes.models import Attempt, Flag, Question, Standing
from worldday.quizzes.queries import persons, place_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture
def quiz(on_day):
    on_day(OPENS.date())
    return make_frozen_quiz(in_all=3)


def fast(quiz, player=1):
    """Ten right answers in five seconds, looked at."""
    attempt = make_attempt(quiz, player, 100, seconds=5)
    make_attempt(quiz, 9, 80)
    ranking.Follower().follow()
    assert flagging.look() == 1
    return Flag.objects.get(attempt=attempt.pk)


def test_a_flag_by_itself_changes_nothing(quiz):
    flag = fast(quiz)
    assert (flag.sort, flag.player, flag.decision, flag.facts) == (
        "too-fast",
        1,
        "",
        {"questions": 10, "right": 10, "ms": 5000},
    )
    assert [row.standing.player for row in persons(quiz).rows] == [1, 9]


def test_a_void_attempt_leaves_the_ranking_at_once_and_comes_back_when_an_appeal_succeeds(quiz):
    flag, first, second = fast(quiz), make_staff("甲"), make_staff("乙")
    actions.decide_flag(flag=flag, decision="void", reason="5秒答完10题", by=first)
    assert [row.standing.player for row in persons(quiz).rows] == [9]
    assert place_of(quiz, 1) is None and persons(quiz).total == 1
    actions.appeal(flag=flag, player=1, text="我练习过很多次")
    with pytest.raises(Problem, match="以外的人员"):
        actions.decide_flag(flag=flag, decision="keep", reason="确系本人", by=first)
    actions.decide_flag(flag=flag, decision="keep", reason="现场复核属实", by=second)
    assert [(row.place, row.standing.player) for row in persons(quiz).rows] == [(1, 1), (2, 9)]
    events = AuditEvent.objects.filter(action__startswith="quiz-flag").order_by("id")
    assert [(e.action, e.actor, e.after.get("decision")) for e in events] == [
        ("quiz-flag-decided", first.code, "void"), ("quiz-flag-appealed", "system:player", None), ("quiz-flag-decided", second.code, "keep"),
    ]  # fmt: skip
    assert "1" not in str(events[0].after["player"])  # the trail names a label, never a number


def test_a_void_best_attempt_leaves_the_second_best_and_no_further_try(quiz):
    make_attempt(quiz, 1, 70)
    flag = fast(quiz)
    actions.decide_flag(flag=flag, decision="void", reason="过快", by=make_staff())
    standing = Standing.objects.get(player=1)
    assert (standing.score, standing.attempts) == (70, 1)


def test_keeping_one_flag_does_not_undo_another(quiz):
    flag = fast(quiz)
    other = Flag.objects.create(quiz=quiz, player=1, attempt=flag.attempt, sort="one-device", facts={}, raised_at=OPENS)
    actions.decide_flag(flag=flag, decision="void", reason="过快", by=make_staff())
    actions.decide_flag(flag=other, decision="keep", reason="一家人", by=make_staff())
    assert Attempt.objects.get(pk=flag.attempt).void


@pytest.mark.parametrize(("player", "text"), [(2, "凭什么"), (1, "  ")])
def test_an_appeal_is_the_players_own_and_says_something(quiz, player, text):
    flag = fast(quiz)
    actions.decide_flag(flag=flag, decision="void", reason="过快", by=make_staff())
    with pytest.raises(Problem):
        actions.appeal(flag=flag, player=player, text=text)
    flag.refresh_from_db()
    assert flag.appealed_at is None


def test_there_is_one_appeal_and_none_against_what_was_kept(quiz):
    flag = fast(quiz)
    with pytest.raises(Problem):
        actions.appeal(flag=flag, player=1, text="还没决定")
    actions.decide_flag(flag=flag, decision="void", reason="过快", by=make_staff())
    with pytest.raises(Problem):
        actions.decide_flag(flag=flag, decision="keep", reason="改主意", by=make_staff())
    actions.appeal(flag=flag, player=1, text="请复核")
    with pytest.raises(Problem):
        actions.appeal(flag=flag, player=1, text="再复核")


def test_a_decision_without_a_reason_is_none(quiz):
    flag = fast(quiz)
    with pytest.raises(Problem):
        actions.decide_flag(flag=flag, decision="void", reason=" ", by=make_staff())
    assert not Attempt.objects.filter(void=True).exists()


def test_looking_twice_raises_nothing_twice(quiz):
    fast(quiz)
    assert flagging.look() == 0
    make_attempt(quiz, 3, 50, at=OPENS + timedelta(minutes=3))
    assert flagging.look() == 0
    assert Flag.objects.count() == 1


def test_copied_mistakes_are_found_although_every_paper_shows_its_options_in_another_order(on_day):
    on_day(OPENS.date())
    quiz = make_quiz()
    chosen = list(Question.objects.order_by("code")[:4])
    actions.set_paper(quiz=quiz, parts=[PartSpec(question=question, points=25) for question in chosen], by=BY)
    actions.freeze(quiz=quiz, by=BY)
    edition = edition_of(latest(quiz).content, quiz.pk, 1)
    papers = {player: draw_paper(edition, seed_of(edition, quiz.pk, player, 0)) for player in (1, 2, 3)}
    for player, paper in papers.items():
        step = 1 if player < 3 else 2  # the third makes mistakes of its own
        places = [[asked.order.index((next(iter(asked.question.right)) + step) % 4)] for asked in paper]
        seconds = 60 + player / 10
        make_attempt(quiz, player, 0, number=0, seconds=seconds, answers=json.dumps(places), address=5, right=0)
    assert len({tuple(asked.order for asked in paper) for paper in papers.values()}) == 3
    assert flagging.look() == 2
    assert sorted(Flag.objects.values_list("player", "sort", "facts__wrong")) == [
        (1, "same-answers", 4),
        (2, "same-answers", 4),
    ]


def test_an_attempt_can_be_made_void_and_restored_without_a_flag(quiz):
    attempt = make_attempt(quiz, 1, 70)
    ranking.Follower().follow()
    actions.void_attempt(quiz=quiz, attempt=attempt.pk, reason="内部测试", by=BY)
    assert persons(quiz).total == 0
    for again in (lambda: actions.void_attempt(quiz=quiz, attempt=attempt.pk, reason="再次", by=BY),
                  lambda: actions.void_attempt(quiz=quiz, attempt=1, reason="没有", by=BY)):  # fmt: skip
        with pytest.raises(Problem):
            again()
    actions.restore_attempt(quiz=quiz, attempt=attempt.pk, reason="误判", by=BY)
    assert persons(quiz).total == 1
