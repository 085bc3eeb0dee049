"""More time with a reason, asking several units at once, and what a merger does to tasks that were passed on."""

from datetime import date, time

import pytest
from tests.factories.authority import make_authority
from tests.factories.campaigns import make_campaign, make_task
from tests.factories.units import make_unit

from worldday.base.audit import System
from worldday.base.models import AuditEvent
from worldday.base.problems import Invalid, Problem
from worldday.campaigns import actions
from worldday.campaigns.models import Participation, Task, TaskState
from worldday.units.actions.units import close_unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
BY = System("test")


@pytest.fixture
def there(on_day):
    on_day(date(2020, 10, 16))
    return make_authority()


@pytest.fixture
def campaign(there):
    return make_campaign(owner=there.city)


# --- more time ---


def test_an_extension_keeps_the_day_first_asked_for_and_its_reason(there, campaign):
    task = make_task(campaign, there.jinshan)
    actions.extend_task(task=task, due=date(2020, 10, 28), reason="进博会保障", by=BY)
    found = actions.extend_task(task=task, due=date(2020, 10, 30), reason="同上", by=BY)
    assert (found.due, found.first_due) == (date(2020, 10, 30), date(2020, 10, 23))
    last = AuditEvent.objects.filter(action="task-extended").order_by("-id").first()
    assert last.before == {"due": "2020-10-28"}
    assert last.after == {"due": "2020-10-30", "reason": "同上"}


def test_the_same_day_again_changes_nothing(there, campaign):
    task = make_task(campaign, there.jinshan)
    for _click in range(2):
        actions.extend_task(task=task, due=date(2020, 10, 28), reason="进博会保障", by=BY)
    assert AuditEvent.objects.filter(action="task-extended").count() == 1


@pytest.mark.parametrize(
    ("fields", "due", "reason"),
    [
        ({}, date(2020, 10, 22), "提前"),
        ({}, date(2020, 10, 30), "  "),
        ({"due": None}, date(2020, 10, 30), "没有期限"),
        ({"state": "done", "closed_on": date(2020, 10, 10)}, date(2020, 10, 30), "已经收到"),
    ],
)
def test_an_extension_is_later_has_a_reason_and_something_to_extend(there, campaign, fields, due, reason):
    task = make_task(campaign, there.jinshan, **fields)
    with pytest.raises(Problem):
        actions.extend_task(task=task, due=due, reason=reason, by=BY)
    task.refresh_from_db()
    assert task.first_due is None


def test_points_and_the_hour_are_changed_and_cleaned(there, campaign):
    task = make_task(campaign, there.jinshan)
    changes = {"points": [" 活动开展情况 ", "", "亮点", "亮点"], "due_time": time(17, 0)}
    found = actions.change_task(task=task, changes=changes, by=BY)
    assert (found.points, found.due_time) == (["活动开展情况", "亮点"], time(17, 0))
    assert AuditEvent.objects.get(action="task-changed").after == {
        "points": ["活动开展情况", "亮点"],
        "due_time": "17:00:00",
    }
    with pytest.raises(Invalid):
        actions.change_task(task=task, changes={"points": ["长" * 201]}, by=BY)


# --- several units at once ---


def test_many_units_are_asked_in_one_row_of_the_trail_and_closed_ones_left_out(there, campaign):
    close_unit(unit=there.lingang, on=date(2020, 10, 1), by=BY)
    there.lingang.refresh_from_db()
    made = actions.add_tasks(
        campaign=campaign, units=there.districts, what="materials", by=BY, due=date(2020, 10, 30), points=["照片"]
    )
    assert {task.unit for task in made} == {there.jinshan, there.jiading}
    assert {tuple(task.points) for task in Task.objects.all()} == {("照片",)}
    assert Participation.objects.filter(campaign=campaign).count() == 2
    assert AuditEvent.objects.get(action="tasks-added").after["units"] == [there.jinshan.name, there.jiading.name]


