"""Comments, returns, acceptance: one decision a version, and everybody hears whose it was."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override
from tests.factories.campaigns import make_campaign, make_task
from tests.factories.reviews import make_sent
from tests.factories.units import make_staff, make_unit

from worldday.base.models import AuditEvent
from worldday.base.problems import Problem
from worldday.campaigns.actions import exempt_task
from worldday.messages.models import Message
from worldday.reports.actions import reviewing, writing
from worldday.reports.models import Comment, FilingState, Submission

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
TODAY = date(2020, 10, 20)


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


@pytest.fixture
def city(on_day):
    on_day(TODAY)
    return make_unit("甲市市场监管局")


@pytest.fixture
def reviewer(city):
    return make_staff("王一", unit=city)


@pytest.fixture
def task(city):
    return make_task(make_campaign(owner=city), make_unit("乙区市场监管局", parent=city, type="district"))


@pytest.fixture
def clerk(task):
    return make_staff("李二", unit=task.unit, role="unit-staff")


@pytest.fixture
def sent(task, clerk):
    return make_sent(task, by=clerk)


def give_back(sent, by, **changes):
    return reviewing.return_submission(
        **({"submission": sent, "reason": "请补充数据", "new_due": None, "by": by} | changes)
    )


def trail(action: str) -> list[dict]:
    return list(AuditEvent.objects.filter(action=action).order_by("pk").values_list("after", flat=True))


def test_accepting_leaves_the_task_received_tells_the_unit_and_is_written_down(sent, task, reviewer, clerk):
    reviewing.accept(submission=sent, by=reviewer)
    sent.refresh_from_db()
    task.refresh_from_db()
    assert (sent.state, sent.decided_by, sent.filing.state, task.state) == ("accepted", reviewer, "accepted", "done")
    assert trail("submission-accepted") == [{"version": 1}]
    assert set(Message.objects.filter(occasion="accepted").values_list("to", flat=True)) == {clerk.code}


def test_a_second_click_accepts_once(sent, reviewer):
    reviewing.accept(submission=sent, by=reviewer)
    reviewing.accept(submission=sent, by=reviewer)
    assert len(trail("submission-accepted")) == 1


def test_returning_lets_it_be_owed_again_with_reason_and_new_day(sent, task, reviewer, clerk):
    give_back(sent, reviewer, new_due=date(2020, 10, 28))
    sent.refresh_from_db()
    task.refresh_from_db()
    assert (sent.state, sent.reason, sent.new_due, sent.filing.state) == (
        "returned",
        "请补充数据",
        date(2020, 10, 28),
        "returned",
    )
    assert (task.state, task.due, task.first_due) == ("open", date(2020, 10, 28), date(2020, 10, 23))
    assert trail("submission-returned") == [{"version": 1, "reason": "请补充数据", "due": "2020-10-28"}]
    (told, *_) = Message.objects.filter(occasion="returned", to=clerk.code)
    assert "请补充数据" in told.text


def test_returning_without_a_new_day_keeps_the_day(sent, task, reviewer):
    give_back(sent, reviewer)
    task.refresh_from_db()
    assert (task.state, task.due, task.first_due) == ("open", date(2020, 10, 23), None)


def test_an_earlier_day_or_a_first_one_can_be_set_too(city, sent, task, reviewer):
    give_back(sent, reviewer, new_due=TODAY)
    task.refresh_from_db()
    assert task.due == TODAY
    other = make_sent(make_task(task.campaign, task.unit, what="other", due=None))
    give_back(other, reviewer, new_due=TODAY + timedelta(3))
    assert other.filing.task.__class__.objects.get(pk=other.filing.task_id).due == TODAY + timedelta(3)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"reason": "  "}, "say why"),
        ({"new_due": TODAY - timedelta(1)}, "passed already"),
        ({"reason": "长" * 2001}, "2000"),
    ],
)
def test_a_return_without_reason_or_with_a_day_gone_by_changes_nothing(sent, task, reviewer, changes, says):
    with pytest.raises(Problem, match=says):
        give_back(sent, reviewer, **changes)
    task.refresh_from_db()
    assert (task.state, trail("submission-returned")) == ("done", [])


def test_whoever_decides_second_is_told_who_decided_what(sent, city, reviewer):
    other = make_staff("赵六", unit=city)
    reviewing.accept(submission=sent, by=reviewer)
    with pytest.raises(reviewing.Decided, match="王一 has accepted it already"):
        give_back(sent, other)
    with pytest.raises(reviewing.Decided, match="王一 has accepted it already"):
        reviewing.accept(submission=sent, by=other)


def test_acceptance_is_taken_back_by_returning_what_was_seen_accepted(sent, task, reviewer):
    reviewing.accept(submission=sent, by=reviewer)
    give_back(sent, reviewer, seen=FilingState.ACCEPTED)
    task.refresh_from_db()
    assert (Submission.objects.get(pk=sent.pk).state, task.state) == ("returned", "open")
    with pytest.raises(reviewing.Decided, match="returned it already"):
        reviewing.accept(submission=sent, by=reviewer)


def test_an_older_version_cannot_be_decided_on(sent, clerk, reviewer):
    give_back(sent, reviewer)
    sent.filing.refresh_from_db()
    writing.send(filing=sent.filing, by=clerk)
    with pytest.raises(reviewing.Decided, match="Version 2 has been sent meanwhile"):
        reviewing.accept(submission=sent, by=reviewer)


def test_what_its_unit_took_back_cannot_be_decided_on(sent, clerk, reviewer):
    writing.take_back(filing=sent.filing, by=clerk)
    with pytest.raises(reviewing.Decided, match="taken it back"):
        reviewing.accept(submission=sent, by=reviewer)


def test_nothing_comes_back_from_the_exempt_the_archived_and_the_closed(sent, task, reviewer):
    exempt_task(task=task, reason="无活动", by=reviewer)
    with pytest.raises(Problem, match="exempted"):
        give_back(sent, reviewer)
    task.unit.closed_on = TODAY
    task.unit.save()
    task.state, task.closed_on = "done", TODAY
    task.save()
    with pytest.raises(Problem, match="closed"):
        give_back(sent, reviewer)
    task.campaign.state = "archived"
    task.campaign.save()
    with pytest.raises(Problem, match="archived"):
        give_back(sent, reviewer)


def test_many_are_accepted_but_those_a_person_must_look_at(city, task, sent, reviewer):
    grave = make_sent(make_task(task.campaign, make_unit("丙区市场监管局", parent=city)), "无")
    decided = make_sent(
        make_task(task.campaign, make_unit("丁区市场监管局", parent=city)), "我区另有一套做法，与众不同。"
    )
    give_back(decided, reviewer)
    done = reviewing.accept_many(submissions=[sent, grave, decided], by=reviewer)
    assert done.accepted == [sent]
    assert [one for one, _why in done.left] == [grave, decided]
    assert "look at" in str(done.left[0][1]) and "returned" in str(done.left[1][1])
    assert trail("submission-accepted") == [{"version": 1, "among": 3}]


def test_a_comment_keeps_the_passage_it_is_about(sent, reviewer, clerk):
    made = reviewing.comment(submission=sent, start=2, end=6, text=" 请写具体 ", by=reviewer)
    assert (made.quote, made.text, made.made_by) == (sent.text[2:6], "请写具体", reviewer)
    reviewing.settle(comment=made, by=clerk)
    reviewing.settle(comment=made, by=reviewer)
    made.refresh_from_db()
    assert made.settled_by == clerk
    assert len(trail("submission-commented")) == len(trail("comment-settled")) == 1


@pytest.mark.parametrize(
    ("start", "end", "text"), [(0, 4, ""), (0, 9999, "x"), (-1, 3, "x"), (5, 3, "x"), (0, 1, "长" * 501)]
)
def test_a_comment_about_nothing_or_saying_nothing_is_not_kept(sent, reviewer, start, end, text):
    with pytest.raises(Problem):
        reviewing.comment(submission=sent, start=start, end=end, text=text, by=reviewer)
    assert not Comment.objects.exists()
