"""The campaign in the desk: who sees and changes what, the workplan's filters and order, files taken away."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook
from tests.factories.authority import make_authority
from tests.factories.campaigns import make_activity, make_campaign, make_task
from tests.factories.units import make_staff

from worldday.campaigns.kinds import kind_of
from worldday.campaigns.models import Activity, ActivityUnit, Task

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
PAGES = ("workplan", "gantt", "calendar", "tasks", "blockers")


@pytest.fixture
def there(on_day):
    on_day(date(2020, 10, 14))
    return make_authority()


@pytest.fixture
def campaign(there):
    return make_campaign(owner=there.city)


@pytest.fixture
def desk(client, there) -> Client:
    client.force_login(make_staff("王一", unit=there.city))
    return client


def clerk_of(unit) -> Client:
    client = Client()
    client.force_login(make_staff("李二", unit=unit, role="unit-staff"))
    return client


def url(name: str, row) -> str:
    return reverse(f"desk_campaigns:{name}", args=[row.code])


def names(answer) -> list[str]:
    return [row.activity.name for row in answer.context["plan"].rows]


# --- looking ---


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_as_many_questions_for_three_activities_as_for_one(desk, there, name):
    desk.get(reverse("desk_campaigns:list"))  # the shell asks some things of a person once
    counts = []
    for size in (1, 3):
        campaign = make_campaign(owner=there.city, observance=f"{name}{size}")
        for n in range(size):
            make_activity(campaign, units=there.districts[: n + 1], name=f"活动{n}")
            make_task(campaign, there.districts[n])
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(url(name, campaign)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 16


def test_the_workplan_sorts_by_any_column_both_ways(desk, campaign, there):
    late = make_activity(campaign, name="乙", position=1, window_start=date(2020, 11, 1), window_end=date(2020, 11, 2))
    early = make_activity(campaign, name="甲", position=2, window_start=date(2020, 9, 1), window_end=date(2020, 9, 2))
    assert names(desk.get(url("workplan", campaign))) == [late.name, early.name]
    answer = desk.get(url("workplan", campaign) + "?sort=window")
    assert names(answer) == [early.name, late.name]
    assert 'aria-sort="ascending"><a href="?sort=-window">' in answer.content.decode()
    assert names(desk.get(url("workplan", campaign) + "?sort=-window")) == [late.name, early.name]
    assert names(desk.get(url("workplan", campaign) + "?sort=password")) == [late.name, early.name]


def test_the_workplan_narrows_by_unit_kind_light_month_and_text(desk, campaign, there):
    make_activity(
        campaign,
        name="论坛",
        kind="event",
        units=[there.jinshan],
        window_start=date(2020, 9, 21),
        window_end=date(2020, 9, 30),
    )
    make_activity(campaign, name="竞答", kind="quiz", units=[there.jiading])
    for query, found in {
        f"unit={there.jinshan.code}": ["论坛"],
        "unit=nobody12": [],
        "kind=quiz": ["竞答"],
        "light=overdue": ["论坛"],
        "light=purple": ["论坛", "竞答"],
        "month=2020-10": ["竞答"],
        "month=2020-99": ["论坛", "竞答"],
        "q=论 坛": ["论坛"],
        "q=嘉定": ["竞答"],
        "kind=quiz&month=2020-09": [],
    }.items():
        assert names(desk.get(url("workplan", campaign) + f"?{query}")) == found, query


def test_lights_have_a_word_and_are_counted_over_all_activities(desk, campaign):
    make_activity(campaign, window_end=date(2020, 10, 16))
    make_activity(campaign, window_start=date(2020, 9, 1), window_end=date(2020, 9, 30))
    page = desk.get(url("workplan", campaign) + "?light=at-risk").content.decode()
    assert "临近" in page and "逾期" in page
    assert page.count('class="plan__seq"') == 1 + 1  # the heading and the one row


def test_a_phrase_for_many_units_is_said_once_with_their_number(desk, campaign, there):
    activity = make_activity(campaign)
    for position, unit in enumerate(there.districts):
        ActivityUnit.objects.create(
            activity=activity, unit=unit, role="responsible", phrase="各区市场监管局", position=position
        )
    page = desk.get(url("workplan", campaign)).content.decode()
    assert "<span>各区市场监管局 <small>(3)</small></span>" in page


def test_the_calendar_opens_at_this_month_and_goes_to_its_neighbours(desk, campaign):
    make_activity(campaign, window_start=date(2020, 9, 1), window_end=date(2020, 11, 30))
    page = desk.get(url("calendar", campaign)).content.decode()
    assert 'href="?at=2020-09"' in page and 'href="?at=2020-11"' in page
    assert desk.get(url("calendar", campaign) + "?at=2020-11").context["month"] == date(2020, 11, 1)
    assert desk.get(url("calendar", campaign) + "?at=1999-01").context["month"] == date(2020, 10, 1)


def test_what_is_lacking_names_who_can_fix_it(desk, campaign):
    make_activity(campaign, name="没有单位的活动", window_start=None, window_end=None)
    page = desk.get(url("blockers", campaign)).content.decode()
    assert "没有单位的活动" in page and "主办方" in page


def test_an_empty_campaign_says_what_will_be_here(desk, campaign):
    for name in PAGES:
        assert desk.get(url(name, campaign)).status_code == 200


def test_an_activity_leads_to_where_its_kind_is_run_if_that_is_elsewhere(desk, campaign, monkeypatch):
    activity = make_activity(campaign, kind="showcase")
    assert ">开展：" not in desk.get(url("activity", activity)).content.decode()
    monkeypatch.setattr(type(kind_of(activity)), "desk_page", lambda _self, _activity: "/desk/showcases/1/")
    assert (
        '<a class="button button-small" href="/desk/showcases/1/">开展：宣传展示</a>'
        in desk.get(url("activity", activity)).content.decode()
    )


# --- who ---


def test_a_district_clerk_reads_the_plan_and_sees_only_their_own_tasks(campaign, there):
    make_activity(campaign, units=[there.jinshan])
    make_task(campaign, there.jinshan)
    theirs = make_task(campaign, there.jiading)
    page = clerk_of(there.jinshan).get(url("tasks", campaign)).content.decode()
    assert there.jinshan.name in page and there.jiading.name not in page
    book = load_workbook(BytesIO(clerk_of(there.jinshan).get(url("export_xlsx", campaign)).content))
    assert [row[0].value for row in book.worksheets[1].iter_rows(min_row=2)] == [there.jinshan.name]
    assert clerk_of(there.jinshan).post(url("close_task", theirs)).status_code == 302  # shown the door
    assert Task.objects.get(pk=theirs.pk).state == "open"


def test_a_campaign_one_does_not_take_part_in_does_not_exist(campaign, there):
    assert clerk_of(there.jinshan).get(url("workplan", campaign)).status_code == 404


def test_unit_staff_record_when_their_activity_took_place_and_change_nothing_else(campaign, there):
    mine = make_activity(campaign, units=[there.jinshan], name="本区活动")
    theirs = make_activity(campaign, units=[there.jiading], name="别区活动")
    clerk = clerk_of(there.jinshan)
    assert clerk.post(url("record", mine), {"start": "2020-10-12", "end": "2020-10-13"}).url == url("activity", mine)
    assert clerk.post(url("record", theirs), {"start": "2020-10-12"}).status_code in (302, 403)
    assert clerk.get(url("edit_activity", mine)).status_code in (302, 403)
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.actual_start, mine.actual_end, mine.state) == (date(2020, 10, 12), date(2020, 10, 13), "done")
    assert theirs.actual_start is None
    assert f'action="{url("record", theirs)}"' not in clerk.get(url("activity", theirs)).content.decode()


def test_the_organiser_of_a_district_cannot_change_the_citys_campaign(campaign, there):
    activity = make_activity(campaign, units=[there.jinshan])
    client = Client()
    client.force_login(make_staff(unit=there.jinshan, role="organiser"))
    for name, row in [
        ("edit", campaign),
        ("add_activity", campaign),
        ("add_task", campaign),
        ("edit_activity", activity),
        ("edit_units", activity),
    ]:
        assert client.get(url(name, row)).status_code in (302, 403), name
    client.post(url("move", campaign), {"to": "archive"})
    campaign.refresh_from_db()
    assert campaign.state == "live"


# --- changing ---


def test_what_happened_cannot_lie_in_the_future_and_the_days_stay_typed(desk, campaign):
    activity = make_activity(campaign)
    answer = desk.post(url("record", activity), {"start": "2020-10-20"})
    assert answer.status_code == 422
    assert 'value="2020-10-20"' in answer.content.decode()


def test_an_activity_is_edited_with_what_changed_written_down(desk, campaign, there):
    activity = make_activity(campaign, name="旧名", window_precision="ten-day", content="内容")
    form = {
        "name": "新名",
        "kind": "event",
        "content": "内容",
        "window_start": "2020-10-12",
        "window_end": "2020-10-12",
        "window_precision": "day",
    }
    assert desk.post(url("edit_activity", activity), form).url == url("activity", activity)
    activity.refresh_from_db()
    assert (activity.name, activity.kind, activity.window_start) == ("新名", "event", date(2020, 10, 12))
    backwards = desk.post(url("edit_activity", activity), form | {"window_end": "2020-10-01"})
    assert backwards.status_code == 422 and "结束日期早于开始日期" in backwards.content.decode()


def rows(*said: tuple[str, str]) -> dict[str, str]:
    form = {"units-TOTAL_FORMS": str(len(said)), "units-INITIAL_FORMS": "0"}
    for n, (name, role) in enumerate(said):
        form |= {f"units-{n}-name": name, f"units-{n}-role": role}
    return form


def test_units_are_chosen_by_name_and_a_phrase_brings_all_its_units(desk, campaign, there):
    activity = make_activity(campaign, units=[there.station])
    desk.post(url("edit_units", activity), rows(("市局", "lead"), ("各区市场监管局", "assist"), ("", "assist")))
    kept = [(role.unit.name, role.role) for role in activity.roles.all()]
    assert kept[0] == (there.city.name, "lead")
    assert sorted(kept[1:]) == sorted((unit.name, "assist") for unit in there.districts)


def test_an_unknown_unit_is_told_beside_its_row_and_nothing_changes(desk, campaign, there):
    activity = make_activity(campaign, units=[there.station])
    answer = desk.post(url("edit_units", activity), rows(("市局", "lead"), ("某不存在的单位", "assist")))
    assert answer.status_code == 422 and "没有叫这个名称的单位" in answer.content.decode()
    assert "某不存在的单位" in answer.content.decode()
    assert [role.unit for role in activity.roles.all()] == [there.station]


def test_an_activity_no_notice_named_is_added_with_its_units(desk, campaign, there):
    form = {"name": "新增活动", "kind": "event"} | rows(("金山区市场监管局", "host"))
    added_url = desk.post(url("add_activity", campaign), form).url
    added = Activity.objects.get(name="新增活动")
    assert added_url == url("activity", added)
    assert [(role.unit, role.role) for role in added.roles.all()] == [(there.jinshan, "host")]


def test_cancelling_needs_a_reason_and_can_be_undone(desk, campaign):
    activity = make_activity(campaign)
    assert desk.post(url("cancel", activity), {"reason": ""}).status_code == 422
    desk.post(url("cancel", activity), {"reason": "疫情"})
    assert Activity.objects.get().state == "cancelled"
    desk.post(url("restore", activity))
    assert Activity.objects.get().state == "planned"


def test_a_campaign_is_published_taken_back_and_archived(desk, there):
    campaign = make_campaign(owner=there.city, state="draft")
    for to, state in [
        ("publish", "live"),
        ("unpublish", "draft"),
        ("publish", "live"),
        ("archive", "archived"),
        ("nonsense", "archived"),
    ]:
        desk.post(url("move", campaign), {"to": to})
        campaign.refresh_from_db()
        assert campaign.state == state


def test_a_task_is_received_reopened_exempted_and_its_day_moved(desk, campaign, there):
    task = make_task(campaign, there.jinshan)
    for name, form, state in [
        ("close_task", {}, "done"),
        ("reopen_task", {}, "open"),
        ("exempt_task", {"reason": ""}, "open"),
        ("exempt_task", {"reason": "已合并报送"}, "exempt"),
    ]:
        desk.post(url(name, task), form)
        task.refresh_from_db()
        assert task.state == state, name
    assert task.note == "已合并报送"
    desk.post(url("task", task), {"what": "summary", "due": "2020-10-30", "due_text": task.due_text, "note": task.note})
    task.refresh_from_db()
    assert task.due == date(2020, 10, 30)


def test_one_form_asks_every_district_for_the_same_task(desk, campaign, there):
    desk.post(url("add_task", campaign), {"who": "各区市场监管局", "what": "materials", "due": "2020-10-30"})
    assert {task.unit for task in Task.objects.all()} == set(there.districts)
    assert desk.post(url("add_task", campaign), {"who": "谁也不是", "what": "plan"}).status_code == 422


# --- taking it away ---


def test_the_workbook_opens_again_and_text_never_computes(desk, campaign, there):
    make_activity(
        campaign, seq="1", name="=HYPERLINK(1)", content="@SUM(A1)\x07", units=[there.jinshan], units_text="+86"
    )
    make_activity(campaign, seq="2", name="普通", actual_start=date(2020, 10, 12))
    make_task(campaign, there.jinshan, max_chars=500)
    answer = desk.get(url("export_xlsx", campaign))
    assert "filename*=UTF-8''%E4%B8%96%E7%95%8C%E6%A0%87%E5%87%86%E6%97%A52020" in answer["Content-Disposition"]
    plan, tasks = load_workbook(BytesIO(answer.content)).worksheets
    assert [cell.value for cell in plan[1]][:5] == ["序号", "名称", "内容", "类型", "单位"]
    assert (plan["B2"].value, plan["B2"].data_type, plan["B2"].quotePrefix) == ("=HYPERLINK(1)", "s", True)
    assert (plan["C2"].value, plan["C2"].data_type) == ("@SUM(A1)", "s")
    assert plan["E2"].data_type == "s"
    assert plan["I3"].value.date() == date(2020, 10, 12)
    assert plan.print_title_rows == "$1:$1" and plan.freeze_panes == "A2"
    assert (tasks["A2"].value, tasks["F2"].value) == (there.jinshan.name, 500)


def test_the_workbook_holds_what_the_page_shows(desk, campaign):
    make_activity(campaign, name="竞答", kind="quiz")
    make_activity(campaign, name="论坛", kind="event")
    plan = load_workbook(BytesIO(desk.get(url("export_xlsx", campaign) + "?kind=event").content)).worksheets[0]
    assert [row[1].value for row in plan.iter_rows(min_row=2)] == ["论坛"]


def test_the_annex_is_a_table_like_the_notices_own(desk, there):
    campaign = make_campaign(owner=there.city, ordinal=51)
    make_activity(
        campaign,
        seq="1",
        name="启动",
        content="第一行\n第二行",
        units=[there.jinshan],
        units_text="金山区市场监管局等",
        window_text="10—11月",
    )
    make_activity(
        campaign,
        name="无号",
        units=[there.jiading],
        window_text="",
        window_start=date(2020, 10, 12),
        window_end=date(2020, 10, 12),
    )
    paper = Document(BytesIO(desk.get(url("export_docx", campaign)).content))
    table = paper.tables[0]
    assert [paragraph.text for paragraph in paper.paragraphs[:2]] == ["附件", "2020年第51届世界标准日活动方案"]
    assert [cell.text for cell in table.rows[0].cells] == ["序号", "活动名称", "活动内容", "负责单位", "开展时间"]
    assert [cell.text for cell in table.rows[1].cells] == [
        "1",
        "启动",
        "第一行\n第二行",
        "金山区市场监管局等",
        "10—11月",
    ]
    assert [cell.text for cell in table.rows[2].cells] == ["2", "无号", "", there.jiading.name, "10月12日（周一）"]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    section = paper.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert round(sum(cell.width.cm for cell in table.rows[0].cells), 1) == 16.0  # what lies between the margins
    fonts = {
        run._r.rPr.rFonts.get(qn("w:eastAsia"))
        for row in table.rows
        for c in row.cells
        for p in c.paragraphs
        for run in p.runs
    }
    assert fonts == {"黑体", "仿宋_GB2312"}


@pytest.mark.parametrize("taken", ["desk", "archive", "accounts", "health", "gallery"])
def test_a_campaign_cannot_hide_behind_the_address_of_another_page(desk, there, taken):
    campaign = make_campaign(owner=there.city, state="draft")
    page = desk.get(url("edit", campaign))
    form = {name: value for name, value in page.context["form"].initial.items() if value is not None}
    answer = desk.post(url("edit", campaign), form | {"slug": taken})
    assert "这个地址已被另一页面占用" in answer.content.decode()
    assert desk.post(url("edit", campaign), form | {"slug": "standards-2021"}).status_code == 302
