from datetime import date

import pytest
from tests.factories.authority import Authority, make_authority
from tests.factories.readings import make_owed, make_plan, make_row
from tests.factories.units import make_unit

from worldday.base.audit import System
from worldday.base.models import AuditEvent
from worldday.campaigns import actions
from worldday.campaigns.difference import difference
from worldday.campaigns.models import Activity, ActivityState, ActivityUnit, Campaign, Task, TaskState
from worldday.units.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
BY = System("test")


@pytest.fixture
def there() -> Authority:
    return make_authority()


def put(there: Authority, *, campaign: Campaign | None = None, cancel=(), **fields) -> Campaign:
    return actions.put_plan(plan=make_plan(**fields), owner=there.city, campaign=campaign, by=BY, cancel=cancel)


def rows(*names: str, **fields) -> list[dict]:
    return [make_row(str(n), name, **fields) for n, name in enumerate(names, 1)]


def sorts(campaign: Campaign, **fields) -> list[tuple]:
    changes = difference(campaign, make_plan(**fields))
    return [(c.sort, c.what, c.name, c.field) for c in changes if c.sort != "same" or c.kept_by_people]


def counted() -> tuple[int, ...]:
    return tuple(model._base_manager.count() for model in (Campaign, Activity, Task, Unit, AuditEvent))


def test_a_notice_becomes_a_draft_campaign_with_its_activities_themes_and_address(there):
    campaign = put(there)
    assert (campaign.name, campaign.slug, campaign.state) == ("世界标准日", "world-standards-day-2020", "draft")
    assert (campaign.name_en, campaign.ordinal, campaign.starts_on) == ("World Standards Day", 51, date(2020, 10, 14))
    assert [(t.scope, t.text) for t in campaign.themes.all()] == [("international", "标准保护地球")]
    quiz, forum = campaign.activities.all()
    assert (quiz.seq, quiz.name, quiz.kind, quiz.window_text) == ("1", "标准化线上知识竞答", "quiz", "10月中旬")
    assert (quiz.window_start, quiz.window_end) == (date(2020, 10, 11), date(2020, 10, 20))
    assert [(role.unit, role.role, role.phrase) for role in forum.roles.all()] == [
        (there.jinshan, "responsible", "金山区市场监管局")
    ]


def test_the_same_notice_again_changes_nothing_at_all(there):
    campaign = put(there)
    before = counted()
    assert sorts(campaign) == []
    assert put(there) == campaign
    assert counted() == before


def test_a_group_phrase_becomes_one_role_and_one_task_for_every_district(there):
    outreach = make_row(
        "7", "宣传活动", units=[("市市场监管局", "lead"), ("各区及临港新片区市场监管局", "responsible")]
    )
    owed = [make_owed(what, "各区市场监管局", "2020-06-30") for what in ("plan", "summary", "materials")]
    campaign = put(there, activities=[outreach], tasks=owed)
    assert [role.unit for role in campaign.activities.get().roles.all()] == [there.city, *there.districts]
    assert campaign.tasks.count() == 9
    assert sorted(t.what for t in campaign.tasks.filter(unit=there.lingang)) == ["materials", "plan", "summary"]


def test_everyone_means_who_takes_part_but_not_the_bureau_itself_nor_partners(there):
    named = [
        ("市局", "lead"),
        ("金山区市场监管局", "host"),
        ("外高桥集团", "organise"),
        ("浙江省市场监管局", "participate"),
    ]
    campaign = put(there, activities=[make_row("1", "启动", units=[*named, ("市林业总站", "assist")])])
    assert {task.unit for task in campaign.tasks.all()} == {there.jinshan, there.station}
    assert campaign.participations.count() == 5


def test_a_unit_nobody_knows_is_created_once_with_a_guessed_type(there):
    new = [("上海市认证协会", "organise")]
    campaign = put(there, activities=rows("展示", "培训", units=new))
    unit = Unit.objects.get(name="上海市认证协会")
    assert (unit.type, unit.parent) == ("association", there.city)
    assert [a.roles.get().unit for a in campaign.activities.all()] == [unit, unit]


def test_a_phrase_that_names_nobody_creates_no_unit_and_is_asked_about(there):
    from worldday.campaigns.kinds import kind_of

    before = Unit.objects.count()
    campaign = put(
        there, activities=[make_row("6", "开放日", units=[("市局", "guide"), ("相关区市场监管局", "organise")])]
    )
    activity = campaign.activities.get()
    assert Unit.objects.count() == before
    assert any("相关区市场监管局" in str(blocker.reason) for blocker in kind_of(activity).readiness(activity))
    actions.set_activity_units(activity=activity, units=[(there.city, "guide"), (there.jiading, "organise")], by=BY)
    activity = campaign.activities.get()
    assert not any("相关区市场监管局" in str(blocker.reason) for blocker in kind_of(activity).readiness(activity))


