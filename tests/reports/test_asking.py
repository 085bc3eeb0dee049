"""Asking, extending and exempting several units at once, and telling them."""

from datetime import date

import pytest
from tests.factories.authority import make_authority
from tests.factories.campaigns import make_campaign, make_task
from tests.factories.units import make_staff

from worldday.base.audit import System
from worldday.base.problems import Problem
from worldday.campaigns.models import Task, TaskState
from worldday.messages.models import Message
from worldday.reports.actions import asking
from worldday.reports.models import Filing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
BY = System("test")
LATER = date(2020, 10, 30)


@pytest.fixture
def there(on_day):
    on_day(date(2020, 10, 16))
    found = make_authority()
    for unit in found.districts:
        make_staff("李二", unit=unit, role="unit-staff")
    return found


@pytest.fixture
def campaign(there):
    return make_campaign(owner=there.city)


def told() -> list[str]:
    return sorted(set(Message.objects.values_list("occasion", flat=True)))


def test_several_units_get_more_time_for_one_reason_and_are_told(there, campaign):
    tasks = [make_task(campaign, unit) for unit in there.districts]
    outcome = asking.extend(tasks=tasks, due=LATER, reason="进博会保障", by=BY)
    assert {(task.due, task.first_due) for task in Task.objects.all()} == {(LATER, date(2020, 10, 23))}
    assert (len(outcome.done), outcome.left) == (3, [])
    assert told() == ["extended"]
    assert set(Message.objects.values_list("about", flat=True)) == {task.code for task in tasks}


def test_extending_again_to_the_same_day_tells_nobody(there, campaign):
    task = make_task(campaign, there.jinshan)
    asking.extend(tasks=[task], due=LATER, reason="进博会保障", by=BY)
    before = Message.objects.count()
    task.refresh_from_db()
    asking.extend(tasks=[task], due=LATER, reason="进博会保障", by=BY)
    assert Message.objects.count() == before


def test_what_is_received_or_due_later_is_left_and_the_rest_is_done(there, campaign):
    owed = make_task(campaign, there.jinshan)
    done = make_task(campaign, there.jiading, state="done", closed_on=date(2020, 10, 10))
    later = make_task(campaign, there.lingang, due=date(2020, 11, 30))
    outcome = asking.extend(tasks=[done, owed, later], due=LATER, reason="进博会保障", by=BY)
    assert (outcome.done, outcome.left) == ([owed], [done, later])


def test_where_it_applies_to_none_the_reason_why_is_said(there, campaign):
    done = make_task(campaign, there.jiading, state="done", closed_on=date(2020, 10, 10))
    with pytest.raises(Problem):
        asking.extend(tasks=[done], due=LATER, reason="进博会保障", by=BY)
    with pytest.raises(Problem):
        asking.extend(tasks=[], due=LATER, reason="进博会保障", by=BY)
    with pytest.raises(Problem):
        asking.exempt(tasks=[make_task(campaign, there.jinshan)], reason=" ", by=BY)


def test_units_are_exempt_for_one_reason_but_not_from_what_they_sent(there, campaign):
    owed = make_task(campaign, there.jinshan)
    done = make_task(campaign, there.jiading, state="done", closed_on=date(2020, 10, 10))
    outcome = asking.exempt(tasks=[owed, done], reason="本单位未开展活动", by=BY)
    assert (outcome.done, outcome.left) == ([owed], [done])
    assert {(task.state, task.note) for task in Task.objects.all()} == {
        (TaskState.EXEMPT, "本单位未开展活动"),
        (TaskState.DONE, ""),
    }
    assert told() == ["exempted"]


def test_units_asked_for_more_are_told_but_not_while_the_campaign_is_drafted(there, campaign):
    draft = make_campaign(owner=there.city, state="draft", name="计量日")
    asking.ask(campaign=draft, units=there.districts, what="materials", by=BY, due=LATER)
    assert told() == []
    made = asking.ask(campaign=campaign, units=there.districts, what="materials", by=BY, due=LATER)
    assert (len(made), told()) == (3, ["asked"])


def test_ticks_follow_their_points_when_the_list_changes(there, campaign):
    task = make_task(campaign, there.jinshan, points=["场次", "人数", "亮点"])
    filing = Filing.objects.create(task=task, points=[0, 2])
    asking.change(task=task, changes={"points": ["亮点", "媒体报道", "人数"]}, by=BY)
    filing.refresh_from_db()
    assert filing.points == [0]  # 亮点, which moved; 场次 is gone
