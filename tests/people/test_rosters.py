"""Rosters as people send them: found headings, proposed columns, checked rows."""

import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.lots import saved

from worldday.certificates.checking import FIELDS
from worldday.people.rosters import Fault, NotReadable, Seen, guess, headings_of, person, picked, reading, rows_of


def test_headings_are_found_below_a_title(tmp_path):
    path = saved([["2020年专家名单"], [], ["序号", "姓名", "单位"], [1, "王小明", "某某大学"]], tmp_path)
    assert headings_of(path) == (3, ["序号", "姓名", "单位"])
    assert list(rows_of(path, 3)) == [(4, ["1", "王小明", "某某大学"])]


def test_a_sheet_with_one_column_has_headings_too(tmp_path):
    assert headings_of(saved([["姓名"], ["王小明"]], tmp_path)) == (1, ["姓名"])


def test_columns_are_proposed_by_their_headings():
    headings = ["序号", "姓 名", "工作单位", "E-mail", "英文名", "课程", "备注"]
    assert guess(headings, FIELDS, ["课程", "学时"]) == {"name": 1, "unit": 2, "email": 3, "latin": 4, "课程": 5}


def test_an_empty_row_is_no_row(tmp_path):
    path = saved([["姓名", "单位"], ["王小明", "甲"], [], ["", ""], ["李小红", "乙"]], tmp_path)
    assert [number for number, _cells in rows_of(path, 1)] == [2, 5]


@pytest.mark.parametrize(
    ("values", "faults"),
    [
        ({"name": "王小明"}, []),
        ({"name": "艾力江·买买提"}, []),
        ({"name": "O’Brien-Müller, Jr."}, []),
        ({"name": "王小明", "unit": "-"}, []),
        ({"name": ""}, [Fault.NO_NAME]),
        ({"name": "123"}, [Fault.NOT_A_NAME]),
        ({"name": "王\ufffd明"}, [Fault.NOT_A_NAME]),
        ({"name": "王" * 81}, [Fault.LONG_NAME]),
        ({"name": "王小明", "unit": "某" * 121}, [Fault.LONG_UNIT]),
        ({"name": "王小明", "email": "wang@"}, [Fault.BAD_EMAIL]),
        ({"name": "王小明", "email": "a@b.cn;c@d.cn"}, [Fault.BAD_EMAIL]),
        ({"name": "王小明", "课程": "长" * 201}, [Fault.LONG_TEXT]),
        ({"name": "=HYPERLINK(A1)"}, [Fault.FORMULA]),
        ({"name": "王小明", "unit": "@SUM(1)"}, [Fault.FORMULA]),
    ],
)
def test_what_is_wrong_with_a_row_is_known(values, faults):
    assert person(values)[1] == faults


def test_only_rows_that_say_the_same_in_every_column_are_the_same():
    seen = Seen()
    assert seen.before({"name": "张伟", "unit": "甲"}, 2) == 0
    assert seen.before({"name": "张伟", "unit": "乙"}, 3) == 0
    assert seen.before({"name": "张伟", "unit": "甲"}, 4) == 2
    assert seen.before({"name": "张伟", "unit": "甲"}, 5) == 2


def test_what_is_no_workbook_is_refused_in_one_word(tmp_path):
    for name, content in (("a.xlsx", b""), ("b.xlsx", b"PK\x03\x04broken"), ("c.xlsx", "姓名,单位".encode())):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(NotReadable) as refused:
            headings_of(tmp_path / name)
        assert refused.value.why == "file"


def test_an_archive_that_unpacks_to_more_than_a_roster_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MOST_UNPACKED", 1000)
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 2000)
    with pytest.raises(NotReadable, match="file"):
        headings_of(path)


def test_too_many_rows_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MOST_ROWS", 2)
    with pytest.raises(NotReadable, match="rows"):
        list(rows_of(saved([["姓名"], ["甲"], ["乙"], ["丙"]], tmp_path), 1))


def test_an_empty_sheet_has_no_headings(tmp_path):
    with pytest.raises(NotReadable, match="headings"):
        headings_of(saved([], tmp_path))


@given(
    st.lists(st.text(max_size=300), max_size=8), st.dictionaries(st.text(max_size=5), st.integers(0, 10), max_size=6)
)
def test_no_row_is_too_odd_to_be_judged(cells, mapping):
    one, faults = person(picked(cells, mapping))
    assert one.name or Fault.NO_NAME in faults