def test_an_amended_notice_changes_only_what_it_says_differently(there):
    campaign = put(there)
    window = {"text": "10月下旬", "start": "2020-10-21", "end": "2020-10-31", "precision": "ten-day"}
    amended = {
        "activities": [*rows("标准化线上知识竞答", kind="quiz"), make_row("2", "有机产品标准化工作论坛", window=window)]
    }
    assert sorts(campaign, **amended) == [
        ("change", "activity", "有机产品标准化工作论坛", "units"),
        ("change", "activity", "有机产品标准化工作论坛", "window"),
        ("gone", "task", "上海市金山区市场监督管理局 · 活动总结", ""),
    ]
    put(there, **amended)
    forum = Activity.objects.get(seq="2")
    assert (forum.window_text, forum.window_start, forum.window_end) == (
        "10月下旬",
        date(2020, 10, 21),
        date(2020, 10, 31),
    )
    assert [role.unit for role in forum.roles.all()] == [there.city]
    assert Activity.objects.count() == 2


def test_what_people_edited_in_the_desk_is_kept_and_shown_as_kept(there):
    campaign = put(there)
    quiz = campaign.activities.get(seq="1")
    actions.change_activity(activity=quiz, changes={"name": "标准知识大闯关"}, by=BY)
    amended = {
        "activities": [
            make_row("1", "标准化知识线上竞答", kind="quiz", content="每天五题"),
            make_row("2", "有机产品标准化工作论坛", units=[("金山区市场监管局", "responsible")]),
        ]
    }
    assert sorts(campaign, **amended) == [
        ("same", "activity", "标准知识大闯关", "name"),
        ("change", "activity", "标准知识大闯关", "content"),
    ]
    put(there, **amended)
    quiz.refresh_from_db()
    assert (quiz.name, quiz.content) == ("标准知识大闯关", "每天五题")
    assert sorts(campaign, **amended) == [("same", "activity", "标准知识大闯关", "name")]


def test_a_renamed_and_renumbered_activity_is_the_same_activity(there):
    campaign = put(there)
    forum = campaign.activities.get(seq="2")
    put(there, activities=[make_row("1", "有机产品标准化工作高峰论坛", units=[("金山区市场监管局", "responsible")])])
    assert Activity.objects.get(name="有机产品标准化工作高峰论坛").pk == forum.pk


def test_a_vanished_activity_stays_until_the_reviewer_ticks_it_and_is_never_deleted(there):
    campaign = put(there)
    fewer = {"activities": rows("标准化线上知识竞答", kind="quiz")}
    forum = campaign.activities.get(seq="2")
    assert ("gone", "activity", "有机产品标准化工作论坛", "") in sorts(campaign, **fewer)
    put(there, **fewer)
    forum.refresh_from_db()
    assert forum.state == ActivityState.PLANNED
    put(there, cancel=[forum.code], **fewer)
    forum.refresh_from_db()
    assert forum.state == ActivityState.CANCELLED
    assert sorts(campaign, **fewer) == [("gone", "task", "上海市金山区市场监督管理局 · 活动总结", "")]


def test_a_vanished_activity_on_which_people_worked_is_not_cancelled_with_the_notice(there):
    campaign = put(there)
    forum = campaign.activities.get(seq="2")
    actions.change_activity(activity=forum, changes={"content": "已邀请三位专家"}, by=BY)
    fewer = {"activities": rows("标准化线上知识竞答", kind="quiz")}
    gone = next(c for c in difference(campaign, make_plan(**fewer)) if c.sort == "gone" and c.what == "activity")
    assert gone.kept_by_people
    put(there, cancel=[forum.code], **fewer)
    forum.refresh_from_db()
    assert forum.state == ActivityState.PLANNED


def test_an_activity_added_by_hand_is_never_called_gone(there):
    campaign = put(there)
    actions.add_activity(campaign=campaign, name="世界标准日图片展", kind="showcase", by=BY)
    assert sorts(campaign) == []
    put(there)
    assert campaign.activities.count() == 3


