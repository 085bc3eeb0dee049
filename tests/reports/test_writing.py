"""Writing, sending, taking back: nothing is lost, nothing is sent twice."""

from datetime import date, datetime, time
from threading import Barrier, Thread

import pytest
from django.db import connection, connections
from django.urls import reverse
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.campaigns import make_campaign, make_task
from tests.factories.filings import TEXT, make_filing
from tests.factories.units import make_staff, make_unit

from worldday.base import scope
from worldday.base.models import AuditEvent
from worldday.base.problems import Problem
from worldday.campaigns.actions import exempt_task
from worldday.messages.models import Message
from worldday.reports import marks
from worldday.reports.actions import writing
from worldday.reports.lateness import is_late
from worldday.reports.models import Filing, FilingState, PlanRow, Submission

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


@pytest.fixture
def city():
    return make_unit("甲市市场监管局")


@pytest.fixture
def task(city, on_day):
    on_day(date(2020, 10, 20))
    district = make_unit("乙区市场监管局", parent=city, type="district")
    return make_task(make_campaign(owner=city), district, max_chars=500, points=["做了什么", "有何亮点"])


@pytest.fixture
def clerk(task):
    return make_staff("李二", unit=task.unit, role="unit-staff")


def returned(submission: Submission) -> None:
    """As a reviewer leaves it."""
    Submission.objects.filter(pk=submission.pk).update(state="returned", decided_at=submission.sent_at, reason="请补充")
    Filing.objects.filter(pk=submission.filing_id).update(state="returned")
    submission.filing.task.state, submission.filing.task.closed_on = "open", None
    submission.filing.task.save()


def test_opening_twice_is_one_file(task, clerk):
    assert writing.open_filing(task=task, by=clerk) == writing.open_filing(task=task, by=clerk)
    assert AuditEvent.objects.filter(action="filing-opened").count() == 1


def test_a_saved_draft_keeps_text_marks_points_and_who_saved_it(task, clerk):
    saved = make_filing(task, clerk, "第一行\r\n第二行", highlights=[[4, 7], [0, 2], [1, 3], [6, 99]], points=[1, 1, 7])
    saved.refresh_from_db()
    assert (saved.text, saved.highlights, saved.points) == ("第一行\n第二行", [[0, 3], [4, 7]], [1])
    assert (saved.revision, saved.saved_by, saved.state) == (1, clerk, "draft")


def test_saving_the_same_again_changes_nothing(task, clerk):
    saved = make_filing(task, clerk)
    assert writing.save_draft(filing=saved, revision=0, by=clerk, text=TEXT).revision == 1
    assert AuditEvent.objects.filter(action="filing-saved").count() == 1


def test_a_second_writer_is_told_and_the_first_ones_text_stands(task, clerk):
    saved, other = make_filing(task, clerk, "甲的稿子。"), make_staff("王三", unit=task.unit, role="unit-staff")
    with pytest.raises(writing.StaleDraft) as told:
        writing.save_draft(filing=saved, revision=0, by=other, text="乙的稿子。")
    assert (told.value.standing.text, told.value.standing.saved_by, told.value.standing.revision) == (
        "甲的稿子。",
        clerk,
        1,
    )
    saved.refresh_from_db()
    assert saved.text == "甲的稿子。"


def test_marks_left_behind_by_a_shorter_text_are_cut(task, clerk):
    saved = make_filing(task, clerk, "一二三四五", highlights=[[0, 2], [3, 5]])
    assert writing.save_draft(filing=saved, revision=1, by=clerk, text="一二三四").highlights == [[0, 2], [3, 4]]


def test_a_monstrous_text_is_refused_before_anything_is_saved(task, clerk):
    with pytest.raises(Problem, match="100000"):
        make_filing(task, clerk, "字" * 100_001)
    assert Filing.objects.get().revision == 0


def test_sending_keeps_the_version_closes_the_task_and_tells_the_asker(task, clerk, city):
    make_staff("赵四", unit=city, role="organiser")
    sent = writing.send(filing=make_filing(task, clerk, highlights=[[0, 2]], points=[1]), by=clerk)
    filing = Filing.objects.get()
    task.refresh_from_db()
    assert (sent.number, sent.text, sent.chars, sent.highlights, sent.points) == (1, TEXT, 29, [[0, 2]], [1])
    assert (sent.sent_by, sent.due_then, sent.state) == (clerk, date(2020, 10, 23), "submitted")
    assert [one["code"] for one in sent.findings if one["code"] == "point-missing"] == ["point-missing"]
    assert (filing.state, filing.current, filing.versions, filing.late) == ("submitted", sent, 1, False)
    assert (task.state, task.closed_on) == ("done", date(2020, 10, 20))
    link = reverse("desk_reviews:submission", args=[sent.code])
    assert set(Message.objects.filter(occasion="sent", about=task.code).values_list("link", flat=True)) == {link}
    assert AuditEvent.objects.filter(action="filing-sent").get().after == {"version": 1, "chars": 29}


