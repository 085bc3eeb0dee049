"""The document itself, paragraph by paragraph, and the footnotes it refers to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from worldday.reports.compiling import blocks, paper
from worldday.reports.compiling.report import Numbered, PictureFile, Report, level_of, numbered
from worldday.reports.compiling.tables import shares, title_lines

from . import xml
from .fixed import picture_xml
from .xml import element, paragraph, run, run_properties

_REFERENCE = run_properties(rStyle=element("rStyle", val="FootnoteReference"))
_STRONG = run_properties(rStyle=element("rStyle", val="Strong"))
_EMPTY = paragraph("Normal", "")
WIDEST, HIGHEST = 340.0, 250.0  # points; two photos with captions on a page
CHART_SCALE = paper.PAPER.core_width


@dataclass
class Body:
    """Writes the blocks of `report`; afterwards `notes` and `embedded` say what else the package must hold."""

    report: Report
    charts: dict[str, PictureFile]
    notes: list[str] = field(default_factory=list)
    embedded: list[PictureFile] = field(default_factory=list)
    tables: int = 0
    figures: int = 0

    def paragraphs(self) -> Iterator[str]:
        yield from self._opening()
        for one in numbered(self.report):
            yield from self._part(one)

    def _opening(self) -> Iterator[str]:
        """A title without red head or seal: these belong to documents an authority issues, not to its working papers."""
        if self.report.banner:
            yield paragraph("SourceLine", run(self.report.banner), jc=element("jc", val="center"))
        yield _EMPTY
        yield paragraph("Title", _lines(self.report.title))
        yield paragraph(
            "Subtitle",
            run(
                f"（{self.report.issuer}　{self.report.dated}）"
                if self.report.chinese
                else f"{self.report.issuer}, {self.report.dated}"
            ),
        )
        yield _EMPTY

    def _part(self, one: Numbered) -> Iterator[str]:
        if one.part.annex:
            yield paragraph("AnnexLabel", run(one.number))
            yield _EMPTY
            yield paragraph("AnnexTitle", _lines(one.part.heading))
            yield _EMPTY
        else:
            yield paragraph(f"Heading{one.part.level}", run(one.part.heading))
        for block in one.part.blocks:
            yield from self._block(block, one)

    def _block(self, block: blocks.Block, one: Numbered) -> Iterator[str]:
        match block:
            case blocks.Paragraph(inlines, look):
                yield paragraph("SourceLine" if look == "small" else "BodyText", self._inlines(inlines))
            case blocks.Heading(_, said):
                style = "AnnexHeading" if one.part.annex else f"Heading{level_of(one.part, block)}"
                yield paragraph(style, run(said))
            case blocks.Table():
                yield from self._table(block)
            case blocks.Picture():
                yield from self._picture(block)
            case blocks.Chart():
                yield from self._chart(block)
            case _:
                yield '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'

    def _inlines(self, inlines: blocks.Cell) -> str:
        return "".join(
            self._reference(part.token)
            if isinstance(part, blocks.Note)
            else run(part.text, _STRONG if part.strong else "")
            for part in inlines
        )

    def _reference(self, token: str) -> str:
        self.notes.append(self.report.notes.get(token, ""))
        return f'<w:r>{_REFERENCE}<w:footnoteReference w:id="{len(self.notes)}"/></w:r>'

    def _table(self, table: blocks.Table) -> Iterator[str]:
        self.tables += 1
        if table.caption:
            yield self._caption(self.report.words.table, self.tables, table.caption, above=True)
        widths = [paper.twips(share * paper.PAPER.core_width) for share in shares(table)]
        grid = "".join(element("gridCol", w=width) for width in widths)
        yield (
            f"<w:tbl><w:tblPr>{element('tblStyle', val='ReportTable')}{element('tblW', w=sum(widths), type='dxa')}{element('jc', val='center')}"
            f"{element('tblLayout', type='fixed')}{element('tblLook', val='0420')}<w:tblDescription w:val={xml.attribute(table.caption)}/></w:tblPr>"
            f"<w:tblGrid>{grid}</w:tblGrid>"
        )
        yield _row([run(said) for said in table.head], widths, "TableHead", [], head=True)
        for row in table.rows:
            cells = [self._inlines(cell) for cell in row] + [""] * (len(widths) - len(row))
            yield _row(cells, widths, "TableText", table.align)
        yield "</w:tbl>" + paragraph("TableText", "")

    def _caption(self, word: str, number: int, said: str, *, above: bool = False) -> str:
        between = "" if self.report.chinese else " "
        inside = (
            run(word + between)
            + xml.field(f"SEQ {word} \\* ARABIC", str(number))
            + run(f"　{said}" if self.report.chinese else f". {said}")
        )
        return paragraph("Caption", inside, **({"keepNext": element("keepNext")} if above else {}))

    def _picture(self, block: blocks.Picture) -> Iterator[str]:
        found = self.report.pictures.get(block.source)
        if found is None:
            return
        scale = min(WIDEST / found.width, HIGHEST / found.height)
        said = block.caption + (
            f"（{block.credit}）"
            if block.credit and self.report.chinese
            else f" ({block.credit})"
            if block.credit
            else ""
        )
        yield from self._figure(found, block.alt, found.width * scale, found.height * scale, said)

    def _chart(self, block: blocks.Chart) -> Iterator[str]:
        found = self.charts.get(block.name)
        if found is not None:
            width = CHART_SCALE
            yield from self._figure(
                found, block.alt or block.caption, width, found.height * width / found.width, block.caption
            )

    def _figure(self, found: PictureFile, alt: str, width: float, height: float, said: str) -> Iterator[str]:
        self.embedded.append(found)
        self.figures += 1
        place = len(self.embedded)
        yield paragraph("Picture", picture_xml(place, f"rIdPicture{place}", alt, width, height))
        yield self._caption(self.report.words.figure, self.figures, said)


def _lines(title: str) -> str:
    """A long title broken where it reads well; one paragraph, so that it is one entry of the outline."""
    return "<w:r><w:br/></w:r>".join(run(line) for line in title_lines(title, paper.PAPER.core_width / paper.TITLE))


def _row(
    cells: list[str],
    widths: list[int],
    style: str,
    align: tuple[blocks.Align, ...] | list[blocks.Align],
    *,
    head: bool = False,
) -> str:
    """A head row repeats on every page; no row is torn across two."""
    properties = element("cantSplit") + (element("tblHeader") if head else "")
    shade = element("shd", val="clear", color="auto", fill="F2F2F2") if head else ""
    written = []
    for place, (inside, width) in enumerate(zip(cells, widths, strict=True)):
        side = align[place] if place < len(align) else "start"
        more = {"jc": element("jc", val={"center": "center", "end": "right"}[side])} if side != "start" else {}
        middle = element("vAlign", val="center")
        written.append(
            f"<w:tc><w:tcPr>{element('tcW', w=width, type='dxa')}{shade}{middle}</w:tcPr>{paragraph(style, inside, **more)}</w:tc>"
        )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(written)}</w:tr>"


def footnotes_xml(notes: list[str]) -> Iterator[str]:
    """The part python-docx has no word for: two separators, then the notes, numbered from 1."""
    yield f"{xml.HEAD}<w:footnotes {xml.NAMESPACES}>"
    for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
        yield f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr>{element("spacing", after=0, line=240, lineRule="auto")}</w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>'
    for number, said in enumerate(notes, 1):
        yield f'<w:footnote w:id="{number}">{paragraph("FootnoteText", f"<w:r>{_REFERENCE}<w:footnoteRef/></w:r>" + run(f" {said}"))}</w:footnote>'
    yield "</w:footnotes>"
