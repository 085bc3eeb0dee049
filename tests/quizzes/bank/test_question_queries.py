from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.questions import make_question
from tests.factories.units import make_staff, make_unit

from worldday.base import scope
from worldday.base.audit import System
from worldday.quizzes import actions
from worldday.quizzes.models import Question
from worldday.quizzes.queries import questions as queries
from worldday.quizzes.queries.questions import Wanted
from worldday.units.rules import scope_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
BY = System("test")


@pytest.fixture
def bureau():
    return make_unit("甲市市场监管局")


def codes(rows):
    return [row.code for row in rows]


def test_a_list_is_narrowed_by_words_sort_state_difficulty_topic_and_basis(bureau):
    one = make_question(bureau)
    two = make_question(
        bureau,
        sort="true-false",
        stem="强制性标准必须执行。",
        options=[],
        answer=[True],
        difficulty=1,
        topics=["标准化法", "入门"],
        basis="计量法",
    )
    actions.retire_question(question=one, reason="旧", by=BY)
    for wanted, found in [
        (Wanted(), [two, one]),
        (Wanted(words="复审"), [one]),
        (Wanted(words=two.code), [two]),
        (Wanted(sort="true-false"), [two]),
        (Wanted(state="retired"), [one]),
        (Wanted(difficulty=1), [two]),
        (Wanted(topic="标准化法"), [two, one]),
        (Wanted(topic="入门"), [two]),
        (Wanted(basis="计量法"), [two]),
        (Wanted(english=True), []),
    ]:
        assert codes(queries.find(wanted)) == codes(found), wanted
    assert queries.topics() == [("入门", 1), ("标准化法", 1)]
    assert queries.states() == {"draft": 1, "retired": 1}


def test_a_list_costs_the_same_for_one_question_and_for_three(bureau):
    counts = []
    for more in (1, 2):
        for number in range(more):
            make_question(bureau, stem=f"第{more}{number}题")
        with CaptureQueriesContext(connection) as asked:
            for row in queries.find(Wanted()):
                assert row.owner.name
        counts.append(len(asked))
    assert counts == [1, 1]


def test_a_district_sees_its_own_and_the_shared_but_never_another_authoritys(bureau):
    east, west = make_unit("东区局", parent=bureau), make_unit("西区局", parent=bureau)
    elsewhere = make_unit("乙市市场监管局")
    city, mine = make_question(bureau), make_question(east, shared=False)
    make_question(west, shared=False)
    make_question(elsewhere)
    staff = make_staff(unit=east, role="unit-staff")
    with scope.use(scope_of(staff)):
        assert set(codes(queries.find(Wanted()))) == {city.code, mine.code}
    assert (queries.may_change(staff, mine), queries.may_change(staff, city)) == (True, False)


def test_alike_questions_are_found_while_writing_and_in_the_whole_bank(bureau):
    one = make_question(bureau)
    two = make_question(bureau, stem="标准的“复审周期”，一般不超过几年？")
    make_question(
        bureau,
        stem="世界标准日是哪一天？",
        options=[{"key": "a", "text": "10月14日"}, {"key": "b", "text": "6月9日"}],
        answer=["a"],
    )
    assert [(row.code, share) for row, share in queries.like(two.stem, two.options, but=two.code)] == [(one.code, 100)]
    assert [row.code for row, _share in queries.like("复审周期一般不超过几年")] == [two.code, one.code]
    assert queries.like(" ", []) == []
    assert [({a.code, b.code}, share) for a, b, share in queries.duplicates()] == [({one.code, two.code}, 100)]
    actions.retire_question(question=one, reason="重复", by=BY)
    assert queries.duplicates() == []


def test_the_validity_report_names_what_ended_ends_begins_and_rests_on_an_older_version(bureau):
    def question(stem, **fields):
        return make_question(bureau, stem=stem, **fields)

    law = "中华人民共和国反不正当竞争法"
    ended = question("已失效", valid_until=date(2025, 10, 14))
    ending = question("将失效", valid_until=date(2025, 12, 31))
    later = question("未生效", valid_from=date(2026, 1, 1))
    old = question("旧法", basis=law, basis_version="2019年修正")
    question("新法", basis=law, basis_version="2025年修订")
    lacking = question("无依据", basis="", basis_version="")
    question("好题")
    for version, since in (("2019年修正", date(2019, 4, 23)), ("2025年修订", date(2025, 10, 15))):
        actions.note_basis_version(owner=bureau, basis=law, version=version, since=since, by=BY)
    report = queries.validity(date(2025, 11, 1))
    assert (codes(report.ended), codes(report.ending), codes(report.not_yet)) == (
        [ended.code],
        [ending.code],
        [later.code],
    )
    assert [(row.question.code, row.newer.version) for row in report.changed] == [(old.code, "2025年修订")]
    assert (codes(report.lacking), len(report)) == ([lacking.code], 5)
    assert [row.question.code for row in queries.validity(date(2025, 10, 14)).changed] == [
        row.code for row in Question.objects.filter(stem="新法")
    ]  # before the change it is the new one that does not hold
