"""Rows of a plan out of what people paste."""

import string

import hypothesis.strategies as st
import pytest
from hypothesis import given

from worldday.reports.planning import lines, pasted
from worldday.reports.planning.lines import Line
from worldday.reports.planning.tables import TooLarge


def read(text, **more):
    return lines.read(pasted.table_of(text), **more)


def test_cells_keep_their_line_breaks_and_quotation_marks():
    table = pasted.table_of(
        '名称\t地点\r\n"质量开放日\n（第一场）"\t"甲区""标准""馆"\r\n“世界标准日”讲座\t"未关的引号\n'
    )
    assert table == [
        ["名称", "地点"],
        ["质量开放日\n（第一场）", '甲区"标准"馆'],
        ["“世界标准日”讲座", '"未关的引号'],
    ]


cell = st.text(alphabet="质量日广场 \"“'\t\r\n,0a", max_size=8).map(str.strip)
tables = st.lists(st.lists(cell, min_size=1, max_size=5).filter(lambda row: row != [""]), max_size=6)


@given(tables)
def test_what_is_written_out_is_read_back(table):
    table = [[value.replace("\r\n", "\n").replace("\r", "\n") for value in row] for row in table]
    table = [row[:-1] if len(row) > 1 and not row[-1] else row for row in table]
    table = [row for row in table if row[-1]]
    assert pasted.table_of(pasted.text_of(table)) == table


@given(st.text(max_size=400))
def test_anything_pasted_is_read_without_failing_and_no_word_is_lost(text):
    table = pasted.table_of(text)
    kept = {letter for row in table for value in row for letter in value}
    assert {x for x in text if x != '"' and not x.isspace() and not x < " "} <= kept | set(string.whitespace)
    lines.read(table)


def test_a_paste_larger_than_any_plan_is_refused_and_a_hostile_one_takes_no_time():
    with pytest.raises(TooLarge):
        pasted.table_of("甲\n" * 1_001)
    with pytest.raises(TooLarge):
        pasted.table_of("甲" * 200_001)
    assert pasted.table_of('"' * 199_999) == [['"' * 199_999]]
    assert pasted.table_of('"a\t' * 60_000) == [['"a'] * 40]


def test_columns_are_known_by_their_headings_in_any_order():
    reading = read(
        "序号\t活动时间\t活动名称\t规模（人）\t活动地点\t责任单位\n"
        "1\t10月14日上午\t标准开放日\t200人\t甲区标准馆\t标准化科\n"
        "2\t10月中旬\t进企业宣讲\t\t\t质量科\n"
    )
    assert reading.headings
    assert reading.lines == [
        Line(2, "标准开放日", "", "10月14日上午", "甲区标准馆", "200人", "责任单位：标准化科"),
        Line(3, "进企业宣讲", "", "10月中旬", "", "", "责任单位：质量科"),
    ]


@pytest.mark.parametrize(
    ("headings", "row", "line"),
    [
        ("内容\t日期\t地点", "讲座\t10月\t馆", Line(2, "讲座", "", "10月", "馆")),
        ("项目\t内容\t时间", "讲座\t讲标准\t10月", Line(2, "讲座", "", "10月", content="讲标准")),
        (
            "活动项目\t类型\t预计参加人数\t参加对象",
            "讲座\t培训\t50人\t企业",
            Line(2, "讲座", "培训", audience="50人，企业"),
        ),
        ("Activity\tWhen\tVenue\tExpected audience", "Talk\t10月\tHall\t50", Line(2, "Talk", "", "10月", "Hall", "50")),
        ("名　称\t时间：", "讲座\t10月", Line(2, "讲座", "", "10月")),
    ],
)
def test_headings_have_synonyms(headings, row, line):
    assert read(f"{headings}\n{row}").lines == [line]


def test_without_headings_the_columns_are_known_by_what_they_hold():
    reading = read(
        "1\t标准开放日\t10月14日\t甲区标准馆\t约200人\t开放检测机构实验室供市民参观\n"
        "2\t进企业宣讲\t10月中下旬\t乙产业园区\t100人次\t宣讲团体标准政策\n"
    )
    assert not reading.headings
    assert reading.lines[0] == Line(
        1, "标准开放日", "", "10月14日", "甲区标准馆", "约200人", "开放检测机构实验室供市民参观"
    )
    assert reading.lines[1].place == "乙产业园区"


def test_a_column_of_kinds_is_known_by_their_names():
    reading = read("培训\t标准化讲座\t10月\n", kinds=["培训", "知识竞答"])
    assert reading.lines == [Line(1, "标准化讲座", "培训", "10月")]


def test_a_single_column_names_the_activities():
    assert read("标准开放日\n\n进企业宣讲\n").lines == [Line(1, "标准开放日"), Line(3, "进企业宣讲")]


def test_titles_totals_signatures_and_repeated_headings_are_passed_over_and_told():
    reading = read(
        "甲区2020年世界标准日活动计划表\t\t\n填报单位：甲区局\t\t\n活动名称\t时间\t地点\n"
        "一、宣传活动\t一、宣传活动\t一、宣传活动\n讲座\t10月\t馆\n活动名称\t时间\t地点\n合计\t1场\t\n填表人：某某\t\t\n"
    )
    assert [line.name for line in reading.lines] == ["讲座"]
    assert reading.passed_over == [
        (1, "甲区2020年世界标准日活动计划表"),
        (2, "填报单位：甲区局"),
        (4, "一、宣传活动"),
        (7, "合计 1场"),
        (8, "填表人：某某"),
    ]


def test_a_line_break_inside_a_cell_parts_no_word():
    (line,) = read('名称\t内容\n"标准\n开放日"\t"一、参观\n二、讲解"\n').lines
    assert (line.name, line.content) == ("标准开放日", "一、参观\n二、讲解")


def test_nothing_pasted_is_nothing_read():
    assert read(" \n\t\n").lines == []
