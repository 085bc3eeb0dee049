import json

import pytest
from tests.factories.quiz_content import TOPICS, answers
from tests.factories.quizzes import BY, CLOSES, OPENS, make_attempt, make_frozen_quiz, make_quiz
from tests.factories.units import make_unit

from worldday.base import longwork
from worldday.base.canonical import digest_of
from worldday.base.models import AuditEvent
from worldday.base.problems import Invalid, Problem
from worldday.quizzes import actions, ranking
from worldday.quizzes.actions import EntranceSpec, Frozen, NotReady, PartSpec, rescoring
from worldday.quizzes.editions import content_of, latest, rule_of
from worldday.quizzes.intake.papers import draw_paper, edition_of, seed_of
from worldday.quizzes.models import Attempt, Edition, Question, Standing
from worldday.quizzes.rule import rule_from

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture(autouse=True)
def _before_it_opens(on_day):
    on_day(OPENS.date().replace(day=1))


def test_freezing_fixes_what_people_read_and_what_the_hot_path_runs():
    quiz = make_quiz(in_all=2, per_day=1)
    before = rule_of(quiz)
    edition = actions.freeze(quiz=quiz, by=BY)
    quiz.refresh_from_db()
    assert rule_from(quiz.rule) == rule_of(quiz) == before
    assert quiz.rule_digest == before.digest == digest_of(quiz.rule)
    assert (edition.number, edition.digest) == (1, digest_of(edition.content))
    ready = edition_of(edition.content, quiz.pk, 1)
    assert (ready.recipe.points, len(ready.questions), ready.limits.in_all, ready.limits.per_day) == (100, 30, 2, 1)
    assert (ready.opens_ms, ready.closes_ms) == (int(OPENS.timestamp() * 1000), int(CLOSES.timestamp() * 1000))
    assert AuditEvent.objects.get(action="quiz-frozen").after["rule_digest"] == quiz.rule_digest


@pytest.mark.parametrize(
    "change",
    [
        lambda quiz: actions.set_rule(quiz=quiz, changes={"in_all": 9}, by=BY),
        lambda quiz: actions.set_paper(quiz=quiz, parts=[PartSpec(count=1)], by=BY),
        lambda quiz: actions.set_entrances(quiz=quiz, entrances=[], by=BY),
        lambda quiz: actions.freeze(quiz=quiz, by=BY),
    ],
)
def test_a_frozen_rule_stays_as_it_is(change):
    quiz = make_frozen_quiz()
    with pytest.raises(Frozen):
        change(quiz)
    quiz.refresh_from_db()
    assert quiz.rule_digest == rule_of(quiz).digest


def test_what_is_missing_is_said_all_at_once_and_nothing_is_frozen():
    quiz = make_quiz(pass_mark=101, prizes=True)
    actions.set_paper(
        quiz=quiz, parts=[PartSpec(topic="没有这个主题", count=3), PartSpec(topic=TOPICS[0], count=7)], by=BY
    )
    with pytest.raises(NotReady) as refused:
        actions.freeze(quiz=quiz, by=BY)
    assert refused.value.reasons == [
        "试卷第1行需要3题，但除去前面各行后，已审核且有效的只有0题。",
        "试卷第2行需要7题，但除去前面各行后，已审核且有效的只有6题。",
        "达标线101分高于试卷满分100分。",
        "设有奖品的，同一人只能计一次：请要求以微信或手机号确认身份，而不是只凭设备。",
        "竞答设有奖品，但奖品规则尚未公布，应先公布。",
    ]
    assert Edition.objects.count() == 0


def test_a_paper_that_brings_more_points_than_are_kept_is_not_frozen():
    quiz = make_quiz(
        parts=[PartSpec(topic=TOPICS[0], count=5, points=1000), PartSpec(topic=TOPICS[1], count=6, points=1000)]
    )
    with pytest.raises(NotReady, match="试卷满分11000分"):
        actions.freeze(quiz=quiz, by=BY)


def test_lines_that_draw_from_one_pool_need_enough_for_both():
    quiz = make_quiz(parts=[PartSpec(topic=TOPICS[0], count=5), PartSpec(topic=TOPICS[0], count=5)])
    with pytest.raises(NotReady, match="试卷第2行需要5题，但除去前面各行后，已审核且有效的只有1题。"):
        actions.freeze(quiz=quiz, by=BY)


