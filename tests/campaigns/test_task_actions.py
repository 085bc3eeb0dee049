from datetime import date

import pytest
from tests.factories.authority import make_authority
from tests.factories.campaigns import make_campaign, make_task

from worldday.base.audit import System
from worldday.base.models import AuditEvent
from worldday.base.problems import Invalid, Problem
from worldday.campaigns import actions
from worldday.campaigns.models import Participation, Task, TaskState
from worldday.campaigns.queries.workplan import tasks_of
from worldday.units.actions.units import close_unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
BY = System("test")


@pytest.fixture
def there():
    return make_authority()


@pytest.fixture
def campaign(there):
    return make_campaign(owner=there.city)


@pytest.fixture(autouse=True)
def _today(on_day):
    on_day(date(2020, 10, 16))


def test_a_task_added_by_hand_makes_its_unit_take_part(there, campaign):
    task = actions.add_task(campaign=campaign, unit=there.company, what="materials", by=BY, due=date(2020, 10, 30))
    assert (task.state, task.due) == (TaskState.OPEN, date(2020, 10, 30))
    assert Participation.objects.filter(campaign=campaign, unit=there.company).exists()


def test_a_unit_is_asked_only_for_what_there_is(there, campaign):
    with pytest.raises(Invalid):
        actions.add_task(campaign=campaign, unit=there.company, what="poem", by=BY)
    assert not Task.objects.exists()


def test_a_task_is_received_exempted_and_reopened(there, campaign):
    task = make_task(campaign, there.jinshan)
    assert actions.close_task(task=task, by=BY).closed_on == date(2020, 10, 16)
    assert actions.reopen_task(task=task, by=BY).closed_on is None
    exempt = actions.exempt_task(task=task, reason="已由市局统一报送", by=BY)
    assert (exempt.state, exempt.note) == (TaskState.EXEMPT, "已由市局统一报送")


def test_closing_twice_keeps_the_first_day_and_one_row(there, campaign, on_day):
    task = make_task(campaign, there.jinshan)
    actions.close_task(task=task, by=BY)
    on_day(date(2020, 10, 20))
    assert actions.close_task(task=task, by=BY).closed_on == date(2020, 10, 16)
    assert AuditEvent.objects.filter(action="task-closed").count() == 1


def test_no_task_is_received_tomorrow_nor_exempt_without_a_reason(there, campaign):
    task = make_task(campaign, there.jinshan)
    with pytest.raises(Problem):
        actions.close_task(task=task, on=date(2020, 10, 17), by=BY)
    with pytest.raises(Problem):
        actions.exempt_task(task=task, reason=" ", by=BY)
    assert Task.objects.get().state == TaskState.OPEN


def test_a_closed_unit_owes_nothing_and_can_be_asked_for_nothing(there, campaign):
    make_task(campaign, there.jinshan)
    make_task(campaign, there.jiading)
    close_unit(unit=there.jinshan, on=date(2020, 10, 15), by=BY)
    assert [task.unit for task in tasks_of(campaign)] == [there.jiading]
    there.jinshan.refresh_from_db()
    with pytest.raises(Problem):
        actions.add_task(campaign=campaign, unit=there.jinshan, what="plan", by=BY)


def test_a_merged_units_open_tasks_move_to_its_successor(there, campaign):
    moved = make_task(campaign, there.jinshan, what="plan")
    done = make_task(campaign, there.jinshan, what="materials", state="done", closed_on=date(2020, 10, 10))
    twice = make_task(campaign, there.jinshan, what="summary")
    theirs = make_task(campaign, there.jiading, what="summary")
    close_unit(unit=there.jinshan, on=date(2020, 10, 15), merged_into=there.jiading, by=BY)
    owed = [task for task in tasks_of(campaign) if task.state == TaskState.OPEN]
    assert {(task.unit, task.pk) for task in owed} == {(there.jiading, moved.pk), (there.jiading, theirs.pk)}
    done.refresh_from_db()
    twice.refresh_from_db()
    assert (done.unit, twice.unit, twice.state) == (there.jinshan, there.jinshan, TaskState.EXEMPT)
    assert AuditEvent.objects.filter(action="task-handed-over").count() == 1


def test_if_the_hand_over_fails_the_unit_stays_open(there, campaign, monkeypatch):
    make_task(campaign, there.jinshan)
    monkeypatch.setattr("worldday.campaigns.actions.handing_over.take_part", lambda *_args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        close_unit(unit=there.jinshan, on=date(2020, 10, 15), merged_into=there.jiading, by=BY)
    there.jinshan.refresh_from_db()
    assert there.jinshan.closed_on is None
