import zipfile
from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from tests.factories.sheets import sheet

from worldday.base.problems import Problem
from worldday.desk import sheets
from worldday.desk.sheets import Column, Row

NAME, NOTE = Column("name", "Name", "…", required=True), Column("note", "Type", "…")


def test_rows_are_found_by_their_headings_wherever_those_stand_and_in_either_language():
    file = sheet(
        [["某市单位名单"], [], ["单位类型", "x", "名 称"], ["区局", 1, "东区"], [None, None, None], ["", "", "西区"]]
    )
    assert sheets.read(
        file, [Column("name", sheets_word("Name"), "", required=True), Column("type", sheets_word("Type of unit"), "")]
    ) == [
        Row(4, {"name": "东区", "type": "区局"}),
        Row(6, {"name": "西区", "type": ""}),
    ]


def sheets_word(word):
    from django.utils.translation import gettext_lazy

    return gettext_lazy(word)


def test_numbers_and_days_become_the_text_a_person_sees():
    file = sheet([["Name", "Type"], [12.0, date(2020, 10, 14)], [1.5, True]])
    assert [row.values for row in sheets.read(file, [NAME, NOTE])] == [
        {"name": "12", "note": "2020-10-14"},
        {"name": "1.5", "note": "True"},
    ]


def test_a_sheet_without_the_headings_is_refused_with_their_names():
    with pytest.raises(Problem, match="Name"):
        sheets.read(sheet([["甲", "乙"], ["1", "2"]]), [NAME, NOTE])


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0 old .xls"])
def test_what_is_no_workbook_is_refused_in_one_sentence(content):
    with pytest.raises(Problem, match="xlsx"):
        sheets.read(BytesIO(content), [NAME])


def test_a_zip_bomb_is_refused_unopened(monkeypatch):
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (sheets.MAX_UNPACKED + 1))
    monkeypatch.setattr(sheets, "load_workbook", lambda *_a, **_k: pytest.fail("opened"))
    bomb.seek(0)
    with pytest.raises(Problem):
        sheets.read(bomb, [NAME])


def test_a_file_that_is_too_large_is_refused():
    with pytest.raises(Problem, match="5 MB"):
        sheets.read(BytesIO(b"0" * (sheets.MAX_BYTES + 1)), [NAME])


def test_a_sheet_that_is_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(sheets, "MAX_ROWS", 2)
    with pytest.raises(Problem, match="2"):
        sheets.read(sheet([["Name"], ["a"], ["b"], ["c"]]), [NAME])


@pytest.mark.parametrize(
    "value", ["=1+1", '=HYPERLINK("http://example.org")', "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0"]
)
def test_what_looks_like_a_formula_goes_out_as_text_and_comes_back_unchanged(value):
    out = sheets.download("名单", ["Name"], [[value]])
    cell = load_workbook(BytesIO(out.content)).worksheets[0]["A2"]
    assert (cell.data_type, cell.value) == ("s", value)
    assert sheets.read(BytesIO(out.content), [NAME])[0].values["name"] == value


def test_control_characters_do_not_break_the_workbook():
    out = sheets.download("名单", ["Name"], [["甲\x00\x0b\uffff\ufffe\ud800乙"]])
    assert load_workbook(BytesIO(out.content)).worksheets[0]["A2"].value == "甲乙"


@pytest.mark.parametrize("name", ["GB/T 1.1—2020 宣贯培训", "竞答: [补考]?", "*"])
def test_a_list_may_be_named_after_anything(name):
    out = sheets.download(name, ["Name"], [["甲"]], [["Name", "…"]], [sheets.Sheet(name, ["Name"], [["乙"]])])
    assert [sheet["A2"].value for sheet in load_workbook(BytesIO(out.content)).worksheets] == ["甲", None, "乙"]


def test_a_workbook_broken_in_its_lines_is_refused_in_one_sentence():
    whole, broken = zipfile.ZipFile(sheet([["Name"], ["甲"]])), BytesIO()
    with zipfile.ZipFile(broken, "w") as packed:
        for part in whole.infolist():
            content = whole.read(part)
            packed.writestr(part, content[: len(content) // 2] if "sheet1" in part.filename else content)
    broken.seek(0)
    with pytest.raises(Problem, match="xlsx"):
        sheets.read(broken, [NAME])


def test_a_formula_in_an_upload_counts_as_its_value_never_as_code():
    book = Workbook()
    book.active.append(["Name"])
    book.active.append(["=1+1"])
    file = BytesIO()
    book.save(file)
    file.seek(0)
    assert sheets.read(file, [NAME]) == []  # never calculated by a spreadsheet: no value, so an empty line


def test_the_name_of_the_file_survives_in_chinese():
    assert (
        sheets.download("单位名单", ["a"], [])["Content-Disposition"]
        == "attachment; filename*=UTF-8''%E5%8D%95%E4%BD%8D%E5%90%8D%E5%8D%95.xlsx"
    )
