"""A campaign made from a past one: what comes along, what moves, what stays behind."""

from datetime import date, time

import pytest
from tests.factories.authority import make_authority
from tests.factories.campaigns import make_activity, make_campaign, make_task
from tests.factories.readings import make_plan, make_row

from worldday.base import workdays
from worldday.base.audit import System
from worldday.base.models import AuditEvent
from worldday.base.problems import Invalid, Problem
from worldday.campaigns import actions
from worldday.campaigns.models import Activity, Campaign, CampaignState, Participation, Task, Theme
from worldday.campaigns.queries.past import in_a_new_year
from worldday.units.actions.units import close_unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
BY = System("test")
DAY = date(2021, 10, 14)


@pytest.fixture
def there(on_day):
    on_day(date(2020, 12, 1))
    return make_authority()


@pytest.fixture
def past(there):
    campaign = make_campaign(
        owner=there.city,
        state="archived",
        ordinal=51,
        slug="world-standards-day-2020",
        observance="世界标准日",
        hue=150,
    )
    Theme.objects.create(campaign=campaign, text="标准保护地球")
    return campaign


def again(past, **said) -> Campaign:
    values = {"year": 2021, "name": past.name, "theme": "", "first_day": DAY}
    return actions.start_from_past(past=past, by=BY, **(values | said))


def test_the_new_one_is_a_draft_of_the_next_number_with_its_own_theme(past):
    made = again(past, theme="可持续发展目标标准")
    assert (made.state, made.year, made.ordinal, made.slug, made.hue) == (
        CampaignState.DRAFT, 2021, 52, "world-standards-day-2021", 150,
    )  # fmt: skip
    assert (made.starts_on, made.ends_on, made.published_at) == (DAY, DAY, None)
    assert [theme.text for theme in made.themes.all()] == ["可持续发展目标标准"]
    row = AuditEvent.objects.get(action="campaign-started-again")
    assert row.after == {"past": "世界标准日 2020", "activities": 0, "tasks": 0}


def test_activities_come_with_roles_kinds_and_texts_on_moved_days_but_without_what_happened(past, there):
    old = make_activity(
        past, units=[there.jinshan, there.station], seq="1", content="面向企业", place="世博展览馆", district="金山区",
        actual_start=date(2020, 10, 12), actual_end=date(2020, 10, 25), state="done",
    )  # fmt: skip
    [new] = again(past).activities.all()
    assert (new.seq, new.name, new.content, new.kind, new.district) == ("1", old.name, "面向企业", "quiz", "金山区")
    assert [(role.unit, role.role) for role in new.roles.all()] == [
        (there.jinshan, "responsible"),
        (there.station, "responsible"),
    ]
    assert (new.window_text, new.window_start, new.window_end) == ("10月中旬", date(2021, 10, 11), date(2021, 10, 20))
    assert (new.state, new.actual_start, new.place) == ("planned", None, "")


def test_the_kinds_set_themselves_up(past, there):
    make_activity(past, units=[there.jinshan])
    assert again(past).activities.get().quiz.pk


def test_tasks_are_owed_again_on_working_days_from_the_day_first_asked_for(past, there):
    make_task(
        past, there.jinshan, key="summary", max_chars=500, points=["亮点"], due_time=time(17), due=date(2020, 10, 30),
        first_due=date(2020, 10, 23), state="exempt", closed_on=date(2020, 10, 20), note="未开展",
    )  # fmt: skip
    [new] = again(past).tasks.all()
    assert (new.unit, new.due, new.first_due, new.due_text) == (there.jinshan, date(2021, 10, 22), None, "")
    assert workdays.is_workday(new.due)
    assert (new.state, new.note, new.max_chars, new.points, new.due_time) == ("open", "", 500, ["亮点"], time(17))


def test_what_was_cancelled_planned_by_units_or_passed_on_stays_behind(past, there):
    whole = make_activity(past, name="宣传周")
    make_activity(past, name="取消了", state="cancelled")
    make_activity(past, name="区里的", from_plan="abcdefgh", parent=whole)
    make_activity(past, name="其中一场", parent=whole)
    own = make_task(past, there.jinshan, key="summary")
    make_task(past, there.station, issuer=there.jinshan, parent=own)
    made = again(past)
    assert {a.name: a.parent and a.parent.name for a in made.activities.all()} == {"宣传周": None, "其中一场": "宣传周"}
    assert [task.unit for task in made.tasks.all()] == [there.jinshan]
    assert [a.name for a in in_a_new_year(past, DAY).dropped_activities] == ["取消了", "区里的"]