def test_drafts_retired_expired_and_other_authorities_questions_are_never_asked():
    quiz = make_quiz()
    stranger = make_unit("别市市场监管局")
    for code, fields in (
        ("q00000", {"state": "draft"}), ("q00001", {"state": "retired"}), ("q00002", {"valid_until": OPENS.date()}),
        ("q00003", {"valid_from": CLOSES.date()}), ("q00004", {"owner": stranger}),
    ):  # fmt: skip
        Question.objects.filter(code=code).update(**fields)
    Question.objects.filter(code="q00005").update(valid_from=OPENS.date(), valid_until=CLOSES.date())
    asked = content_of(quiz)["questions"]
    assert sorted(asked) == [f"q{n:05}" for n in range(5, 30)]


def test_a_quiz_that_has_closed_is_not_frozen_any_more(on_day):
    quiz = make_quiz()
    on_day(CLOSES.date().replace(day=21))
    with pytest.raises(NotReady, match="结束答题的时间已过"):
        actions.freeze(quiz=quiz, by=BY)


@pytest.mark.parametrize("changes", [{"time_limit_s": 5}, {"identity": "face"}, {"districts": [3]}])
def test_a_choice_that_cannot_be_is_refused_and_the_others_with_it(changes):
    quiz = make_quiz()
    with pytest.raises(Problem):
        actions.set_rule(quiz=quiz, changes=changes | {"in_all": 7}, by=BY)
    quiz.refresh_from_db()
    assert rule_of(quiz).in_all == 3


def test_hours_must_be_in_order():
    with pytest.raises(Invalid):
        actions.set_rule(quiz=make_quiz(), changes={"closes_at": OPENS}, by=BY)


def test_the_audit_trail_names_the_choices_that_changed_and_no_others():
    quiz = make_quiz()
    actions.set_rule(quiz=quiz, changes={"in_all": 7, "identity": "device"}, by=BY)
    event = AuditEvent.objects.filter(action="quiz-rule-set").first()
    assert (event.before, event.after, event.target_name) == ({"in_all": 3}, {"in_all": 7}, "标准化线上知识竞答")


def test_the_audit_trail_names_an_entrance_that_only_changed_its_look():
    quiz = make_quiz()
    unit = quiz.activity.campaign.owner
    actions.set_entrances(quiz=quiz, entrances=[EntranceSpec("kunshan", unit, "昆山", hue=30)], by=BY)
    actions.set_entrances(quiz=quiz, entrances=[EntranceSpec("kunshan", unit, "昆山", "Kunshan", hue=180)], by=BY)
    actions.set_entrances(quiz=quiz, entrances=[EntranceSpec("kunshan", unit, "昆山", "Kunshan", hue=180)], by=BY)
    first, second = AuditEvent.objects.filter(action="quiz-entrances-set").order_by("pk")
    assert first.after == second.before
    assert second.after == {"entrances": [f"昆山 / Kunshan ({unit.name}, kunshan, 180)"]}


def test_entrances_keep_their_attempts_and_one_that_was_used_cannot_go():
    quiz = make_quiz()
    unit = quiz.activity.campaign.owner
    doors = [EntranceSpec("jiading", unit, "嘉定"), EntranceSpec("kunshan", unit, "昆山")]
    actions.set_entrances(quiz=quiz, entrances=doors, by=BY)
    first = quiz.entrances.get(slug="jiading")
    actions.set_entrances(quiz=quiz, entrances=[EntranceSpec("kunshan", unit, "昆山市"), doors[0]], by=BY)
    assert [(d.slug, d.name, d.pk == first.pk) for d in quiz.entrances.all()] == [
        ("kunshan", "昆山市", False),
        ("jiading", "嘉定", True),
    ]
    make_attempt(quiz, 1, entrance=first.pk)
    with pytest.raises(Problem):
        actions.set_entrances(quiz=quiz, entrances=[doors[1]], by=BY)
    with pytest.raises(Problem):
        actions.set_entrances(quiz=quiz, entrances=[doors[0], doors[0]], by=BY)
    assert quiz.entrances.count() == 2


def answered(quiz, player: int, right: int) -> Attempt:
    """An attempt with real answers on the paper that this player really gets."""
    edition = edition_of(latest(quiz).content, quiz.pk, 1)
    given = answers(edition, seed_of(edition, quiz.pk, player, 0), right=right)
    return make_attempt(quiz, player, right * 10, number=0, answers=json.dumps(given))


def asked_first(quiz, player: int) -> str:
    edition = edition_of(latest(quiz).content, quiz.pk, 1)
    return draw_paper(edition, seed_of(edition, quiz.pk, player, 0))[0].question.code


