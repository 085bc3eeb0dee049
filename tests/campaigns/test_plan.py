from datetime import date

import pytest
from tests.factories.readings import make_owed, make_plan, make_row

from worldday.campaigns.models import TaskKind, UnitRole
from worldday.campaigns.plan import ROLES, WHATS, NoYear, PlannedTheme, PlannedUnit, PlannedWindow, plan_from_reading


def test_a_reading_becomes_a_plan_with_days_units_and_tasks():
    plan = make_plan()
    assert (plan.name, plan.year, plan.ordinal, plan.doc_number) == ("世界标准日", 2020, 51, "沪市监标创〔2020〕444号")
    assert (plan.starts_on, plan.ends_on) == (date(2020, 10, 14), date(2020, 10, 14))
    assert plan.themes == (PlannedTheme("international", "标准保护地球", "Protecting the planet with standards"),)
    assert [(a.key, a.name, a.kind) for a in plan.activities] == [
        ("1", "标准化线上知识竞答", "quiz"),
        ("2", "有机产品标准化工作论坛", "event"),
    ]
    assert plan.activities[1].units == (PlannedUnit("金山区市场监管局", "responsible"),)
    assert plan.activities[0].window == PlannedWindow("10月中旬", date(2020, 10, 11), date(2020, 10, 20), "ten-day")
    assert [(t.key, t.who, t.due) for t in plan.tasks] == [("summary", "各单位", date(2020, 10, 23))]


def test_two_tasks_of_one_sort_keep_apart():
    plan = make_plan(tasks=[make_owed("summary", "各区"), make_owed("summary", "各协会"), make_owed("plan", "各区")])
    assert [task.key for task in plan.tasks] == ["summary", "summary-2", "plan"]


@pytest.mark.parametrize(
    ("fields", "year"),
    [
        ({"observance": {"name": "质量月"}, "issue_date": "2021-08-30"}, 2021),
        ({"observance": None, "issue_date": None, "title": "关于开展2019年质量月活动的通知"}, 2019),
        ({"observance": None, "issue_date": None, "title": "关于质量月的通知", "doc_number": "市监〔2018〕3号"}, 2018),
    ],
)
def test_the_year_comes_from_the_day_the_date_of_issue_or_what_is_printed(fields, year):
    assert make_plan(**fields).year == year


def test_without_any_year_there_is_no_plan():
    with pytest.raises(NoYear):
        make_plan(observance=None, issue_date=None, title="关于质量月的通知", doc_number=None, activities=[])


def test_rows_without_a_name_are_left_out_and_an_impossible_window_keeps_only_its_words():
    backwards = {"text": "10月", "start": "2020-10-31", "end": "2020-10-01", "precision": "month"}
    plan = make_plan(activities=[make_row("1", ""), make_row("", "论坛", window=backwards)])
    assert [(a.key, a.window) for a in plan.activities] == [("#1", PlannedWindow("10月", None, None, "month"))]


@pytest.mark.parametrize(
    "junk",
    [
        {"activities": None, "tasks": None, "themes": None},
        {"observance": {"name": 7, "start": "soon", "ordinal": "51"}},
        {"tasks": [{"what": None, "who": None, "due": 20201023, "max_chars": -3}]},
    ],
)
def test_a_draft_with_holes_and_junk_is_still_a_plan(junk):
    assert make_plan(**junk).year == 2020


def test_words_of_the_plan_are_those_of_the_models():
    assert set(ROLES) == set(UnitRole.values)
    assert set(WHATS) == set(TaskKind.values)
    plan = make_plan(activities=[make_row("1", "论坛", units=[("市局", "boss")])], tasks=[make_owed("poem", "各单位")])
    assert (plan.activities[0].units[0].role, plan.tasks[0].what) == ("responsible", "other")


def test_a_plan_is_a_value():
    assert make_plan() == make_plan()
    assert plan_from_reading({"title": "2020年质量月"}).activities == ()
