"""A list goes in by its right lines; wrong ones come back with reasons; all of it can be undone until its release."""

from datetime import date, datetime
from io import BytesIO

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from tests.factories.registries import (
    PREPARER,
    approved,
    imported,
    make_batch,
    make_registry,
    make_released,
    released,
    work,
    write_sheet,
)
from tests.factories.units import make_staff

from worldday.base import scope
from worldday.base.problems import Problem
from worldday.registry import postings, workbook
from worldday.registry.actions import importing, importing_work, records
from worldday.registry.models import Block, IntakeState, Posting, Record, WrongLine
from worldday.registry.queries.search import Wanted, search
from worldday.registry.schema import Entry, day_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


def found(registry, text: str) -> list[str]:
    with scope.use(scope.Public()):
        return [record.name for record in search([registry], Wanted(text)).records]


def test_right_lines_go_in_and_wrong_ones_come_back(tmp_path):
    make_released(Entry("已有公司", "A-1"), registry=(registry := make_registry()))
    rows = [
        ("B-1", "甲公司", "轴承", "制造"),
        ("A—1", "乙公司", "", ""),  # stands in the registry, written otherwise
        ("B-2", "", "", ""),
        ("B-3", "丙公司", "", "农业"),
        ("b-1", "丁公司", "", ""),  # the first line's number once more
        (None, None, None, None),
        (20200609, "戊公司", "=1+1", "服务"),
    ]
    batch = make_batch(registry, name="第二批")
    intake = imported(batch, write_sheet(tmp_path / "list.xlsx", rows))
    assert (intake.state, intake.taken, intake.refused) == (IntakeState.DONE, 2, 4)
    assert list(Record.objects.filter(batch=batch).values_list("line", "number", "name")) == [
        (2, "B-1", "甲公司"),
        (8, "20200609", "戊公司"),
    ]
    reasons = dict(WrongLine.objects.values_list("number", "reasons"))
    assert reasons == {
        3: "名录或其他批次中已有这个编号的记录。",
        4: "缺少“获证单位”。",
        5: "“类别”不符合规定的格式：农业",
        6: "表中有重复的编号。",
    }
    batch.refresh_from_db()
    assert batch.size == 2
    assert not importing.path_of(intake).exists()
    assert found(registry, "甲公司") == []
    released(batch)
    assert found(registry, "甲公") == ["甲公司"]


def test_wrong_lines_come_back_as_a_sheet_that_computes_nothing(tmp_path):
    registry = make_registry()
    staff = make_staff(unit=registry.owner)
    intake = imported(make_batch(registry), write_sheet(tmp_path / "list.xlsx", [("=1+1", "", "轴承", "制造")]))
    client = Client()
    client.force_login(staff)
    answer = client.get(f"/desk/registry/imports/{intake.code}/wrong-lines/")
    sheet = load_workbook(BytesIO(answer.content)).worksheets[0]
    cells = [cell.value for cell in sheet[2]]
    assert cells[-2:] == [2, "缺少“获证单位”。"]
    assert all(cell.data_type != "f" for cell in sheet[2])


def test_columns_are_recognised_wherever_they_stand_and_whatever_they_are_called(tmp_path):
    path = write_sheet(
        tmp_path / "list.xlsx",
        [("制造", "甲公司", "B-1", date(2023, 6, 8), "2020年6月9日")],
        headings=("Category", "获证 单位", "编号", "有效期至", "公布日期"),
    )
    imported(make_batch(make_registry()), path)
    record = Record.objects.get()
    assert (record.number, record.name, record.valid_until) == ("B-1", "甲公司", date(2023, 6, 8))
    assert record.values == {"category": "制造", "awarded_on": "2020-06-09"}


