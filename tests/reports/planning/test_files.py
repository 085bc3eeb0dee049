"""Plans in files: sheets, tables of Word files, and files that mean harm."""

import io
import random
import zipfile
from datetime import date, datetime

import pytest
from docx import Document
from openpyxl import Workbook
from tests.factories.hostile_files import HOSTILE, noise
from tests.factories.word_files import zipped

from worldday.notices.reading.errors import SENTENCES, Unreadable
from worldday.reports.planning import lines
from worldday.reports.planning.command import tables_of
from worldday.reports.planning.files import plan_among, tables_in


def saved(book) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.fixture
def file(tmp_path):
    def write(content: bytes, name: str = "计划.xlsx"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


def plan_book(**more) -> Workbook:
    book = Workbook()
    sheet = book.active
    sheet.append(["甲区活动计划表"])
    sheet.merge_cells("A1:D1")
    sheet.append(["活动名称", "时间", "地点", "预计人数"])
    sheet.append(["标准开放日", datetime(2020, 10, 14), "甲区标准馆", 200])
    sheet.append(["进企业宣讲", "10月中旬", "乙产业园区", "=100+20"])
    sheet.append(["进校园宣讲", None, "第一小学", 80.0])
    sheet.merge_cells("B4:B5")
    return book


def test_a_workbook_is_read_with_merged_cells_days_and_numbers_as_people_see_them(file):
    table = plan_among(tables_in(file(saved(plan_book()))))
    assert lines.read(table).lines == [
        lines.Line(3, "标准开放日", "", "2020年10月14日", "甲区标准馆", "200"),
        lines.Line(4, "进企业宣讲", "", "10月中旬", "乙产业园区", ""),  # a formula that nobody ever computed
        lines.Line(5, "进校园宣讲", "", "10月中旬", "第一小学", "80"),
    ]


def test_hidden_sheets_empty_ones_and_plain_dates(file):
    book = plan_book()
    book.create_sheet("空")
    hidden = book.create_sheet("草稿", 0)
    hidden.append(["活动名称", "时间"])
    hidden.sheet_state = "hidden"
    book.create_sheet("日期").append([date(2020, 10, 1), True, "=1/0"])
    first, second = tables_in(file(saved(book)))
    assert (first[0][0], second) == ("甲区活动计划表", [["2020年10月1日", "", ""]])


def test_the_table_with_headings_is_the_plan(file):
    paper = Document()
    paper.add_paragraph("甲区局关于报送活动计划的函")
    other = paper.add_table(4, 2)
    for row in other.rows:
        row.cells[0].text, row.cells[1].text = "联系人", "办公室"
    table = paper.add_table(3, 3)
    for row, texts in zip(
        table.rows, (["活动内容", "时间", "地点"], ["讲座", "10月", "馆"], ["参观", "11月", ""]), strict=True
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(1, 2).merge(table.cell(2, 2))
    found = plan_among(tables_in(file(saved(paper), "计划.docx")))
    assert [(x.name, x.window, x.place) for x in lines.read(found).lines] == [
        ("讲座", "10月", "馆"),
        ("参观", "11月", "馆"),
    ]


def test_the_type_is_told_by_content_not_by_name(file):
    assert plan_among(tables_in(file(saved(plan_book()), "计划.docx")))[1][0] == "活动名称"
    assert plan_among(tables_in(file("名称\t时间\n讲座\t10月\n".encode(), "计划.xlsx"))) == [
        ["名称", "时间"],
        ["讲座", "10月"],
    ]


def many_cells() -> bytes:
    numbers = random.Random(1)
    cells = "".join(f"<row><c><v>{numbers.random()}</v></c></row>" for _ in range(900_000))
    return workbook_with(f"<sheetData>{cells}</sheetData>")


def workbook_with(body: str, before: str = "") -> bytes:
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(saved(plan_book()))) as good,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as bad,
    ):
        for part in good.infolist():
            sheet = part.filename == "xl/worksheets/sheet1.xml"
            main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
            text = f'{before}<worksheet xmlns="{main}">{body}</worksheet>'
            bad.writestr(part.filename, text if sheet else good.read(part))
    return made.getvalue()


ENTITIES = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
SHEETS = {
    "a sheet of a million cells": (many_cells, {"too_much_memory", "timeout", "truncated"}),
    "a bomb": (lambda: workbook_with("<a/>" * 20_000_000), {"zip_bomb"}),
    "entities": (
        lambda: workbook_with("<x>&i;</x>", f'<!DOCTYPE d [<!ENTITY a "{"x" * 100}">{ENTITIES}]>'),
        {"truncated", "too_much_memory"},
    ),
    "a sheet cut off": (lambda: saved(plan_book())[:-800], {"truncated"}),
    "a workbook of nothing": (lambda: zipped({"xl/workbook.xml": "<workbook/>"}), {"truncated"}),
    "many merged areas": (
        lambda: workbook_with(
            "<sheetData/><mergeCells>"
            + "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 60_000))
            + "</mergeCells>"
        ),
        {"too_complex", "timeout", "too_much_memory"},
    ),
    "a picture": (lambda: b"\x89PNG" + noise(5_000), {"not_this_format"}),
}
CHOSEN = ("empty", "truncated word", "one long word", "a table larger than memory", "noise called zip", "many names")


@pytest.mark.parametrize("what", [*SHEETS, *CHOSEN])
def test_a_file_that_means_harm_is_refused_with_a_reason(file, what):
    make, codes = SHEETS.get(what) or HOSTILE[what]
    with pytest.raises(Unreadable) as caught:
        tables_in(file(make()))
    assert caught.value.code in codes
    assert caught.value.code in SENTENCES


def test_a_sheet_that_claims_the_whole_grid_is_read_where_it_holds_something(file):
    content = workbook_with(
        '<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>名称</t></is></c></row>'
        '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>尾</t></is></c></row></sheetData>'
    )
    assert tables_of(str(file(content)))[0] == [["名称"] + [""] * 39]
