"""When units are reminded, told by the real calendar of 2020: National Day off from 1 to 8 October, worked instead: Sunday
27 September and Saturday 10 October."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.campaigns.test_at_once import at_once
from tests.factories.campaigns import make_campaign, make_task
from tests.factories.messages import make_message
from tests.factories.units import make_staff, make_unit

from worldday.base import clock
from worldday.base.audit import System
from worldday.campaigns import actions
from worldday.messages import delivering
from worldday.messages.models import Message
from worldday.reports import reminding

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
DUE = date(2020, 10, 23)  # a Friday


@pytest.fixture
def bureau():
    return make_unit()


@pytest.fixture
def district(bureau):
    unit = make_unit("甲区市场监管局", parent=bureau, type="district")
    make_staff("李四", unit=unit, role="unit-staff", email="li@example.org")
    return unit


@pytest.fixture
def task(bureau, district):
    return make_task(make_campaign(owner=bureau), district, due=DUE)


def stand_at(settings, day: date, hour: str = "10:00") -> None:
    moment = datetime.combine(day, time.fromisoformat(hour), clock.timezone.get_default_timezone())
    settings.CLOCK_SHIFT = moment - clock.wall()


def reminded_days(due: date, first: date, last: date) -> list[str]:
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [f"{day:%m-%d}" for day in days if reminding.days_left(day, due) is not None]


def test_a_unit_is_reminded_seven_three_and_one_days_before_on_the_day_and_every_working_day_while_it_is_late():
    assert reminded_days(DUE, date(2020, 10, 1), date(2020, 10, 31)) == [
        "10-16", "10-20", "10-22", "10-23", "10-26", "10-27", "10-28", "10-29", "10-30",
    ]  # fmt: skip


def test_what_falls_into_a_holiday_is_said_once_on_the_last_working_day_before_it():
    assert reminded_days(date(2020, 10, 9), date(2020, 9, 20), date(2020, 10, 13)) == [
        "09-30", "10-09", "10-10", "10-12", "10-13",
    ]  # fmt: skip
    assert reminding.days_left(date(2020, 9, 30), date(2020, 10, 9)) == 9  # and says how many days there really are


def test_a_weekend_that_is_worked_counts_as_a_working_day():
    assert "09-27" in reminded_days(date(2020, 9, 28), date(2020, 9, 20), date(2020, 9, 28))
    assert "10-10" in reminded_days(date(2020, 10, 9), date(2020, 10, 10), date(2020, 10, 11))


def test_a_due_day_that_is_a_day_off_is_told_before_and_late_only_when_people_work_again():
    assert reminded_days(date(2020, 10, 3), date(2020, 9, 24), date(2020, 10, 10)) == [
        "09-25",
        "09-30",
        "10-09",
        "10-10",
    ]


def test_after_thirty_days_only_a_person_urges():
    assert reminding.days_left(DUE + timedelta(days=28), DUE) == -28
    assert reminding.days_left(DUE + timedelta(days=31), DUE) is None


@pytest.mark.parametrize(
    ("day", "due_time", "hour"),
    [
        (date(2020, 10, 22), time(15), "08:30"),
        (DUE, None, "08:30"),
        (DUE, time(15), "15:00"),
        (DUE, time(23, 59), "18:00"),
        (DUE, time(0), "08:30"),
    ],
)
def test_people_are_reminded_in_the_morning_and_on_the_day_at_the_hour_but_never_at_night(day, due_time, hour):
    assert f"{reminding.moment(day, DUE, due_time):%H:%M}" == hour


def sent() -> list[tuple[str, str]]:
    return sorted(Message.objects.values_list("channel", "subject"))


def test_a_reminder_says_what_by_when_and_however_often_it_is_planned_it_comes_once(settings, task):
    stand_at(settings, date(2020, 10, 20))
    assert [reminding.remind() for _turn in range(3)] == [2, 0, 0]
    assert sent() == [
        ("email", "世界标准日 2020：活动总结还有3天到期"),
        ("note", "世界标准日 2020：活动总结还有3天到期"),
    ]
    stand_at(settings, date(2020, 10, 21))
    assert reminding.remind() == 0
    stand_at(settings, date(2020, 10, 22))
    assert reminding.remind() == 2
    stand_at(settings, date(2020, 10, 26))
    assert reminding.remind() == 2
    assert Message.objects.latest("id").subject == "世界标准日 2020：活动总结已逾期3天"


def test_nobody_is_woken(settings, task):
    for hour, new in (("08:29", 0), ("18:01", 0), ("08:30", 2)):
        stand_at(settings, DUE, hour)
        assert reminding.remind() == new


def test_on_the_day_it_waits_for_the_hour(settings, task):
    task.due_time = time(15)
    task.save()
    stand_at(settings, DUE, "14:55")
    assert reminding.remind() == 0
    stand_at(settings, DUE, "15:00")
    assert reminding.remind() == 2
    assert "10月23日（周五） 15:00" in Message.objects.first().text


def test_nothing_more_is_said_once_it_came_is_exempt_or_its_unit_closed(settings, task, district):
    stand_at(settings, DUE)
    by = System("test")
    actions.close_task(task=task, by=by)
    assert reminding.remind() == 0
    actions.reopen_task(task=task, by=by)
    actions.exempt_task(task=task, reason="本年度无活动", by=by)
    assert reminding.remind() == 0
    actions.reopen_task(task=task, by=by)
    district.closed_on = DUE
    district.save()
    assert reminding.remind() == 0


@pytest.mark.parametrize("state", ["draft", "archived"])
def test_a_campaign_that_is_not_live_reminds_nobody(settings, task, state):
    type(task.campaign).objects.filter(pk=task.campaign_id).update(state=state)
    stand_at(settings, DUE)
    assert reminding.remind() == 0


def test_an_extension_moves_the_reminders(settings, task):
    stand_at(settings, DUE)
    actions.extend_task(task=task, due=date(2020, 10, 30), reason="台风", by=System("test"))
    assert reminding.remind() == 2  # seven days before the new day
    assert Message.objects.first().subject == "世界标准日 2020：活动总结还有7天到期"


def test_a_person_is_reminded_at_most_once_a_day_even_if_the_day_is_moved_after_it(settings, task):
    stand_at(settings, DUE)
    assert reminding.remind() == 2
    actions.extend_task(task=task, due=date(2020, 10, 26), reason="台风", by=System("test"))
    assert reminding.remind() == 0


def test_what_could_not_be_sent_is_withdrawn_when_it_has_become_untrue(settings, task):
    stand_at(settings, DUE)
    reminding.remind()
    other = make_message("email", about=task.code, made_at=clock.now() - timedelta(days=1), due_at=clock.now())
    actions.close_task(task=task, by=System("test"))
    reminding.remind()
    assert set(Message.objects.values_list("state", flat=True)) == {"withdrawn"}
    other.refresh_from_db()
    assert delivering.deliver() == 0


def test_a_unit_with_nobody_in_it_is_passed_over(settings, bureau):
    make_task(make_campaign(owner=bureau), make_unit("乙区市场监管局", parent=bureau), due=DUE)
    stand_at(settings, DUE)
    assert reminding.remind() == 0


def test_everybody_is_told_in_their_own_language(settings, task, district):
    from wagtail.users.models import UserProfile

    UserProfile.objects.create(user=make_staff("Ann", unit=district, role="unit-staff"), preferred_language="en")
    stand_at(settings, DUE)
    assert reminding.remind() == 4
    assert {subject for _channel, subject in sent()} == {
        "世界标准日 2020：活动总结今天到期",
        "世界标准日 2020: Summary due today",
    }


def test_reminding_many_takes_no_more_queries_a_unit(settings, bureau):
    campaign = make_campaign(owner=bureau)

    def owing(n: int) -> None:
        for number in range(n):
            unit = make_unit(f"{number} {n} 区局", parent=bureau)
            make_staff(unit=unit, role="unit-staff")
            make_task(campaign, unit, due=DUE)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            reminding.remind()
        return len(seen)

    stand_at(settings, DUE)
    owing(1)
    one = queries()
    Message.objects.all().delete()
    owing(3)
    assert queries() == one


@pytest.mark.django_db(transaction=True)
def test_workers_that_plan_at_the_same_moment_remind_once(settings, bureau):
    campaign = make_campaign(owner=bureau)
    for number in range(5):
        unit = make_unit(f"{number}区局", parent=bureau)
        make_staff(unit=unit, role="unit-staff")
        make_task(campaign, unit, due=DUE)
    stand_at(settings, DUE)
    new = at_once(lambda _n: reminding.remind())
    assert sum(new) == 10, new
    assert Message.objects.count() == 10