def test_a_corrected_answer_makes_a_new_edition_and_scores_everybody_anew():
    quiz = make_frozen_quiz()
    rows = [answered(quiz, player, right=10) for player in (1, 2, 3)]
    ranking.Follower().follow()
    code = asked_first(quiz, 1)
    question = Question.objects.get(code=code)
    question.answer = [key for key in "abcd" if key not in question.answer][:1]
    question.save()
    edition = actions.freeze_again(quiz=quiz, reason="第三条修订后答案有变", by=BY)
    assert (edition.number, edition.reason, Edition.objects.filter(quiz=quiz).count()) == (2, "第三条修订后答案有变", 2)
    hit = [row.player for row in rows if code in asked_codes(quiz, row.player)]
    assert 1 in hit
    assert actions.rescore(quiz=quiz, by=BY) == len(hit)
    assert {s.player: s.score for s in Standing.objects.all()} == {p: 90 if p in hit else 100 for p in (1, 2, 3)}
    assert Attempt.objects.get(player=1).edition == 1
    assert actions.rescore(quiz=quiz, by=BY) == 0


def test_many_attempts_are_scored_anew_in_the_background(monkeypatch):
    monkeypatch.setattr(rescoring, "AT_ONCE", 0)
    quiz = make_frozen_quiz()
    answered(quiz, 1, right=0)
    Question.objects.filter(code=asked_first(quiz, 1)).update(state="retired")
    actions.freeze_again(quiz=quiz, reason="依据已废止", by=BY)
    assert actions.rescore_when_long(quiz=quiz, by=BY) is None
    work = longwork.find(rescoring.WORK, quiz.activity.code)
    longwork.run.func(work.pk)
    work.refresh_from_db()
    assert (work.state, Attempt.objects.get().score) == ("done", 10)


def asked_codes(quiz, player: int) -> set[str]:
    edition = edition_of(Edition.objects.get(quiz=quiz, number=1).content, quiz.pk, 1)
    return {asked.question.code for asked in draw_paper(edition, seed_of(edition, quiz.pk, player, 0))}


def test_a_question_that_is_withdrawn_counts_as_right_for_everybody_who_was_asked():
    quiz = make_frozen_quiz()
    answered(quiz, 1, right=0)
    Question.objects.filter(code=asked_first(quiz, 1)).update(state="retired")
    actions.freeze_again(quiz=quiz, reason="依据已废止", by=BY)
    assert actions.rescore(quiz=quiz, by=BY) == 1
    assert (Standing.objects.get().score, Attempt.objects.get().right) == (10, 1)


def test_an_anonymous_attempt_without_answers_keeps_its_score():
    quiz = make_frozen_quiz()
    make_attempt(quiz, 77, 80, answers="")
    Question.objects.filter(code="q00007").update(explanation="更正后的解析")
    actions.freeze_again(quiz=quiz, reason="解析有误", by=BY)
    assert actions.rescore(quiz=quiz, by=BY) == 0
    assert Attempt.objects.get().score == 80


def test_freezing_again_needs_a_reason_a_difference_and_the_same_options():
    quiz = make_frozen_quiz()
    for reason in ("", "没有变化"):
        with pytest.raises(Problem):
            actions.freeze_again(quiz=quiz, reason=reason, by=BY)
    question = Question.objects.get(code="q00007")
    question.options = question.options[::-1]
    question.save()
    with pytest.raises(Problem, match="q00007"):
        actions.freeze_again(quiz=quiz, reason="换了选项", by=BY)
    assert latest(quiz).number == 1
    with pytest.raises(Problem):
        actions.freeze_again(quiz=make_quiz(activity=quiz_elsewhere()), reason="尚未冻结", by=BY)


def quiz_elsewhere():
    from tests.factories.campaigns import make_activity, make_campaign

    city = make_unit("另一市市场监管局", contact="处")
    Question.objects.all().delete()
    return make_activity(make_campaign(owner=city), units=[city])


def test_questions_added_to_the_bank_later_are_not_slipped_into_a_frozen_quiz():
    quiz = make_frozen_quiz()
    Question.objects.filter(code="q00007").update(explanation="更正")
    extra = Question.objects.get(code="q00008")
    extra.pk, extra.code = None, "qnew"
    extra.save()
    edition = actions.freeze_again(quiz=quiz, reason="解析有误", by=BY)
    assert "qnew" not in edition.content["questions"] and len(edition.content["questions"]) == 30