def test_a_later_due_day_moves_open_tasks_and_leaves_what_people_set(there):
    campaign = put(there, tasks=[make_owed("summary", "各区市场监管局", "2020-10-23")])
    early = campaign.tasks.get(unit=there.jinshan)
    actions.change_task(task=early, changes={"due": date(2020, 10, 20)}, by=BY)
    later = {"tasks": [make_owed("summary", "各区市场监管局", "2020-10-30")]}
    changes = [c for c in difference(campaign, make_plan(**later)) if c.what == "task"]
    assert [(c.sort, c.kept_by_people, c.count) for c in changes] == [("same", True, 1), ("change", False, 2)]
    put(there, **later)
    dues = dict(campaign.tasks.values_list("unit__district", "due"))
    assert dues == {"金山区": date(2020, 10, 20), "嘉定区": date(2020, 10, 30), "临港新片区": date(2020, 10, 30)}


def test_a_task_the_notice_no_longer_asks_for_is_exempted_only_when_ticked(there):
    campaign = put(there, tasks=[make_owed("plan", "嘉定区市场监管局", "2020-10-01")])
    task = campaign.tasks.get()
    put(there, tasks=[])
    task.refresh_from_db()
    assert task.state == TaskState.OPEN
    put(there, tasks=[], cancel=[task.code])
    task.refresh_from_db()
    assert (task.state, bool(task.note)) == (TaskState.EXEMPT, True)


def test_a_task_for_somebody_nobody_knows_is_shown_as_reaching_no_unit(there):
    shown = difference(None, make_plan(tasks=[make_owed("nomination", "申报企业", "2020-10-01")]), owner=there.city)
    assert [(c.count, c.name.startswith("申报企业")) for c in shown if c.what == "task"] == [(0, True)]


def test_a_districts_world_standards_day_is_not_the_citys(there):
    city = put(there)
    district = actions.put_plan(plan=make_plan(), owner=there.jinshan, campaign=None, by=BY)
    assert district != city
    assert district.slug.startswith("world-standards-day-2020-")
    other = actions.put_plan(plan=make_plan(), owner=make_unit("北京市市场监督管理局"), campaign=None, by=BY)
    assert Campaign.objects.count() == 3
    assert other.owner.name == "北京市市场监督管理局"


def test_next_years_notice_is_another_campaign(there):
    day = {"name": "世界标准日", "ordinal": 52, "start": "2021-10-14", "end": "2021-10-14"}
    assert put(there) != put(there, observance=day)


def test_an_observance_nobody_has_heard_of_still_gets_an_address(there):
    campaign = put(there, observance={"name": "全民豆腐日", "start": "2020-12-12", "end": "2020-12-12"})
    assert campaign.slug.startswith("day-2020-")


def test_names_longer_than_their_columns_are_kept_as_far_as_they_go(there):
    long = make_row("1", "标准" * 400, units=[("研究" * 100 + "院", "responsible")], units_text="单位" * 500)
    campaign = put(there, activities=[long], observance={"name": "日" * 300, "start": "2020-10-14", "end": None})
    assert len(campaign.activities.get().name) == 300
    assert (
        put(there, activities=[long], observance={"name": "日" * 300, "start": "2020-10-14", "end": None}) == campaign
    )
    assert campaign.activities.count() == 1


def test_a_campaign_of_more_than_a_thousand_units_is_compared_too(there):
    """SQLite refuses expressions deeper than a thousand, which is what prefetching so many units by number becomes."""
    campaign = put(there, tasks=[])
    codes = [f"u{n:06}" for n in range(1100)]
    units = [Unit(code=c, name=c, parent=there.city, path=f"{there.city.path}{c}/", type="company") for c in codes]
    forum = campaign.activities.get(seq="2")
    fresh = Unit.objects.bulk_create(units)
    ActivityUnit.objects.bulk_create(ActivityUnit(activity=forum, unit=unit, role="assist") for unit in fresh)
    assert sorts(campaign, tasks=[]) == [("same", "activity", forum.name, "units")]


def test_if_anything_fails_nothing_at_all_was_written(there, monkeypatch):
    before = counted()
    monkeypatch.setattr("worldday.campaigns.actions.putting._put_tasks", lambda *_args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        put(there, activities=rows("展示", units=[("上海市认证协会", "organise")]))
    assert counted() == before


def test_every_write_of_a_confirmation_is_in_the_audit_trail(there):
    put(there, activities=rows("展示", units=[("上海市认证协会", "organise")]))
    said = set(AuditEvent.objects.values_list("action", flat=True))
    assert said == {"campaign-created", "activity-created", "event-set-up", "unit-created", "tasks-assigned"}
    assert set(AuditEvent.objects.exclude(action="unit-created").values_list("scope_path", flat=True)) == {
        there.city.path
    }
