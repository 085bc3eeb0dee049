"""The Word file: accepted without repair, native in everything, and on the page of GB/T 9704."""

import io
import re
import shutil
import subprocess
import zipfile

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.factories.docx_check import W, complaints
from tests.factories.report_blocks import NOTES, photo, report

from worldday.reports.compiling import paper
from worldday.reports.compiling.blocks import Note, Paragraph, Run, tidy
from worldday.reports.compiling.docx import package
from worldday.reports.compiling.docx.xml import paragraph_properties
from worldday.reports.compiling.report import Part, Report

CHARTS = {"reports": photo(900, 300), "plan": photo(900, 200)}


def written(of: Report) -> bytes:
    out = io.BytesIO()
    package.write(of, CHARTS, out)
    return out.getvalue()


def part(content: bytes, name: str):
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return etree.fromstring(opened.read(name))


def style(content: bytes, key: str):
    return part(content, "word/styles.xml").find(f"{W}style[@{W}styleId='{key}']")


@pytest.mark.parametrize("english", [False, True])
def test_word_finds_nothing_to_repair(english):
    assert complaints(written(report(english=english))) == []


def test_the_checker_sees_what_word_would_repair():
    content = written(report())
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(b'<w:footnoteReference w:id="1"/>', b"", 1)
    parts["word/styles.xml"] = (
        re.sub(rb"(<w:pStyle[^>]*/>)", b"", parts["word/styles.xml"])
        .replace(b'<w:spacing w:val="-5"/>', b"", 1)
        .replace(b'<w:basedOn w:val="Normal"/>', b'<w:basedOn w:val="Nobody"/>', 1)
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as changed:
        for name, data in parts.items():
            if name != "word/media/picture1.png":
                changed.writestr(name, data)
    found = complaints(out.getvalue())
    assert "footnotes and references do not match" in found
    assert "word/styles.xml: no style Nobody" in found


def test_python_docx_opens_it_and_finds_headings_tables_and_properties():
    opened = docx.Document(io.BytesIO(written(report())))
    headings = [(one.style.name, one.text) for one in opened.paragraphs if one.style.name.startswith("Heading")]
    assert headings[:5] == [
        ("Heading 1", "总体情况"),
        ("Heading 2", "小标题"),
        ("Heading 3", "更小的标题"),
        ("Heading 1", "活动成效"),
        ("Heading 2", "线上竞答"),
    ]
    assert [(len(one.rows), len(one.columns)) for one in opened.tables] == [(40, 3), (40, 3)]
    assert len(opened.inline_shapes) == 3
    properties = opened.core_properties
    assert (properties.title, properties.author) == ("2020年“世界标准日”宣传活动总结报告", "甲市市场监管局")


def test_the_page_holds_22_lines_of_28_characters_within_the_margins_of_the_standard():
    section = part(written(report()), "word/document.xml").find(f".//{W}sectPr")
    said = {one.tag.removeprefix(W): dict(one.attrib) for one in section}
    assert said["pgSz"] == {f"{W}w": "11906", f"{W}h": "16838"}
    margins = {key.removeprefix(W): int(value) for key, value in said["pgMar"].items()}
    assert margins == {
        "top": 2098,
        "right": 1474,
        "bottom": 1984,
        "left": 1588,
        "header": 851,
        "footer": 1304,
        "gutter": 0,
    }
    assert said["docGrid"] == {f"{W}type": "linesAndChars", f"{W}linePitch": "579", f"{W}charSpace": "-849"}
    core = 11906 - margins["left"] - margins["right"], 16838 - margins["top"] - margins["bottom"]
    assert 22 * 579 <= core[1] < 23 * 579
    assert 28 * (320 - 849 * 20 / 4096) <= core[0] < 28 * (320 - 848 * 20 / 4096)
    assert 28 * (320 + paper.SPACING_TWIPS) <= core[0] < 28 * (320 + paper.SPACING_TWIPS + 1)


def test_text_keeps_to_the_grid_by_itself_whatever_a_program_makes_of_it():
    normal = style(written(report()), "Normal")
    spacing = normal.find(f"{W}pPr/{W}spacing")
    assert (spacing.get(f"{W}line"), spacing.get(f"{W}lineRule")) == ("579", "exact")
    assert normal.find(f"{W}rPr/{W}spacing").get(f"{W}val") == "-5"


@pytest.mark.parametrize(
    ("key", "face", "half_points"),
    [
        ("Title", "方正小标宋简体", "44"),
        ("Normal", "仿宋_GB2312", "32"),
        ("Heading1", "黑体", "32"),
        ("Heading2", "楷体_GB2312", "32"),
        ("Heading3", "仿宋_GB2312", "32"),
        ("Footer", "宋体", "28"),
    ],
)
def test_each_part_has_its_face_and_size(key, face, half_points):
    found = style(written(report()), key).find(f"{W}rPr")
    assert (found.find(qn("w:rFonts")).get(qn("w:eastAsia")), found.find(qn("w:sz")).get(qn("w:val"))) == (
        face,
        half_points,
    )
    assert found.find(qn("w:b")) is None


def test_headings_are_numbered_natively():
    numbering = part(written(report()), "word/numbering.xml")
    levels = [
        (
            one.find(f"{W}numFmt").get(f"{W}val"),
            one.find(f"{W}lvlText").get(f"{W}val"),
            one.find(f"{W}pStyle").get(f"{W}val"),
        )
        for one in numbering.iter(f"{W}lvl")
    ]
    assert levels == [
        ("chineseCountingThousand", "%1、", "Heading1"),
        ("chineseCountingThousand", "（%2）", "Heading2"),
        ("decimal", "%3．", "Heading3"),
    ]


def test_paragraphs_are_indented_by_characters_not_by_blanks():
    content = written(report())
    assert style(content, "BodyText").find(f"{W}pPr/{W}ind").get(f"{W}firstLineChars") == "200"
    body = part(content, "word/document.xml")
    assert not [one for one in body.iter(f"{W}t") if (one.text or "").startswith("　　")]


def test_tables_repeat_their_head_tear_no_row_and_are_numbered_by_fields():
    document = part(written(report()), "word/document.xml")
    for table in document.iter(f"{W}tbl"):
        first, *rest = table.findall(f"{W}tr")
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in rest)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in (first, *rest))
    fields = [one.get(f"{W}instr").split()[:2] for one in document.iter(f"{W}fldSimple")]
    assert fields == [["SEQ", "表"], ["SEQ", "图"], ["SEQ", "图"], ["SEQ", "图"], ["SEQ", "表"]]


