"""Passing on in the desk: a district's clerk asks the offices below, and the organiser decides for many at once."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories.authority import make_authority
from tests.factories.campaigns import make_campaign, make_task
from tests.factories.units import make_staff, make_unit

from worldday.campaigns.models import Task, TaskState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture
def there(on_day):
    on_day(date(2020, 10, 12))
    return make_authority()


@pytest.fixture
def campaign(there):
    return make_campaign(owner=there.city)


@pytest.fixture
def offices(there):
    return [make_unit(name, parent=there.jinshan, type="office") for name in ("石化所", "枫泾所", "亭林所")]


@pytest.fixture
def task(campaign, there):
    return make_task(campaign, there.jinshan, max_chars=500, points=["亮点"])


def signed_in(unit, role="unit-staff") -> Client:
    client = Client()
    client.force_login(make_staff("李二", unit=unit, role=role))
    return client


@pytest.fixture
def clerk(there) -> Client:
    return signed_in(there.jinshan)


@pytest.fixture
def organiser(there) -> Client:
    return signed_in(there.city, "organiser")


def url(name: str, row) -> str:
    return reverse(name, args=[row.code])


def asked(unit, task, **fields) -> Task:
    return make_task(task.campaign, unit, issuer=task.unit, parent=task, due=date(2020, 10, 16), **fields)


# --- passing on ---


def test_the_page_proposes_a_day_five_working_days_ahead_and_what_is_asked_of_us(clerk, task, offices):
    page = clerk.get(url("desk_passing:pass_on", task)).content.decode()
    assert 'value="2020-10-16"' in page
    assert 'value="500"' in page
    assert "亮点" in page
    assert all(office.name in page for office in offices)


def test_ticked_units_are_asked_and_then_stand_above_with_their_lights(clerk, task, offices):
    said = {
        "units": [offices[0].code, offices[2].code],
        "due": "2020-10-15",
        "max_chars": "200",
        "points": "场次\n人数",
    }
    page = clerk.post(url("desk_passing:pass_on", task), said, follow=True)
    made = list(Task.objects.filter(parent=task).order_by("pk"))
    assert [(one.unit, one.due, one.max_chars, one.points) for one in made] == [
        (offices[n], date(2020, 10, 15), 200, ["场次", "人数"]) for n in (0, 2)
    ]
    assert [one for one, _sent, _ticked in page.context["rows"]] == made
    assert list(page.context["ask"].by_code) == [offices[1].code]


@pytest.mark.parametrize(
    ("said", "field"), [({"due": "2020-10-30"}, None), ({"units": []}, "units"), ({"points": "长" * 300}, "points")]
)
def test_what_cannot_be_kept_is_said_and_the_rest_stays_typed(clerk, task, offices, said, field):
    form = {"units": [offices[0].code], "due": "2020-10-15", "max_chars": "123", "points": "场次"} | said
    answer = clerk.post(url("desk_passing:pass_on", task), form)
    assert answer.status_code == 422
    assert list(answer.context["ask"].errors) == [field or "__all__"]
    assert 'value="123"' in answer.content.decode()
    assert not Task.objects.filter(parent=task).exists()


def test_it_is_withdrawn_with_one_press(clerk, task, offices):
    below = asked(offices[0], task)
    clerk.post(url("desk_passing:withdraw", below))
    assert not Task.objects.filter(parent=task).exists()


def test_several_are_given_time_or_exempted_with_one_reason_up_to_our_own_day(clerk, task, offices):
    both = [asked(office, task).code for office in offices[:2]]
    where = url("desk_passing:ticked", task)
    late = clerk.post(where, {"do": "extend", "task": both, "reason": "材料较多", "due": "2020-10-24"})
    assert late.status_code == 422
    assert 'value="材料较多"' in late.content.decode()
    clerk.post(where, {"do": "extend", "task": both, "reason": "材料较多", "due": "2020-10-22"})
    assert set(Task.objects.filter(parent=task).values_list("due", flat=True)) == {date(2020, 10, 22)}
    clerk.post(where, {"do": "exempt", "task": both[:1], "reason": "未开展活动"})
    assert Task.objects.get(code=both[0]).state == TaskState.EXEMPT


def test_a_ticked_task_of_somebody_else_is_left_alone(clerk, task, offices, there, campaign):
    stranger = make_task(campaign, there.jiading)
    mine = asked(offices[0], task)
    said = {"do": "exempt", "task": [stranger.code, mine.code], "reason": "未开展活动"}
    clerk.post(url("desk_passing:ticked", task), said)
    stranger.refresh_from_db()
    assert stranger.state == TaskState.OPEN


def test_neighbours_and_offices_do_not_pass_on_what_a_district_owes(task, offices, there):
    asked(offices[0], task)
    for client, status in ((signed_in(there.jiading), 404), (signed_in(offices[0]), 404)):
        assert client.get(url("desk_passing:pass_on", task)).status_code == status
        assert client.post(url("desk_passing:pass_on", task), {"units": [offices[1].code]}).status_code == status
    assert Task.objects.filter(parent=task).count() == 1


def test_an_office_passes_its_own_part_on_but_does_not_withdraw_it(task, offices):
    below = asked(offices[0], task)
    office = signed_in(offices[0])
    assert office.get(url("desk_passing:pass_on", below)).status_code == 200
    office.post(url("desk_passing:withdraw", below))
    assert Task.objects.filter(pk=below.pk).exists()


def test_the_list_counts_what_came_back(clerk, task, offices):
    asked(offices[0], task, state="done", closed_on=date(2020, 10, 12))
    asked(offices[1], task)
    late = asked(offices[2], task)
    Task.objects.filter(pk=late.pk).update(due=date(2020, 10, 10))
    [row] = clerk.get(reverse("desk_passing:list")).context["tasks"]
    assert (row, row.asked, row.received, row.late) == (task, 3, 1, 1)


@pytest.mark.parametrize("where", ["list", "pass_on", "tasks"])
def test_a_page_asks_as_many_questions_for_three_units_as_for_one(clerk, task, offices, where):
    paths = {
        "list": reverse("desk_passing:list"),
        "pass_on": url("desk_passing:pass_on", task),
        "tasks": url("desk_campaigns:tasks", task.campaign),
    }
    clerk.get(paths[where])  # the first request of a session asks who it is
    counts = []
    for office in (offices[:1], offices[1:]):
        for one in office:
            asked(one, task)
        with CaptureQueriesContext(connection) as seen:
            clerk.get(paths[where])
        counts.append(len(seen))
    assert counts[0] == counts[1]


# --- the campaign's list ---


def test_the_organiser_sees_what_the_organiser_asked_and_the_clerk_also_what_they_passed_on(
    organiser, clerk, task, offices, there, campaign
):
    below = asked(offices[0], task)
    deeper = asked(make_unit("一组", parent=offices[0], type="office"), below)
    elsewhere = make_task(campaign, there.jiading)

    def listed(client) -> set[Task]:
        groups = client.get(url("desk_campaigns:tasks", campaign)).context["groups"]
        return {row.task for _head, rows in groups for row in rows}

    assert listed(organiser) == {task, elsewhere}
    assert listed(clerk) == {task, below}
    assert listed(signed_in(offices[0])) == {below, deeper}


def test_ticked_units_get_more_time_or_are_exempt_and_the_others_stay(organiser, campaign, there):
    tasks = [make_task(campaign, unit) for unit in there.districts]
    done = make_task(campaign, there.station, state="done", closed_on=date(2020, 10, 1))
    where, codes = url("desk_campaigns:ticked_tasks", campaign), [tasks[0].code, tasks[1].code, done.code]
    organiser.post(where, {"do": "extend", "task": codes, "due": "2020-10-30", "reason": "进博会保障"})
    organiser.post(where, {"do": "exempt", "task": [tasks[2].code], "reason": "未开展活动"})
    found = [(one.due, one.state) for one in Task.objects.order_by("pk")]
    assert found == [
        (date(2020, 10, 30), "open"),
        (date(2020, 10, 30), "open"),
        (date(2020, 10, 23), "exempt"),
        (date(2020, 10, 23), "done"),
    ]


def test_without_a_reason_the_ticks_and_the_day_stay_on_the_page(organiser, campaign, there):
    task = make_task(campaign, there.jinshan)
    said = {"do": "extend", "task": [task.code], "due": "2020-10-30", "reason": "", "by": "unit"}
    answer = organiser.post(url("desk_campaigns:ticked_tasks", campaign), said)
    assert answer.status_code == 422
    assert answer.context["by_unit"]
    assert [row.ticked for _head, rows in answer.context["groups"] for row in rows] == [True]
    assert 'value="2020-10-30"' in answer.content.decode()


def test_one_task_is_given_time_with_a_reason_and_shows_the_first_day(organiser, campaign, there):
    task = make_task(campaign, there.jinshan)
    where = url("desk_campaigns:extend_task", task)
    assert organiser.post(where, {"due": "2020-10-20", "reason": "提前"}).status_code == 422
    organiser.post(where, {"due": "2020-10-30", "reason": "进博会保障"})
    task.refresh_from_db()
    assert (task.due, task.first_due) == (date(2020, 10, 30), date(2020, 10, 23))
    assert "10月23日" in organiser.get(url("desk_campaigns:task", task)).content.decode()


def test_points_and_the_hour_are_changed_on_the_tasks_page(organiser, campaign, there):
    task = make_task(campaign, there.jinshan)
    said = {
        "what": "summary",
        "due": "2020-10-23",
        "due_time": "17:30",
        "due_text": task.due_text,
        "points": "场次\n\n人数",
    }
    organiser.post(url("desk_campaigns:task", task), said)
    task.refresh_from_db()
    assert (f"{task.due_time:%H:%M}", task.points) == ("17:30", ["场次", "人数"])


def test_units_are_asked_by_name_by_phrase_and_by_type(organiser, campaign, there):
    where = url("desk_campaigns:add_task", campaign)
    said = {"who": f"{there.station.name}、{there.company.name}", "types": ["district"], "what": "materials"}
    organiser.post(where, {**said, "due": "2020-10-30", "points": "照片"})
    assert {task.unit for task in Task.objects.all()} == {there.station, there.company, *there.districts}
    unknown = organiser.post(where, {"who": f"{there.station.name}，无名单位", "what": "plan"})
    assert "无名单位" in str(unknown.context["form"].errors["who"])
    assert organiser.post(where, {"what": "plan"}).status_code == 422


def test_the_first_page_counts_and_names_what_concerns_a_person_and_nothing_from_further_below(
    organiser, clerk, task, offices, there, campaign
):
    below = asked(offices[0], task)
    asked(make_unit("一组", parent=offices[0], type="office"), below)
    home = reverse("wagtailadmin_home")
    assert "枫泾所" not in organiser.get(home).content.decode()
    assert "石化所" not in organiser.get(home).content.decode()
    page = clerk.get(home).content.decode()
    assert "石化所" in page
    assert "一组" not in page
