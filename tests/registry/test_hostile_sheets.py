"""Sheets that somebody made to harm: refused at once, in little memory, and without keeping anybody else's import waiting."""

import io
import tracemalloc
import zipfile

import pytest
from tests.factories.registries import PREPARER, make_batch, make_registry, write_sheet

from worldday.people.rosters import NotReadable, headings_of, reading, rows_of
from worldday.registry import workbook
from worldday.registry.actions import importing, importing_work
from worldday.registry.models import Intake, Record

HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
FOOT = "</sheetData></worksheet>"
ROW = '<row{r}><c t="inlineStr"><is><t>{text}</t></is></c></row>'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    "</Types>"
)
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BOOK = (
    f'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{DOCUMENT}">'
    '<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'
)


def packed(sheet: str, **parts: str) -> io.BytesIO:
    """A workbook of hand-made parts."""
    of_package = f'<Relationship Id="rId1" Type="{DOCUMENT}/officeDocument" Target="xl/workbook.xml"/>'
    of_book = f'<Relationship Id="rId1" Type="{DOCUMENT}/worksheet" Target="worksheets/sheet1.xml"/>'
    every = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS.format(of_package),
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": RELATIONS.format(of_book),
        "xl/worksheets/sheet1.xml": sheet,
        **{f"xl/{name}.xml": content for name, content in parts.items()},
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in every.items():
            archive.writestr(name, content)
    file.seek(0)
    return file


def row(text: str, number: object = "") -> str:
    return ROW.format(text=text, r=f' r="{number}"' if number != "" else "")


def sheet_of(*rows: str) -> str:
    return HEAD + "".join(rows) + FOOT


MANY = "<c/>" * 3_000_000  # 12 MB, packed to some kilobytes
TEXTS = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</sst>'
STYLES = '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</styleSheet>'
LARGE = {
    "one line of millions of cells": packed(sheet_of(row("a"), f"<row>{MANY}</row>")),
    "millions of things before the first line": packed(
        HEAD.replace("<sheetData>", f"<cols>{MANY}</cols><sheetData>") + FOOT
    ),
    "lines inside a line": packed(sheet_of(f"<row><x>{MANY[:4_000_000]}<y>{row('a')}</y></x>" * 3 + "</row>" * 3)),
    "one text of millions of runs": packed(sheet_of(row("a")), sharedStrings=TEXTS.format(f"<si>{MANY}</si>")),
    "millions of styles in one": packed(
        sheet_of(row("a")), styles=STYLES.format(f"<cellXfs><xf>{MANY}</xf></cellXfs>")
    ),
}
NUMBERS = {
    "beyond every sheet": sheet_of(row("a", 1), row("b", 99_999_999_999)),
    "too large for any column": sheet_of(row("a", 10**30)),
    "twice": sheet_of(row("a", 3), row("b", 3)),
    "backwards": sheet_of(row("a", 7), row("b", 2)),
    "negative": sheet_of(row("a", -5)),
}


@pytest.mark.parametrize("what", LARGE)
def test_a_small_file_that_would_fill_the_memory_is_no_sheet(what):
    LARGE[what].seek(0)
    tracemalloc.start()
    with pytest.raises(workbook.NotASheet):
        list(workbook.lines(LARGE[what]))
    used = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert used < 64 * 1024**2  # Python's part; the parser's own is bounded by what it was given: 8 MB of XML


@pytest.mark.parametrize("what", NUMBERS)
def test_lines_that_are_numbered_like_no_sheets_are_refused(what):
    with pytest.raises(workbook.NotASheet):
        list(workbook.lines(packed(NUMBERS[what])))


def test_styles_are_read_as_before():
    styles = (
        '<numFmts><numFmt numFmtId="170" formatCode="yyyy年m月d日"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="170"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="14"/></cellXfs>'
    )
    cells = '<row><c s="0"><v>43991</v></c><c s="1"><v>43991</v></c><c s="2"><v>43991</v></c></row>'
    found = list(workbook.lines(packed(sheet_of(cells), styles=STYLES.format(styles))))
    assert found == [(1, ["43991", "2020-06-09", "2020-06-09"])]


def test_the_first_sheet_is_found_where_a_program_gave_it_no_number():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in (("sheet2", "b"), ("sheet", "a")):
            archive.writestr(f"xl/worksheets/{name}.xml", sheet_of(row(text)))
    assert list(workbook.lines(file)) == [(1, ["a"])]


@pytest.mark.parametrize("what", ["one line of millions of cells", "one text of millions of runs"])
def test_a_roster_that_would_fill_the_memory_is_refused(what):
    LARGE[what].seek(0)
    with pytest.raises(NotReadable):
        headings_of(LARGE[what])


def test_a_roster_whose_last_line_has_an_absurd_number_ends_where_sheets_end(monkeypatch):
    monkeypatch.setattr(reading, "MOST_LINES", 5000)
    book = packed(sheet_of(row("姓名", 1), row("王小明", 2), row("李小红", 99_999_999_999)))
    assert headings_of(book) == (1, ["姓名"])
    assert list(rows_of(book, 1)) == [(2, ["王小明"])]


@pytest.mark.django_db
@pytest.mark.usefixtures("everything")
def test_an_import_that_fails_every_time_keeps_no_other_one_waiting(tmp_path, monkeypatch):
    first, second = (make_batch(make_registry(owner=None)) for _n in range(2))
    intakes = []
    for batch in (first, second):
        path = write_sheet(tmp_path / f"{batch.code}.xlsx", [(f"B-{n}", f"第{n}厂", "", "") for n in range(3)])
        with path.open("rb") as content:
            intake = importing.take_sheet(batch=batch, name="list.xlsx", content=content, by=PREPARER)
        intakes.append(importing.begin(intake=intake, mapping=intake.mapping, by=PREPARER))
    real = importing_work._step

    def step(intake):
        if intake.pk == intakes[0].pk:
            raise RuntimeError("nobody foresaw this")
        return real(intake)

    monkeypatch.setattr(importing_work, "_step", step)
    monkeypatch.setattr(importing_work, "_failed", {})
    with pytest.raises(RuntimeError):
        importing_work.go_on(60)
    while importing_work.go_on(60):
        pass
    assert [one.state for one in Intake.objects.order_by("pk")] == ["waiting", "done"]
    assert Record.objects.count() == 3
    monkeypatch.setattr(importing_work, "_step", real)
    importing_work._failed.clear()
    while importing_work.go_on(60):
        pass
    assert [one.state for one in Intake.objects.order_by("pk")] == ["done", "done"]
