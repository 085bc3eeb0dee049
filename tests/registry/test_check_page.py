"""A long check shows what was found first, and gathers the rest; a short one keeps the order in which it was asked."""

import csv
import io

import pytest
from django.test import Client
from tests.factories.registries import make_registry, make_released, write_sheet

from worldday.public.registry import checking
from worldday.registry.schema import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture(autouse=True)
def _records():
    make_released(Entry("甲公司", "SP-7"), registry=make_registry())


def checked(numbers: list[str], **more) -> str:
    return Client().post("/registry/check/", {"numbers": "\n".join(numbers)} | more).content.decode()


def test_fifty_lines_stand_in_their_order():
    page = checked([f"SP-{n}" for n in range(50)])
    assert page.count("reg-missing") == 49
    assert page.index("SP-6<") < page.index("SP-7<") < page.index("SP-8<")
    assert "reg-absent" not in page


def test_of_more_lines_what_was_not_found_is_gathered_and_the_file_keeps_the_order():
    numbers = [f"SP-{n}" for n in range(1000)]
    page = checked(numbers)
    found, _details, absent = page.partition('<details class="reg-absent"><summary>未查到999个</summary>')
    assert (found.count('class="reg-hit"'), "reg-missing" in found) == (1, False)
    assert absent.count('<li class="numerals">') == 999
    assert '<li class="numerals">SP-7</li>' not in absent
    rows = list(csv.reader(io.StringIO(checked(numbers, **{"as": "csv"}).lstrip("\ufeff"))))
    assert [row[0] for row in rows[1:]] == numbers
    assert [row[0] for row in rows if row[4] == "甲公司"] == ["SP-7"]


def test_where_nothing_was_found_the_gathered_lines_stand_open():
    page = checked([f"X-{n}" for n in range(51)])
    assert '<details class="reg-absent" open>' in page
    assert 'class="reg-checked"' not in page


@pytest.fixture
def checked_sheet(tmp_path):
    """The answer to a sheet of these lines, without headings of its own."""

    def post(lines):
        with write_sheet(tmp_path / "list.xlsx", lines[1:], headings=lines[0]).open("rb") as sheet:
            return Client().post("/registry/check/", {"file": sheet})

    return post


def test_of_a_sheet_with_more_than_a_check_takes_the_page_says_that_the_rest_was_not_checked(checked_sheet):
    page = checked_sheet([[f"X-{n}"] for n in range(5000)]).content.decode()
    assert "以上是前1000个" in page
    assert "未查到1000个" in page


def test_empty_and_repeated_lines_of_a_sheet_take_nobodys_place(checked_sheet):
    page = checked_sheet([["X-1"], *[["X-1"]] * 1500, *[[""]] * 500, ["SP-7"]]).content.decode()
    assert page.count('class="reg-hit"') == 2
    assert "甲公司" in page
    assert "以上是前" not in page


def test_a_sheet_is_read_below_its_headings_by_number_and_where_there_is_none_by_name(checked_sheet):
    make_released(Entry("乙公司"), registry=make_registry(), name="第二批")
    lines = [
        ["2020年名单"],
        ["序号", "获证单位", "证书编号"],
        [1, "别的写法", "SP-7"],
        [2, "乙公司", ""],
        [3, "丙公司"],
    ]
    page = checked_sheet(lines).content.decode()
    assert (page.count('class="reg-missing"'), page.count("按名称查到")) == (1, 1)
    assert "丙公司" in page
    assert "2020年名单" not in page


def test_a_sheet_of_endless_lines_is_refused_in_one_sentence(checked_sheet, monkeypatch):
    monkeypatch.setattr(checking, "MOST_LOOKED_AT", 20)
    answer = checked_sheet([["SP-7"]] * 22)
    assert answer.status_code == 422
    assert "超过20行" in answer.content.decode()


def test_an_english_page_and_its_file_speak_english_and_mark_what_is_chinese():
    page = Client().post("/en/registry/check/", {"numbers": "甲公司\n乙公司"}).content.decode()
    assert page.count('<span lang="zh-Hans">甲公司</span>') == 2  # as it was asked, and as it is called
    assert '<span lang="zh-Hans">乙公司</span>' in page
    told = Client().post("/en/registry/check/", {"numbers": "SP-7", "as": "csv"}).content.decode("utf-8-sig")
    assert told.splitlines()[1].startswith("SP-7,Valid,Certified brands,SP-7,甲公司,")