def test_merged_units_are_replaced_by_their_successor_once_and_closed_ones_left_out(past, there):
    make_activity(past, units=[there.jinshan, there.jiading, there.lingang])
    for unit in there.districts:
        make_task(past, unit, key="summary", state="done", closed_on=date(2020, 10, 20))
    close_unit(unit=there.jinshan, on=date(2020, 11, 1), merged_into=there.jiading, by=BY)
    close_unit(unit=there.lingang, on=date(2020, 11, 1), by=BY)
    made = again(past)
    assert [role.unit for role in made.activities.get().roles.all()] == [there.jiading]
    assert [task.unit for task in made.tasks.all()] == [there.jiading]
    assert set(Participation.objects.filter(campaign=made).values_list("unit", flat=True)) == {there.jiading.pk}
    assert in_a_new_year(past, DAY).dropped_units == [there.lingang]


def test_who_was_addressed_is_addressed_again(past, there):
    Participation.objects.create(campaign=past, unit=there.station, addressed=True)
    made = again(past)
    assert Participation.objects.get(campaign=made).addressed


def test_a_year_has_one_campaign_of_a_name(past):
    again(past)
    with pytest.raises(Problem):
        again(past)
    assert again(past, name="世界计量日").slug.startswith("world-standards-day-2021-")
    assert Campaign.objects.count() == 3


@pytest.mark.parametrize(
    ("said", "field"),
    [({"name": " "}, "name"), ({"year": 2020, "first_day": date(2020, 10, 14)}, "year"), ({"year": 2022}, "first_day")],
)
def test_what_cannot_be_is_said_beside_its_field(past, said, field):
    with pytest.raises(Invalid) as refused:
        again(past, **said)
    assert list(refused.value.errors) == [field]
    assert Campaign.objects.count() == 1


def test_the_years_notice_finds_the_campaign_and_overrules_what_was_copied_but_not_what_people_edited(there):
    told = make_row("1", "标准化线上知识竞答", units=[("市市场监管局", "responsible")])
    other = make_row("2", "宣传进社区", units=[("各区市场监管局", "responsible")])
    first = actions.put_plan(plan=make_plan(activities=[told, other]), owner=there.city, campaign=None, by=BY)
    made = again(first)
    quiz, outreach = made.activities.all()
    actions.change_activity(activity=outreach, changes={"content": "我们改过"}, by=BY)
    changed = [told | {"content": "新通知的内容"}, other | {"content": "新通知的内容"}]
    plan = make_plan(
        activities=changed, observance={"name": first.name, "ordinal": 52, "start": "2021-10-14", "end": "2021-10-14"}
    )
    assert plan.year == 2021
    found = actions.put_plan(plan=plan, owner=there.city, campaign=None, by=BY)
    assert found == made
    assert [a.content for a in made.activities.all()] == ["新通知的内容", "我们改过"]
    assert Task.objects.filter(campaign=made).count() == Task.objects.filter(campaign=first).count()
    assert quiz.pk in set(Activity.objects.filter(campaign=made).values_list("pk", flat=True))


def test_what_went_late_and_what_speaks_of_last_year_is_shown(past, there):
    make_activity(past, actual_start=date(2020, 10, 12), actual_end=date(2020, 10, 25))
    make_activity(past, name="2020年论坛", content="围绕标准保护地球", window_end=None)
    first, second = in_a_new_year(past, DAY).activities
    assert (first.late, first.says) == (True, [])
    assert (second.late, second.says) == (False, ["2020", "标准保护地球"])


def test_a_year_nobody_announced_is_provisional(past):
    assert in_a_new_year(past, DAY).provisional == []
    assert in_a_new_year(past, date(2045, 10, 14)).provisional == [2045]


def test_a_campaign_without_a_day_keeps_its_places_in_the_calendar(there):
    past = make_campaign(owner=there.city, starts_on=None, ends_on=None, name="质量月")
    make_activity(past, window_precision="day", window_start=date(2020, 9, 3), window_end=date(2020, 9, 4))
    [row] = in_a_new_year(past, date(2021, 9, 1)).activities
    assert (row.window.start, row.window.end) == (date(2021, 9, 3), date(2021, 9, 4))


@pytest.mark.parametrize("many", [1, 3])
def test_looking_costs_the_same_for_one_as_for_three(past, there, many, django_assert_num_queries):
    for unit in there.districts[:many]:
        make_activity(past, units=there.districts)
        make_task(past, unit)
    with django_assert_num_queries(5):
        found = in_a_new_year(past, DAY)
        assert (len(found.activities), len(found.tasks)) == (many, many)