def test_sending_again_is_the_same_version(task, clerk):
    filing = make_filing(task, clerk)
    assert writing.send(filing=filing, by=clerk) == writing.send(filing=filing, by=clerk)
    assert Submission.objects.count() == 1


def test_what_was_sent_cannot_be_written_on_until_it_is_taken_back(task, clerk):
    filing = make_filing(task, clerk)
    writing.send(filing=filing, by=clerk)
    with pytest.raises(writing.OutOfHands):
        writing.save_draft(filing=filing, revision=1, by=clerk, text="改了。")
    writing.take_back(filing=filing, by=clerk)
    assert writing.save_draft(filing=filing, revision=1, by=clerk, text="改了。").text == "改了。"


@pytest.mark.parametrize("text", ["", "  \n　"])
def test_nothing_cannot_be_sent(task, clerk, text):
    with pytest.raises(Problem, match="nothing to send"):
        writing.send(filing=make_filing(task, clerk, text), by=clerk)
    assert Submission.objects.count() == 0


def test_over_the_limit_cannot_be_sent_and_says_by_how_much(task, clerk):
    filing = make_filing(task, clerk, "字" * 512)
    with pytest.raises(writing.TooLong, match="512 characters, 12 more than the 500"):
        writing.send(filing=filing, by=clerk)
    filing.refresh_from_db()
    assert (filing.state, len(filing.text)) == ("draft", 512)


def test_exactly_the_limit_can_be_sent(task, clerk):
    assert writing.send(filing=make_filing(task, clerk, "字" * 500), by=clerk).chars == 500


def test_an_exempt_unit_sends_nothing(task, clerk):
    filing = make_filing(task, clerk)
    exempt_task(task=task, reason="本单位无活动", by=clerk)
    with pytest.raises(Problem, match="exempt"):
        writing.send(filing=filing, by=clerk)


def test_an_archived_campaign_takes_nothing_in(task, clerk):
    filing = make_filing(task, clerk)
    task.campaign.state = "archived"
    task.campaign.save()
    with pytest.raises(Problem, match="archived"):
        writing.send(filing=filing, by=clerk)


def test_a_plan_of_rows_alone_is_sent_with_its_rows(city, clerk, task):
    plan = make_task(task.campaign, task.unit, what="plan", due=date(2020, 10, 30))
    filing = writing.open_filing(task=plan, by=clerk)
    with pytest.raises(Problem, match="nothing to send"):
        writing.send(filing=filing, by=clerk)
    PlanRow.objects.create(filing=filing, name="开放日", window_text="10月中旬", window_start=date(2020, 10, 11))
    (row,) = writing.send(filing=filing, by=clerk).rows
    assert (row["name"], row["window_text"], row["window_start"], row["parent"]) == (
        "开放日",
        "10月中旬",
        "2020-10-11",
        "",
    )


def test_only_accepted_figures_whose_number_still_stands_are_sent(task, clerk):
    figures = [
        {"key": "a", "number": "1200份", "state": "accepted"},
        {"key": "b", "number": "88人", "state": "accepted"},
        {"key": "c", "number": "1200份", "state": "struck"},
    ]
    assert writing.send(filing=make_filing(task, clerk, figures=figures), by=clerk).figures == figures[:1]


def test_late_is_settled_by_the_first_version_that_was_judged(task, clerk, on_day):
    filing = make_filing(task, clerk)
    returned(writing.send(filing=filing, by=clerk))
    on_day(date(2020, 10, 25))
    second = writing.send(filing=filing, by=clerk)
    filing.refresh_from_db()
    assert (second.number, filing.late, filing.first_sent_at.day) == (2, False, 20)


def test_taking_back_does_not_win_time(task, clerk, on_day):
    filing = make_filing(task, clerk)
    writing.send(filing=filing, by=clerk)
    writing.take_back(filing=filing, by=clerk)
    on_day(date(2020, 10, 24))
    writing.send(filing=filing, by=clerk)
    filing.refresh_from_db()
    assert (filing.late, filing.versions, filing.first_sent_at.day) == (True, 2, 24)


def test_the_asker_is_told_once_that_a_version_was_taken_back(task, clerk, city):
    make_staff("赵四", unit=city, role="organiser")
    filing = make_filing(task, clerk)
    writing.send(filing=filing, by=clerk)
    writing.take_back(filing=writing.take_back(filing=filing, by=clerk), by=clerk)
    told = Message.objects.get(occasion="taken-back", channel="note")
    assert (told.to_name, told.link) == ("赵四", reverse("desk_board:task", args=[task.code]))
    assert told.text == "乙区市场监管局已撤回活动总结（第1版），将重新报送。"


