"""Playing for a unit: its people are ranked as persons, and the unit with them."""

import pytest
from tests.factories.quizzes import BY, OPENS, make_attempt, make_frozen_quiz

from worldday.base import clock
from worldday.base.models import AuditEvent
from worldday.base.problems import Problem
from worldday.people.identity import label_of
from worldday.quizzes import actions, passes, queries
from worldday.quizzes.intake.tickets import KeyRing, open_pass
from worldday.quizzes.models import SchoolClass
from worldday.quizzes.ranking import Follower, settle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture
def quiz(on_day):
    on_day(OPENS.date())
    return make_frozen_quiz(units=True, in_all=1)


def test_a_unit_has_one_code_however_its_name_is_spaced_and_only_where_the_rule_has_units(quiz):
    made = actions.make_unit(quiz=quiz, unit=" 示例检测　有限公司 ", by=BY)
    assert (made.school, made.name, made.seats, made.is_unit, made.label) == (
        "示例检测 有限公司",
        "",
        0,
        True,
        "示例检测 有限公司",
    )
    with pytest.raises(Problem, match="已有单位码"):
        actions.make_unit(quiz=quiz, unit="示例检测 有限公司", by=BY)
    assert SchoolClass.objects.count() == 1
    assert AuditEvent.objects.filter(action="quiz-unit-made").count() == 1


def test_where_the_rule_has_no_units_there_are_no_codes_of_them(on_day):
    on_day(OPENS.date())
    quiz = make_frozen_quiz()
    with pytest.raises(Problem, match="不设单位组队"):
        actions.make_unit(quiz=quiz, unit="示例公司", by=BY)
    with pytest.raises(passes.NoPass) as refused:
        passes.issue(quiz=quiz, player=1, strength="phone", group="k7m2q9xd")
    assert refused.value.code == "unknown-unit"


def test_a_pass_of_a_checked_person_names_the_unit_and_no_class_or_stranger_to_the_quiz(quiz):
    unit = actions.make_unit(quiz=quiz, unit="示例公司", by=BY)
    school = actions.make_class(quiz=quiz, school="第一小学", name="五（2）班", by=BY)
    text = passes.issue(quiz=quiz, player=7, strength="phone", group=unit.code)
    held = open_pass(text, KeyRing([passes.signing_key()]), int(clock.now().timestamp() * 1000))
    assert (held.group, held.strength, held.player) == (unit.code, "phone", 7)
    for wrong in (school.code, "nowhere1"):
        with pytest.raises(passes.NoPass) as refused:
            passes.issue(quiz=quiz, player=7, strength="phone", group=wrong)
        assert refused.value.code == "unknown-unit"


@pytest.mark.parametrize("count", [lambda quiz: Follower().follow(), settle])
def test_its_people_are_ranked_as_persons_and_for_the_unit_but_for_no_school(quiz, count):
    unit = actions.make_unit(quiz=quiz, unit="示例公司", by=BY)
    school = actions.make_class(quiz=quiz, school="第一小学", name="五（2）班", by=BY)
    make_attempt(quiz, 1, 90, group=unit.code)
    make_attempt(quiz, 2, 50, group=unit.code)
    make_attempt(quiz, 3, 80)
    make_attempt(quiz, 4, 70, group=school.code, strength="seat")
    count(quiz)
    assert [row.label for row in queries.persons(quiz).rows] == [label_of(player) for player in (1, 3, 2)]
    assert [(row.place, row.code, row.name, row.players, row.passed) for row in queries.teams(quiz, "group")] == [
        (1, unit.code, "示例公司", 2, 1),  # as many passed, the same mean, more people
        (2, school.code, "第一小学 五（2）班", 1, 1),
    ]
    assert [row.name for row in queries.teams(quiz, "school")] == ["第一小学"]
