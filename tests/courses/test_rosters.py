"""A unit's list of people: the right lines go in, the wrong ones keep their reason, and work that was cut off goes on."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.courses import make_cohort, make_enrolment, make_roster
from tests.factories.units import make_staff

from worldday.base.audit import System
from worldday.base.models import AuditEvent
from worldday.base.problems import Problem
from worldday.courses.actions import rosters
from worldday.courses.actions.enrolling import withdraw
from worldday.courses.models import Cohort, Enrolment, EnrolmentState, Roster
from worldday.people.identity import number_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
BY = System("test")
HEADINGS = ["序号", "姓名", "手机号", "工作单位"]


def phone(n: int) -> str:
    return f"138{n:08d}"


def people(count: int, first: int = 0) -> list[list[str]]:
    return [[str(n), f"学员{n}", phone(n), f"第{n % 7}单位"] for n in range(first, first + count)]


def roster(cohort: Cohort, cells: list[list[str]], headings: list[str] = HEADINGS) -> Roster:
    return make_roster(cohort, cells, headings)


def counts(found: Roster) -> tuple[int, int, int]:
    found.refresh_from_db()
    return found.entered, found.already, found.wrong


def test_right_lines_go_in_and_wrong_ones_keep_their_reason():
    cohort = make_cohort()
    lines = [
        *people(3),
        ["4", "", phone(4), "单位"],
        ["5", "没有电话", "", "单位"],
        ["6", "电话不对", "021-64220000", "单位"],
        ["7", "长" * 81, phone(7), "单位"],
        ["8", "=cmd|' /C calc'!A0", phone(8), "单位"],
        ["9", "12345", phone(9), "单位"],
    ]
    found = roster(cohort, lines)
    sentence = rosters.take_in(found.code, BY)
    assert counts(found) == (3, 0, 6)
    assert sentence == "新报名3人，已在班0人，未报名6行。"
    wrong = [(row.number, row.reason, row.cells["cells"][1][:4]) for row in found.rows.filter(state="wrong")]
    assert wrong == [
        (5, "no-name", ""),
        (6, "no-phone", "没有电话"),
        (7, "bad-phone", "电话不对"),
        (8, "long-name", "长长长长"),
        (9, "bad-name", "=cmd"),
        (10, "bad-name", "1234"),
    ]
    cohort.refresh_from_db()
    assert cohort.taken == 3
    first = Enrolment.objects.order_by("pk").first()
    assert (first.name, first.unit_name, first.contact, first.from_roster) == (
        "学员0",
        "第0单位",
        {"phone": phone(0)},
        True,
    )
    assert first.learner == number_of("phone", phone(0))


def test_what_is_taken_in_is_not_kept_twice():
    found = roster(make_cohort(), people(2))
    rosters.take_in(found.code, BY)
    assert [(row.state, row.cells) for row in found.rows.all()] == [("entered", {}), ("entered", {})]


def test_a_person_in_two_lines_and_one_who_was_in_before_are_enrolled_once():
    cohort = make_cohort()
    rosters.take_in(roster(cohort, people(2)).code, BY)
    found = roster(cohort, [*people(3), ["x", " 学员 2", f"+86 {phone(2)}", ""]])
    rosters.take_in(found.code, BY)
    assert counts(found) == (1, 3, 0)
    assert Enrolment.objects.count() == 3


def test_a_number_that_is_somebody_elses_comes_back_so_that_nobody_is_lost_without_a_word():
    cohort = make_cohort()
    rosters.take_in(roster(cohort, people(1)).code, BY)
    found = roster(cohort, [["1", "赵六", phone(0), ""], *people(2, first=1), ["4", "钱七", phone(2), ""]])
    rosters.take_in(found.code, BY)
    assert counts(found) == (2, 0, 2)
    assert [(row.number, row.reason) for row in found.rows.filter(state="wrong")] == [
        (2, "other-name"),
        (5, "other-name"),
    ]


def test_a_roster_stops_at_the_last_seat_and_says_who_has_none():
    cohort = make_cohort(seats=4)
    make_enrolment(cohort)
    found = roster(cohort, people(5))
    rosters.take_in(found.code, BY)
    cohort.refresh_from_db()
    assert (counts(found), cohort.taken) == ((3, 0, 2), 4)
    assert [row.number for row in found.rows.filter(reason="full")] == [5, 6]


def test_somebody_who_left_comes_back_by_the_roster_to_what_they_had_learnt():
    cohort = make_cohort()
    rosters.take_in(roster(cohort, people(2)).code, BY)
    left = Enrolment.objects.order_by("pk").first()
    withdraw(enrolment=left, by=BY)
    found = roster(cohort, people(2))
    rosters.take_in(found.code, BY)
    left.refresh_from_db()
    assert (counts(found), left.state) == ((1, 1, 0), EnrolmentState.ENROLLED)
    assert Cohort.objects.get().taken == 2


def test_without_phones_people_are_told_apart_by_what_the_line_says():
    cohort = make_cohort(recognition="link")
    found = roster(cohort, [["1", "王芳", "", "甲"], ["2", "王芳", "", "乙"], ["3", "王芳", "", "甲"]])
    rosters.take_in(found.code, BY)
    assert counts(found) == (2, 1, 0)


def test_work_that_was_cut_off_goes_on_where_it_was():
    cohort = make_cohort()
    found = roster(cohort, people(10))
    assert rosters.take_in_chunk(roster=found, by=BY, size=4) == 4
    assert counts(found) == (4, 0, 0)
    rosters.take_in(found.code, BY)
    rosters.take_in(found.code, BY)
    assert (counts(found), found.state, Enrolment.objects.count()) == ((10, 0, 0), "done", 10)


def test_a_chunk_that_fails_leaves_nothing_half_written(monkeypatch):
    found = roster(make_cohort(), people(5))
    monkeypatch.setattr(rosters, "record_cohort", lambda *_words, **_more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        rosters.take_in_chunk(roster=found, by=BY)
    assert (counts(found), Enrolment.objects.count(), Cohort.objects.get().taken) == ((0, 0, 0), 0, 0)


def test_columns_are_guessed_and_can_be_said_anew():
    cohort = make_cohort()
    headings = ["编号", "参训学员姓名", "联系电话（手机）", "所在单位名称", "备注"]
    found = roster(cohort, [["1", "张三", phone(1), "甲", ""]], headings)
    assert found.mapping == {"name": 1, "phone": 2, "unit": 3}
    for bad in ({"phone": 2}, {"name": 9}, {"name": 1, "phone": 1}, {"name": 1, "colour": 2}):
        with pytest.raises(Problem):
            rosters.set_columns(roster=found, mapping=bad, by=BY)
    assert rosters.set_columns(roster=found, mapping={"name": 1, "unit": 4}, by=BY).mapping == {
        "name": 1,
        "unit": 4,
    }


def test_a_roster_without_a_column_for_the_name_waits_for_somebody_to_say_it():
    found = roster(make_cohort(), [["张三"]], ["甲"])
    with pytest.raises(Problem):
        rosters.ask_to_take_in(roster=found, by=make_staff())


def test_the_audit_trail_counts_lines_and_names_nobody():
    found = roster(make_cohort(), people(3))
    rosters.take_in(found.code, BY)
    rows = AuditEvent.objects.filter(action__startswith="roster")
    assert {row.action for row in rows} == {"roster-uploaded", "roster-read", "roster-taken-in"}
    assert "学员" not in str([(row.before, row.after, row.target_name) for row in rows])


@pytest.mark.slow
def test_fifty_thousand_lines_with_three_hundred_wrong_ones():
    cohort = make_cohort()
    cells = people(50_000)
    for n in range(0, 50_000, 167):
        cells[n] = [str(n), f"学员{n}", "不是电话", ""]
    found = roster(cohort, cells)
    rosters.take_in(found.code, BY)
    assert counts(found) == (49_700, 0, 300)
    assert (Enrolment.objects.count(), Cohort.objects.get().taken) == (49_700, 49_700)


def test_a_chunk_costs_the_same_number_of_queries_however_long_it_is():
    cohort = make_cohort()
    found = roster(cohort, people(60))
    with CaptureQueriesContext(connection) as few:
        rosters.take_in_chunk(roster=found, by=BY, size=5)
    with CaptureQueriesContext(connection) as many:
        rosters.take_in_chunk(roster=found, by=BY, size=50)
    assert len(many) <= len(few) + 2  # SQLite writes long lists in several statements
