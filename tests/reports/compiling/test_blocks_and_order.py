"""Small pure parts: tidy text, numbers of headings, order of sections, charts, widths, titles."""

import xml.etree.ElementTree as ET
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.report_blocks import report

from worldday.reports.compiling import charts
from worldday.reports.compiling.blocks import Bar, Chart, Note, Run, Table, text
from worldday.reports.compiling.order import merged, shifted
from worldday.reports.compiling.report import chinese_number, numbered
from worldday.reports.compiling.tables import shares, title_lines


def test_text_is_tidied_into_runs_of_one_face():
    assert text(" 共", "21 ", "\n项", Note("a"), Run("", strong=True), " ") == (Run("共21 项"), Note("a"))
    assert text("\u3000\u3000首行", Run("重点", strong=True), "。 ") == (
        Run("首行"),
        Run("重点", strong=True),
        Run("。"),
    )


def test_headings_are_numbered_as_official_documents_number_them():
    assert [chinese_number(n) for n in (1, 10, 11, 20, 21, 99, 100)] == [
        "一",
        "十",
        "十一",
        "二十",
        "二十一",
        "九十九",
        "100",
    ]
    assert [one.number for one in numbered(report())] == ["一、", "二、", "（一）", "附件1", "附件2"]
    assert [one.number for one in numbered(report(english=True))] == ["1. ", "2. ", "2.1 ", "附件 1", "附件 2"]


def test_sections_nobody_moved_follow_what_is_generated():
    assert merged(["a", "b", "c"], [], ["c", "n", "a"]) == ["c", "n", "a"]


def test_a_moved_section_stays_behind_the_one_it_was_put_behind():
    assert merged(["a", "own", "b", "c"], ["own"], ["a", "n", "b", "c"]) == ["a", "own", "n", "b", "c"]
    assert merged(["c", "a", "b"], ["c"], ["a", "b", "c"]) == ["c", "a", "b"]
    assert merged(["a", "own", "b"], ["own"], ["b"]) == ["own", "b"]


@given(st.permutations("abcde"), st.sets(st.sampled_from("abcde")), st.permutations("abcdexy"))
def test_no_section_is_lost_or_doubled_by_any_order(old, placed, new):
    assert sorted(merged(old, placed, new)) == sorted(new)


def test_a_section_takes_what_stands_below_it_along_and_stays_among_its_own_sort():
    keys, levels = ["a", "a1", "a2", "b", "x", "y"], [1, 2, 2, 1, 0, 0]
    assert shifted(keys, levels, "b", -1) == ["b", "a", "a1", "a2", "x", "y"]
    assert shifted(keys, levels, "a2", -1) == ["a", "a2", "a1", "b", "x", "y"]
    assert shifted(keys, levels, "a1", -1) == keys
    assert shifted(keys, levels, "b", 1) == keys
    assert shifted(keys, levels, "y", -1) == ["a", "a1", "a2", "b", "y", "x"]
    assert shifted(keys, levels, "y", 1) == keys


@pytest.mark.parametrize(("most", "step"), [(0, 1), (5, 1), (6, 2), (11, 5), (30, 10), (2000, 500)])
def test_an_axis_has_round_steps(most, step):
    assert charts.nice_step(most) == step


def test_a_chart_is_well_formed_and_says_its_numbers_and_what_it_shows():
    chart = Chart(
        "r",
        "报送",
        "bars",
        ("应报", "已报"),
        (Bar("甲 & <乙>", (17, 16)), Bar("很长的单位名称" * 9, (0, 0))),
        "甲：17、16",
    )
    drawn = ET.fromstring(charts.svg(chart))
    words = [one.text for one in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert {"应报", "已报", "17", "16", "甲 & <乙>"} <= set(words)
    assert drawn.find("{http://www.w3.org/2000/svg}title").text == "甲：17、16"
    assert any(word.endswith("…") for word in words)


def test_a_chart_of_days_draws_what_is_known_and_nothing_for_the_rest():
    chart = Chart("p", "计划", "days", ("计划", "实际"), (Bar("甲", (), (("2020-10-01", "2020-10-10"), None)),), "")
    boxes = ET.fromstring(charts.svg(chart)).findall("{http://www.w3.org/2000/svg}rect")
    assert len(boxes) == 1 + 2 + 1  # ground, legend, one bar
    assert charts.months(date(2020, 1, 5), date(2021, 12, 1))[:2] == [date(2020, 1, 1), date(2020, 4, 1)]


def test_columns_share_the_width_by_what_stands_in_them():
    table = Table("", ("序号", "内容"), ((text("1"), text("很长的内容" * 5)),))
    narrow, broad = shares(table)
    assert broad > 3 * narrow and narrow + broad == pytest.approx(1)


def test_a_title_breaks_where_it_reads_well():
    assert title_lines("2020年“世界标准日”宣传活动总结报告", 20.1) == ["2020年“世界标准日”宣传活动总结报告"]
    long = title_lines("甲市市场监督管理局关于2020年“世界标准日”主题宣传活动开展情况的总结报告", 20.1)
    assert len(long) == 2 and "".join(long) == "甲市市场监督管理局关于2020年“世界标准日”主题宣传活动开展情况的总结报告"
    assert all(not line.startswith(("”", "日”", "的")) for line in long)
