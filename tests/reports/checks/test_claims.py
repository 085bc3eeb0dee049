from decimal import Decimal

import pytest

from worldday.reports.checks.claims import Known, contradictions

QUIZ, OPEN_DAY = "标准化线上知识竞答", "实验室开放日"


def known(name: str, value, measure: str, *, activity: str = QUIZ, key: str = "") -> Known:
    return Known(key or f"evidence:x:{name}", name, Decimal(str(value)), measure, "签到表", activity)


VISITS = known("参观人数", 1286, "人次", activity=OPEN_DAY)
PLAYERS = known("参与人数", 3520, "人")
PASSED = known("及格率", 86.5, "%")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("实验室开放日参观2000人次。", "2000"),
        ("开放日共接待参观市民三千余人次，反响热烈。", "三千余"),
        ("参观人数达１２万人次。", "１２万"),
        ("活动期间，参观人数为1,300人次，社会反响良好。", "1,300"),
    ],
)
def test_a_number_that_says_otherwise_is_found_with_its_figure_value_and_source(text, written):
    (found,) = contradictions(text, [VISITS, PLAYERS, PASSED])
    ((start, end),) = found.places
    assert text[start:end] == written == found.params["written"]
    assert (found.code, found.weight) == ("figure-differs", "look")
    assert {key: found.params[key] for key in ("name", "value", "measure", "source")} == {
        "name": "参观人数", "value": "1286", "measure": "人次", "source": "签到表",
    }  # fmt: skip


def test_percentages_are_compared_as_they_are_rounded():
    assert contradictions("及格率为86.5%。", [PASSED]) == []
    assert contradictions("及格率达87%。", [PASSED]) == []
    assert [one.params["written"] for one in contradictions("及格率达95%。", [PASSED])] == ["95%"]


@pytest.mark.parametrize(
    "text",
    [
        "实验室开放日参观1286人次。",
        "参观人数1200余人次。",
        "参观人数近1300人次，发放资料5000份。",
        "参观市民约一千三百人次。",
        "参观人数超过1000人次。",
        "其中中小学生参观300人次。",
        "参观人数比去年2000人次有所回落。",
        "预计参观2000人次。",
        "全市参观9万人次。",
        "上午参观300人次、下午参观986人次，另有400人次预约。",
        "参观企业20家。",
        "参观之后，2000人次观看了直播。",
        "组织培训2000人次。",
        "2000名市民参观。",
        "平均每天参观120人次。",
        "首日参观500人次。",
        "第2000位参观者。",
        "参观200—2000人次。",
    ],
)
def test_a_number_that_agrees_or_belongs_to_something_else_is_no_alarm(text):
    assert contradictions(text, [VISITS, PASSED]) == []


def test_figures_of_one_name_at_two_activities_are_told_apart_by_the_activity_the_sentence_names():
    two = [VISITS, known("参观人数", 400, "人次", activity="企业公众开放日活动", key="other")]
    assert contradictions("参观900人次。", two) == []  # which of them?
    (found,) = contradictions("企业公众开放日活动中，参观900人次。", two)
    assert found.params["figure"] == "other"


def test_what_was_counted_in_two_parts_may_be_said_as_one():
    parts = [known("参与人数", 200, "人", key="a"), known("参与人数", 86, "人", key="b")]
    assert contradictions("286人参与。", parts) == []
    assert len(contradictions("300人参与。", parts)) == 1


def test_without_figures_nothing_is_found():
    assert contradictions("参观人数达12万人次。", []) == []
