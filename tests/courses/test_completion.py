"""The rule of a course: what is read and what is run come from one value."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worldday.courses.completion.rule import BadRule, LessonState, Rule, is_done, is_open, judge, rule_from
from worldday.courses.completion.sentences import lacking_text, rule_text

SORTS = ("video", "text", "pdf", "slides", "onsite", "exam", "assignment")
percents = st.integers(1, 100)
rules = st.builds(Rule, watched=percents, seen=percents, exam=percents, assignment=percents, in_order=st.booleans())
states = st.builds(
    LessonState,
    sort=st.sampled_from(SORTS),
    required=st.booleans(),
    minutes=st.integers(0, 90),
    percent=st.integers(0, 100),
    score=st.none() | st.integers(0, 100),
)
plans = st.lists(states, max_size=12)


@given(rules)
def test_a_rule_comes_back_as_it_was_written(rule):
    assert rule_from(rule.as_json()) == rule


@given(plans, rules)
def test_a_course_is_complete_exactly_when_nothing_required_is_lacking(lessons, rule):
    required = [lesson for lesson in lessons if lesson.required]
    lacking = [lesson for lesson in required if lacking_text(lesson, rule, "zh")]
    assert judge(lessons, rule).complete == (bool(required) and not lacking)


@given(plans, rules)
def test_a_hundred_percent_is_complete_and_complete_is_a_hundred_percent(lessons, rule):
    verdict = judge(lessons, rule)
    assert verdict.complete == (verdict.percent == 100)


@given(plans, rules)
def test_what_is_optional_changes_the_hours_but_never_completion(lessons, rule):
    required = [lesson for lesson in lessons if lesson.required]
    assert judge(lessons, rule).complete == judge(required, rule).complete
    assert judge(lessons, rule).minutes >= judge(required, rule).minutes


@given(plans, rules)
def test_in_order_there_is_always_one_to_go_on_with(lessons, rule):
    open_ones = [at for at in range(len(lessons)) if is_open(lessons, at, rule)]
    assert not lessons or 0 in open_ones
    assert rule.in_order or len(open_ones) == len(lessons)


@given(plans, rules, st.sampled_from(("zh", "en")))
def test_every_number_that_is_run_is_read(lessons, rule, lang):
    text = " ".join(rule_text(rule, lessons, lang))
    sorts = {lesson.sort for lesson in lessons if lesson.required}
    for sort, number in (("video", rule.watched), ("exam", rule.exam), ("assignment", rule.assignment)):
        assert sort not in sorts or str(number) in text


def test_the_rule_of_a_usual_course_in_words():
    lessons = [
        *(LessonState(sort) for sort in ("video", "video", "text", "onsite", "exam")),
        LessonState("pdf", required=False),
    ]
    assert rule_text(Rule(), lessons, "zh", until=date(2020, 10, 31), certificate=True) == [
        "看完2个视频，每个实际播放不少于90%；拖动进度条跳过的部分不算，倍速播放按看到的内容计算。",
        "读完1篇课文，并在文末确认。",
        "到场参加1次现场课，以签到为准。",
        "参加考试得分不低于满分的60%，多次作答取最好的一次。",
        "标有“选学”的课不影响完成。",
        "以上须在2020年10月31日（含）之前完成。",
        "完成后，系统自动颁发学习证明，可在线查验。",
    ]


def test_a_course_that_requires_nothing_says_so():
    assert rule_text(Rule(), [LessonState("text", required=False)], "en") == [
        "This course requires nothing, so nobody completes it."
    ]


@pytest.mark.parametrize(
    ("lesson", "done"),
    [
        (LessonState("video", percent=89), False),
        (LessonState("video", percent=90), True),
        (LessonState("text", percent=99), False),
        (LessonState("text", percent=100), True),
        (LessonState("pdf", percent=99), False),
        (LessonState("onsite", percent=100), True),
        (LessonState("exam", percent=100), False),
        (LessonState("exam", score=59), False),
        (LessonState("exam", score=60), True),
        (LessonState("assignment", score=None), False),
        (LessonState("assignment", score=100), True),
    ],
)
def test_a_lesson_is_done_from_its_number_on(lesson, done):
    assert is_done(lesson, Rule()) is done


@pytest.mark.parametrize(
    "data",
    [{"watched": 0}, {"watched": 101}, {"exam": "60"}, {"exam": True}, {"in_order": 1}, {"unheard": 1}, {"seen": 99.5}],
)
def test_what_is_no_rule_is_refused(data):
    with pytest.raises(BadRule):
        rule_from(data)