def test_asking_twice_for_the_same_doubles_nothing(there, campaign):
    for _click in range(2):
        actions.add_tasks(campaign=campaign, units=there.districts, what="materials", by=BY, due=date(2020, 10, 30))
    actions.add_tasks(campaign=campaign, units=[there.jinshan], what="materials", by=BY, due=date(2020, 11, 30))
    assert Task.objects.count() == 4


def test_closed_units_alone_are_asked_for_nothing_in_words(there, campaign):
    close_unit(unit=there.lingang, on=date(2020, 10, 1), by=BY)
    there.lingang.refresh_from_db()
    with pytest.raises(Problem):
        actions.add_tasks(campaign=campaign, units=[there.lingang], what="materials", by=BY)


# --- mergers ---


def office(parent, name: str):
    return make_unit(name, parent=parent, type="office")


def test_a_merged_units_task_of_the_notice_is_not_moved_beside_its_successors_though_the_days_differ(there, campaign):
    extended = make_task(campaign, there.jinshan, key="summary", due=date(2020, 10, 30))
    make_task(campaign, there.jiading, key="summary")
    close_unit(unit=there.jinshan, on=date(2020, 10, 15), merged_into=there.jiading, by=BY)
    extended.refresh_from_db()
    assert (extended.unit, extended.state) == (there.jinshan, TaskState.EXEMPT)


def test_the_successor_of_a_district_asks_the_districts_offices_for_what_is_still_owed(there, campaign):
    own = make_task(campaign, there.jinshan, key="summary")
    asked = make_task(campaign, office(there.jinshan, "石化所"), issuer=there.jinshan, parent=own)
    close_unit(unit=there.jinshan, on=date(2020, 10, 15), merged_into=there.jiading, by=BY)
    own.refresh_from_db()
    asked.refresh_from_db()
    assert (own.unit, asked.issuer, asked.parent, asked.state) == (there.jiading, there.jiading, own, TaskState.OPEN)


def test_when_the_successor_owes_the_same_what_was_passed_on_feeds_the_successors_task(there, campaign):
    own = make_task(campaign, there.jinshan, key="summary")
    twin = make_task(campaign, there.jiading, key="summary")
    first, both = office(there.jinshan, "石化所"), office(there.city, "协会")
    moved = make_task(campaign, first, issuer=there.jinshan, parent=own)
    doubled = make_task(campaign, both, issuer=there.jinshan, parent=own)
    make_task(campaign, both, issuer=there.jiading, parent=twin)
    close_unit(unit=there.jinshan, on=date(2020, 10, 15), merged_into=there.jiading, by=BY)
    moved.refresh_from_db()
    doubled.refresh_from_db()
    assert (moved.parent, moved.issuer, moved.state) == (twin, there.jiading, TaskState.OPEN)
    assert doubled.state == TaskState.EXEMPT


def test_two_merged_offices_owe_their_district_once(there, campaign):
    own = make_task(campaign, there.jinshan, key="summary")
    one, other = office(there.jinshan, "石化所"), office(there.jinshan, "枫泾所")
    for unit in (one, other):
        make_task(campaign, unit, issuer=there.jinshan, parent=own, due=date(2020, 10, 16))
    close_unit(unit=one, on=date(2020, 10, 15), merged_into=other, by=BY)
    assert [(task.unit, task.state) for task in own.passed_on.order_by("pk")] == [(one, "exempt"), (other, "open")]


def test_an_office_merged_into_its_district_owes_it_nothing(there, campaign):
    own = make_task(campaign, there.jinshan, key="summary")
    below = office(there.jinshan, "石化所")
    asked = make_task(campaign, below, issuer=there.jinshan, parent=own)
    close_unit(unit=below, on=date(2020, 10, 15), merged_into=there.jinshan, by=BY)
    asked.refresh_from_db()
    own.refresh_from_db()
    assert (asked.state, own.state) == (TaskState.EXEMPT, TaskState.OPEN)
