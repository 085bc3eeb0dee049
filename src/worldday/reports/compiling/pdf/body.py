"""The report's blocks as typst markup, in pieces small enough that setting one stays small in memory. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from worldday.reports.compiling import blocks, paper
from worldday.reports.compiling.blocks import Chart, Heading, Paragraph, Picture, Table
from worldday.reports.compiling.report import Numbered, Report, level_of, numbered
from worldday.reports.compiling.tables import shares, title_lines

from .typ import string, words

PIECE = 150_000  # characters of markup in one piece: about 300 pages, 130 MB while it is set
WIDEST, HIGHEST = 340.0, 250.0  # points, as in Word


@dataclass
class Typed:
    """Writes blocks and counts what the next piece must go on from."""

    report: Report
    notes: int = 0
    tables: int = 0
    figures: int = 0
    firsts: int = 0
    files: dict[str, str] = field(default_factory=dict)  # source → name in the press's folder

    def pieces(self) -> Iterator[str]:
        """Markup of the whole report; each piece begins by saying where its counters stand."""
        piece: list[str] = [self._counters(), self._opening()]
        size = 0
        for one in numbered(self.report):
            for said in self._part(one):
                piece.append(said)
                size += len(said)
                if size > PIECE and said.endswith("\n\n"):
                    yield "".join(piece)
                    piece, size = [self._counters()], 0
        yield "".join(piece)

    def _counters(self) -> str:
        return (
            f"#counter(footnote).update({self.notes})\n#counter(figure.where(kind: table)).update({self.tables})\n"
            f"#counter(figure.where(kind: image)).update({self.figures})\n#counter(heading).update({self.firsts})\n\n"
        )

    def _opening(self) -> str:
        said = self.report.chinese
        under = (
            f"（{self.report.issuer}　{self.report.dated}）" if said else f"{self.report.issuer}, {self.report.dated}"
        )
        banner = f"#align(center, small([{words(self.report.banner)}]))\n" if self.report.banner else ""
        return f"{banner}#v({paper.BODY:g}pt)\n#title({_lines(self.report.title)})\n#subtitle([{words(under)}])\n#v({paper.BODY:g}pt)\n\n"

    def _part(self, one: Numbered) -> Iterator[str]:
        if one.part.annex:
            yield f"#label([{words(one.number)}])\n#annex({_lines(one.part.heading)})\n\n"
        else:
            self.firsts += one.part.level == 1
            yield f"{'=' * one.part.level} {words(one.part.heading)}\n\n"
        for block in one.part.blocks:
            yield self._block(block, one)

    def _block(self, block: blocks.Block, one: Numbered) -> str:
        match block:
            case Paragraph(inlines, "small"):
                return f"#small[{self._inlines(inlines)}]\n\n"
            case Paragraph(inlines):
                return f"{self._inlines(inlines)}\n\n"
            case Heading(_, said):
                return (
                    f"#sub[{words(said)}]\n"
                    if one.part.annex
                    else f"{'=' * level_of(one.part, block)} {words(said)}\n\n"
                )
            case Table():
                return self._table(block)
            case Picture():
                return self._picture(block)
            case Chart():
                return self._chart(block)
        return "#pagebreak()\n\n"

    def _inlines(self, inlines: blocks.Cell) -> str:
        return "".join(self._inline(part) for part in inlines)

    def _inline(self, part: blocks.Inline) -> str:
        if isinstance(part, blocks.Note):
            self.notes += 1
            return f"#footnote[{words(self.report.notes.get(part.token, ''))}]"
        return f"#strong[{words(part.text)}]" if part.strong else words(part.text)

    def _table(self, table: Table) -> str:
        columns = ", ".join(f"{share * 100:.2f}fr" for share in shares(table))
        align = [*table.align, *["start"] * (len(table.head) - len(table.align))]
        sides = ", ".join(f"{side} + horizon" for side in align)
        head = ", ".join(f"[#align(center)[{words(said)}]]" for said in table.head)
        body = ",\n".join(", ".join(f"[{self._inlines(cell)}]" for cell in _filled(row, table)) for row in table.rows)
        made = f"table(columns: ({columns},), align: ({sides},), table.header({head}),\n{body})"
        if not table.caption:
            return f"#{made}\n\n"
        self.tables += 1
        return f"#figure(kind: table, caption: [{words(table.caption)}], {made})\n\n"

    def _picture(self, block: Picture) -> str:
        found = self.report.pictures.get(block.source)
        if found is None:
            return ""
        self.figures += 1
        name = self.files.setdefault(block.source, f"photo{len(self.files) + 1}.{found.suffix}")
        scale = min(WIDEST / found.width, HIGHEST / found.height)
        credit = (f"（{block.credit}）" if self.report.chinese else f" ({block.credit})") if block.credit else ""
        picture = f"image({string(name)}, width: {found.width * scale:.1f}pt, alt: {string(block.alt)})"
        return f"#figure({picture}, caption: [{words(block.caption + credit)}])\n\n"

    def _chart(self, block: Chart) -> str:
        self.figures += 1
        name = self.files.setdefault(f"chart:{block.name}", f"chart-{block.name}.svg")
        picture = f"image({string(name)}, width: 100%, alt: {string(block.alt or block.caption)})"
        return f"#figure({picture}, caption: [{words(block.caption)}])\n\n"


def _lines(title: str) -> str:
    return ", ".join(f"[{words(line)}]" for line in title_lines(title, paper.PAPER.core_width / paper.TITLE))


def _filled(row: tuple[blocks.Cell, ...], table: Table) -> tuple[blocks.Cell, ...]:
    return (*row, *[()] * (len(table.head) - len(row)))