def test_taking_back_owes_the_task_again_and_keeps_the_version_to_read(task, clerk):
    filing = make_filing(task, clerk)
    sent = writing.send(filing=filing, by=clerk)
    again = writing.take_back(filing=writing.take_back(filing=filing, by=clerk), by=clerk)
    task.refresh_from_db()
    sent.refresh_from_db()
    assert (again.state, again.current, task.state, sent.state, sent.text) == (
        "draft",
        None,
        "open",
        "taken-back",
        TEXT,
    )


def test_taking_back_a_second_version_shows_the_first_ones_return_again(task, clerk):
    filing = make_filing(task, clerk)
    first = writing.send(filing=filing, by=clerk)
    returned(first)
    writing.send(filing=filing, by=clerk)
    again = writing.take_back(filing=filing, by=clerk)
    assert (again.state, again.current, again.versions) == ("returned", first, 2)


def test_what_was_decided_cannot_be_taken_back(task, clerk):
    filing = make_filing(task, clerk)
    returned(writing.send(filing=filing, by=clerk))
    with pytest.raises(Problem, match="decided"):
        writing.take_back(filing=filing, by=clerk)
    Filing.objects.update(state=FilingState.ACCEPTED)
    with pytest.raises(Problem, match="decided"):
        writing.take_back(filing=filing, by=clerk)


@pytest.mark.django_db(transaction=True)
def test_two_who_send_at_once_make_one_version(task, clerk):
    filing, start, numbers = make_filing(task, clerk), Barrier(4), []

    def press() -> None:
        try:
            with scope.everything("test"):
                start.wait(60)
                numbers.append(writing.send(filing=filing, by=clerk).number)
        finally:
            connections.close_all()

    presses = [Thread(target=press) for _ in range(4)]
    for one in presses:
        one.start()
    for one in presses:
        one.join(60)
    assert numbers == [1, 1, 1, 1]
    assert Submission.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_save_at_once_do_not_overwrite_each_other(task, clerk):
    filing, start, told = writing.open_filing(task=task, by=clerk), Barrier(2), []

    def press(text: str) -> None:
        try:
            with scope.everything("test"):
                start.wait(60)
                writing.save_draft(filing=filing, revision=0, by=clerk, text=text)
                told.append("saved")
        except writing.StaleDraft as stale:
            told.append(stale.standing.text)
        finally:
            connections.close_all()

    presses = [Thread(target=press, args=[text]) for text in ("甲", "乙")]
    for one in presses:
        one.start()
    for one in presses:
        one.join(60)
    filing.refresh_from_db()
    assert sorted(told) == sorted(["saved", filing.text])
    assert connection.vendor in ("sqlite", "postgresql")


DUE = date(2020, 10, 23)


@pytest.mark.parametrize(
    ("due", "hour", "moment", "late"),
    [
        (DUE, None, datetime(2020, 10, 23, 23, 59, 59), False),
        (DUE, None, datetime(2020, 10, 24), True),
        (DUE, time(17), datetime(2020, 10, 23, 17, 0, 59), False),
        (DUE, time(17), datetime(2020, 10, 23, 17, 1), True),
        (DUE, time(17), datetime(2020, 10, 22, 18), False),
        (None, None, datetime(2099, 1, 1), False),
    ],
)
def test_late_is_after_the_due_day_or_after_its_hour(due, hour, moment, late):
    assert is_late(due, hour, moment) is late


RANGES = st.lists(st.tuples(st.integers(-5, 60), st.integers(-5, 60)))


@given(RANGES, st.integers(0, 50))
def test_settled_marks_are_in_order_apart_inside_and_cover_the_same(ranges, length):
    found = marks.settled(ranges, length)
    flat = [edge for one in found for edge in one]
    assert flat == sorted(set(flat))
    assert all(0 <= edge <= length for edge in flat)
    wanted = {at for start, end in ranges for at in range(max(0, start), min(end, length))}
    assert {at for start, end in found for at in range(start, end)} == wanted
    assert marks.settled(found, length) == found


@given(st.text(alphabet="甲乙丙 \n", max_size=40), RANGES)
def test_a_text_in_pieces_is_the_text(text, ranges):
    pieces = marks.parts(text, marks.settled(ranges, len(text)))
    assert "".join(piece for piece, _marked in pieces) == text


def test_lines_are_found_where_they_stand_and_others_are_named():
    assert marks.found_in("开放日很好。开放日又很好。", ["开放日", " 开放日 ", "", "没有的"]) == (
        [[0, 3], [6, 9]],
        ["没有的"],
    )