def test_a_needed_column_must_be_named(tmp_path):
    batch = make_batch(make_registry())
    with write_sheet(tmp_path / "list.xlsx", [("x", "y")], headings=("甲", "乙")).open("rb") as content:
        intake = importing.take_sheet(batch=batch, name="list.xlsx", content=content, by=PREPARER)
    with pytest.raises(Problem, match="获证单位"):
        importing.begin(intake=intake, mapping={"number": 0}, by=PREPARER)
    assert [line.entry.name for line in importing.preview(intake, {"name": 1})] == ["y"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip", b"a,b\n1,2\n"])
def test_what_is_no_sheet_is_refused_and_nothing_is_kept(content):
    batch = make_batch(make_registry())
    with pytest.raises(importing.NotRead):
        importing.take_sheet(batch=batch, name="list.xlsx", content=BytesIO(content), by=PREPARER)
    assert not batch.intakes.exists()


def test_an_import_can_be_undone_and_its_numbers_are_free_again(tmp_path):
    registry = make_registry()
    batch = make_batch(registry, entries=[Entry("手写公司", "H-1")])
    intake = imported(batch, write_sheet(tmp_path / "list.xlsx", [(f"B-{n}", f"第{n}公司", "", "") for n in range(30)]))
    importing.undo(intake=intake, by=PREPARER)
    work()
    intake.refresh_from_db()
    batch.refresh_from_db()
    assert (intake.state, batch.size) == (IntakeState.UNDONE, 1)
    assert list(Record.objects.values_list("number", flat=True)) == ["H-1"]
    assert Block.objects.filter(intake=intake).count() == 0
    assert set(Posting.objects.values_list("block__intake", flat=True)) == {None}
    records.add_record(batch=batch, entry=Entry("新公司", "B-3"), by=PREPARER)


def test_what_is_public_cannot_be_undone(tmp_path):
    batch = make_batch(make_registry())
    intake = imported(batch, write_sheet(tmp_path / "list.xlsx", [("B-1", "甲公司", "", "")]))
    released(batch)
    with pytest.raises(Problem):
        importing.undo(intake=intake, by=PREPARER)
    work()
    assert Record.objects.count() == 1


def test_a_batch_under_import_is_not_handed_in(tmp_path):
    batch = make_batch(make_registry(), entries=["甲公司"])
    with write_sheet(tmp_path / "list.xlsx", [("B-1", "乙公司", "", "")]).open("rb") as content:
        intake = importing.take_sheet(batch=batch, name="list.xlsx", content=content, by=PREPARER)
    importing.begin(intake=intake, mapping=intake.mapping, by=PREPARER)
    with pytest.raises(Problem, match="正在导入"):
        approved(batch)
    work()
    assert approved(batch).size == 2


def test_a_killed_import_goes_on_where_it_stood(tmp_path, monkeypatch):
    monkeypatch.setattr(importing_work, "LINES", 10)
    batch = make_batch(make_registry())
    path = write_sheet(tmp_path / "list.xlsx", [(f"B-{n}", f"第{n}公司", "", "") for n in range(35)])
    with path.open("rb") as content:
        intake = importing.take_sheet(batch=batch, name="list.xlsx", content=content, by=PREPARER)
    importing.begin(intake=intake, mapping=intake.mapping, by=PREPARER)
    importing_work.go_on(0)  # one piece, and then the worker is gone with everything it had in memory
    importing_work._open.clear()
    intake.refresh_from_db()
    assert (intake.taken, intake.state) == (10, IntakeState.RUNNING)
    work()
    intake.refresh_from_db()
    assert (intake.taken, intake.refused, intake.state) == (35, 0, IntakeState.DONE)
    assert Record.objects.count() == 35
    assert sorted(Record.objects.values_list("line", flat=True)) == list(range(2, 37))


def test_a_list_longer_than_a_block_is_found_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(postings, "PLACES", 16)
    monkeypatch.setattr(importing_work, "LINES", 10)
    registry = make_registry()
    batch = make_batch(registry)
    imported(batch, write_sheet(tmp_path / "list.xlsx", [(f"B-{n}", f"第{n}公司", "", "") for n in range(35)]))
    released(batch)
    assert list(Block.objects.order_by("pk").values_list("used", "indexed")) == [(16, True), (16, True), (3, True)]
    with scope.use(scope.Public()):
        assert search([registry], Wanted("公司")).total == 35
    assert found(registry, "第20公司") == ["第20公司"]


def test_a_file_that_breaks_off_says_from_where(tmp_path, monkeypatch):
    batch = make_batch(make_registry())
    path = write_sheet(tmp_path / "list.xlsx", [("B-1", "甲公司", "", "")])
    with path.open("rb") as content:
        intake = importing.take_sheet(batch=batch, name="list.xlsx", content=content, by=PREPARER)

    def broken(_path, *, after=0):
        if after < 2:
            yield 2, ["B-1", "甲公司"]
        raise workbook.NotASheet("broken")

    monkeypatch.setattr(workbook, "lines", broken)
    importing.begin(intake=intake, mapping={"number": 0, "name": 1}, by=PREPARER)
    work()
    intake.refresh_from_db()
    assert (intake.taken, intake.refused, intake.state) == (1, 1, IntakeState.DONE)
    assert WrongLine.objects.get().reasons == "文件自此行起无法读取。"


def cells_of(rows) -> list[list[str]]:
    book, kept = Workbook(), BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(kept)
    kept.seek(0)
    return [cells for _number, cells in workbook.lines(kept)]


def test_cells_are_read_as_people_see_them():
    assert cells_of([["名", 12, 1.5, 20200609.0, True, None, datetime(2020, 6, 9), " a  b "]]) == [
        ["名", "12", "1.5", "20200609", "1", "", "2020-06-09", "a  b"]
    ]


words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)


@given(st.lists(st.lists(words, min_size=1, max_size=4), min_size=1, max_size=5))
def test_texts_in_any_script_come_back_as_they_were_written(rows):
    expected = [["" if len(cell) > 1 and cell.startswith("=") else cell.strip() for cell in row] for row in rows]
    got = cells_of(rows)
    padded = [row + [""] * (len(full) - len(row)) for row, full in zip(got, expected, strict=False)]
    assert padded == expected[: len(padded)]
    assert all(not any(row) for row in expected[len(padded) :])


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2020-06-09", date(2020, 6, 9)),
        ("2020/6/9", date(2020, 6, 9)),
        ("2020年6月9日", date(2020, 6, 9)),
        ("20200609", date(2020, 6, 9)),
        ("2020-13-01", None),
        ("九日", None),
        ("", None),
    ],
)
def test_days_are_read_in_the_ways_people_write_them(written, read):
    assert day_of(written) == read