def test_page_numbers_stand_between_dashes_at_the_outer_edge():
    content = written(report())
    for name, side, indent in (("footer1", "right", "rightChars"), ("footer2", "left", "leftChars")):
        footer = part(content, f"word/{name}.xml")
        assert "".join(footer.itertext()) == "— 1 —"
        assert footer.find(f".//{W}jc").get(f"{W}val") == side
        assert footer.find(f".//{W}ind").get(f"{W}{indent}") == "100"
    assert part(content, "word/settings.xml").find(f"{W}evenAndOddHeaders") is not None


def test_every_footnote_says_its_source():
    content = written(report())
    notes = part(content, "word/footnotes.xml").findall(f"{W}footnote")[2:]
    assert len(notes) == 1 + 39 + 1 + 39
    assert {"".join(one.itertext()).strip() for one in notes} == set(NOTES.values())


def test_nothing_red_no_seal_and_no_font_is_in_it():
    content = written(report())
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        assert not [name for name in opened.namelist() if "font" in name.lower() and name != "word/fontTable.xml"]
        assert b"FF0000" not in b"".join(opened.read(name) for name in opened.namelist() if name.endswith(".xml"))
    fonts = part(content, "word/fontTable.xml")
    assert fonts.find(f"{W}font[@{W}name='仿宋_GB2312']/{W}altName").get(f"{W}val").startswith("FangSong_GB2312,仿宋")


def test_a_property_without_a_place_in_the_schema_cannot_be_written():
    with pytest.raises(ValueError, match="no place for sparkle"):
        paragraph_properties(sparkle="<w:sparkle/>")


@settings(max_examples=40)
@given(
    st.lists(st.builds(Run, st.text(max_size=20), st.booleans()) | st.just(Note("aaaaaaaa")), max_size=6),
    st.text(max_size=30),
)
def test_no_text_breaks_the_file(inlines, title):
    parts = [Part("a", title, [Paragraph(tidy(inlines))]), Part("annex:b", title, [], annex=True)]
    made = Report(title, title, title, "zh", parts, {"aaaaaaaa": title}, banner=title)
    assert complaints(written(made)) == []


@pytest.mark.slow
def test_libreoffice_opens_it_and_its_pages_hold_everything(tmp_path):
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed here: whether it opens the file is not tested")
    (tmp_path / "report.docx").write_bytes(written(report()))
    home = f"-env:UserInstallation=file://{tmp_path}/office"
    subprocess.run(
        [soffice, home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "report.docx")],
        check=True,
        capture_output=True,
    )
    opened = pypdfium2.PdfDocument(tmp_path / "report.pdf")
    shown = "".join("".join(page.get_textpage().get_text_bounded().split()) for page in opened)
    for said in (
        "总体情况",
        "小标题",
        "活动39",
        "首日过万",
        "活动现场（甲区供图）",
        "示例2区市场监管局",
        "结束。",
        *NOTES.values(),
    ):
        assert "".join(said.split()) in shown, said
