from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.campaigns.test_at_once import at_once
from tests.factories.campaigns import make_campaign, make_task
from tests.factories.units import make_staff, make_unit

from worldday.base.models import AuditEvent
from worldday.base.problems import Problem
from worldday.messages.models import Address, Message
from worldday.reports.actions.urging import urge
from worldday.reports.queries.urging import prepare

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture
def bureau(on_day):
    on_day(date(2020, 10, 26))
    return make_unit()


@pytest.fixture
def organiser(bureau):
    return make_staff("王一", unit=bureau)


@pytest.fixture
def tasks(bureau):
    """Of three districts: two people, one person, nobody."""
    campaign = make_campaign(owner=bureau)
    units = [make_unit(f"{name}区市场监管局", parent=bureau, type="district") for name in "甲乙丙"]
    for unit, names in zip(units, (["李四", "张三"], ["赵六"], []), strict=True):
        [make_staff(name, unit=unit, role="unit-staff") for name in names]
    return [make_task(campaign, unit) for unit in units]


def test_whoever_may_report_for_the_unit_is_urged_with_ones_own_sentence_last(tasks, organiser):
    assert urge(tasks=tasks, channels=["note"], by=organiser, sentence="  请于今天下班前报送。 ") == (3, 3)
    assert set(Message.objects.values_list("to_name", "channel", "occasion")) == {
        (name, "note", "urge") for name in ("李四", "张三", "赵六")
    }
    assert Message.objects.filter(to_name="赵六").get().text.splitlines() == [
        "某市市场监管局提醒乙区市场监管局尽快报送活动总结。",
        "截止时间：10月23日（周五）",
        "请于今天下班前报送。",
    ]


def test_one_row_in_the_trail_says_how_many(tasks, organiser):
    urge(tasks=tasks, channels=["note", "email"], by=organiser)
    event = AuditEvent.objects.get(action="tasks-urged")
    assert (event.after["n"], event.after["messages"], event.after["channels"]) == (3, 6, ["note", "email"])


def test_only_people_with_a_number_get_text_messages_and_never_at_night(tasks, organiser, settings):
    settings.SMS_TELLS = True
    reader = organiser.__class__.objects.get(name="李四")
    Address.objects.create(person=reader.code, channel="sms", address="13800000001", added_at="2020-10-01T00:00Z")
    assert prepare(tasks).people() == {"note": 3, "email": 3, "sms": 1}
    settings.CLOCK_SHIFT += timedelta(hours=12)  # ten in the evening
    assert urge(tasks=tasks, channels=["sms", "note"], by=organiser)[1] == 4
    due = {message.channel: message.due_at for message in Message.objects.filter(to_name="李四")}
    assert due["sms"].astimezone(settings_zone()).strftime("%m-%d %H:%M") == "10-27 08:30"
    assert due["note"] < due["sms"]


def settings_zone():
    from django.utils import timezone

    return timezone.get_default_timezone()


def test_a_second_press_within_a_day_urges_nobody_unless_one_insists(tasks, organiser, settings):
    urge(tasks=tasks[:1], channels=["note"], by=organiser)
    found = prepare(tasks)
    assert ([task.pk for task in found.just_urged], [task.pk for task in found.unreachable]) == (
        [tasks[0].pk],
        [tasks[2].pk],
    )
    assert (found.people(again=False)["note"], found.people()["note"]) == (1, 3)
    with pytest.raises(Problem):
        urge(tasks=tasks[:1], channels=["note"], by=organiser)
    assert urge(tasks=tasks[:1], channels=["note"], by=organiser, again=True) == (1, 2)
    settings.CLOCK_SHIFT += timedelta(hours=25)
    assert urge(tasks=tasks[:1], channels=["note"], by=organiser) == (1, 2)


def test_what_is_not_owed_any_more_is_passed_over(tasks, organiser):
    type(tasks[0]).objects.filter(pk=tasks[0].pk).update(state="exempt", closed_on=date(2020, 10, 20))
    tasks[0].refresh_from_db()
    assert urge(tasks=tasks, channels=["note"], by=organiser) == (2, 1)


@pytest.mark.parametrize(
    ("channels", "sentence", "which"),
    [([], "", 0), (["pigeon"], "", 0), (["note"], "字" * 201, 0), (["note"], "", 2)],
)
def test_what_would_reach_nobody_is_refused_in_words_and_leaves_no_trace(tasks, organiser, channels, sentence, which):
    with pytest.raises(Problem):
        urge(tasks=[tasks[which]], channels=channels, by=organiser, sentence=sentence)
    assert (Message.objects.count(), AuditEvent.objects.filter(action="tasks-urged").count()) == (0, 0)


def test_urging_many_takes_no_more_queries_a_unit(bureau, tasks, organiser):
    def queries(chosen) -> int:
        with CaptureQueriesContext(connection) as seen:
            urge(tasks=chosen, channels=["note"], by=organiser, again=True)
        return len(seen)

    assert queries(tasks[:1]) == queries(tasks)


@pytest.mark.django_db(transaction=True)
def test_presses_at_the_same_moment_urge_once(tasks, organiser):
    told = at_once(lambda _n: urge(tasks=tasks, channels=["note"], by=organiser))
    assert [answer for answer in told if not isinstance(answer, Exception)] == [(3, 3)], told
    assert Message.objects.count() == 3
