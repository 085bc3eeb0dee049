"""The workplan as a Word annex like a notice's own: title, table of five columns, A4, the header row on every page.

Fonts are named, never embedded: those GB/T 9704-2012 asks for, by the names offices have them under.
"""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from worldday.campaigns.models import Campaign
from worldday.desk.campaigns.plan import Row
from worldday.desk.sheets import ILLEGAL

BODY, HEADING, TITLE, LATIN = "仿宋_GB2312", "黑体", "方正小标宋简体", "Times New Roman"
WIDTHS = (Cm(1.2), Cm(3.9), Cm(5.2), Cm(3.6), Cm(2.1))  # together the 16 cm between the margins


def annex(campaign: Campaign, rows: Iterable[Row]) -> bytes:
    """序号/活动名称/活动内容/负责单位/开展时间, in the order of `rows`."""
    paper = Document()
    _page(paper)
    _font(paper.styles["Normal"].font, BODY, Pt(12))
    _line(paper.add_paragraph(), _("Annex"), HEADING, Pt(16))
    title = paper.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _line(title, _title(campaign), TITLE, Pt(20))
    _table(
        paper,
        [_("No."), _("Name of activity"), _("Content of activity"), _("Responsible unit"), _("Time of activity")],
        list(rows),
    )
    paper.core_properties.title, paper.core_properties.author = _title(campaign), campaign.owner.name
    content = BytesIO()
    paper.save(content)
    return content.getvalue()


def _title(campaign: Campaign) -> str:
    if campaign.ordinal:
        said = _("Plan of activities for the {year} {name} (no. {ordinal})")
    else:
        said = _("Plan of activities for the {year} {name}")
    return said.format(year=campaign.year, name=campaign.name, ordinal=campaign.ordinal)


def _page(paper: Any) -> None:
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(3), Cm(2.5)


def _table(paper: Any, headings: Sequence[str], rows: Sequence[Row]) -> None:
    table = paper.add_table(rows=1, cols=len(headings), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for cell, heading in zip(table.rows[0].cells, headings, strict=True):
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        _line(cell.paragraphs[0], heading, HEADING, Pt(12))
    _mark(table.rows[0], "w:tblHeader")
    for number, row in enumerate(rows, 1):
        a = row.activity
        when = a.window_text or row.window
        line = table.add_row()
        _mark(line, "w:cantSplit")
        for cell, text in zip(
            line.cells, (a.seq or str(number), a.name, a.content, a.units_text or row.units, when), strict=True
        ):
            _fill(cell, text)
    for line in table.rows:
        for cell, width in zip(line.cells, WIDTHS, strict=True):
            cell.width = width


def _fill(cell: Any, text: str) -> None:
    """One paragraph for each line of the text."""
    for number, line in enumerate(text.translate(ILLEGAL).splitlines() or [""]):
        _line(cell.paragraphs[0] if number == 0 else cell.add_paragraph(), line, BODY, Pt(12))


def _line(paragraph: Any, text: str, east_asian: str, size: Pt) -> None:
    paragraph.paragraph_format.space_after = Pt(0)
    _font(paragraph.add_run(text).font, east_asian, size)


def _font(font: Any, east_asian: str, size: Pt) -> None:
    """Word asks for a second name for Chinese characters; without it they fall back to whatever it likes."""
    font.name, font.size = LATIN, size
    font.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), east_asian)


def _mark(row: Any, tag: str) -> None:
    """A header row repeats on every page; an activity is not torn across two."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement(tag))
