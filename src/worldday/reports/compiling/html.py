"""The report as one web page: no script, nothing from elsewhere, footnotes one can go to and come back from, printable. Pure."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from . import blocks, charts
from .blocks import Chart, Heading, Paragraph, Picture, Table
from .report import Numbered, Report, level_of, numbered, second_number, third_number
from .tables import shares

MIME = "text/html; charset=utf-8"
# The page carries its style, so that a downloaded file looks as it did; served, it may load nothing at all.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
STYLE = """
:root{color-scheme:light dark}
body{max-width:46rem;margin:0 auto;padding:1.5rem 1.1rem 4rem;font:1.05rem/1.85 "FangSong","STFangsong","Noto Serif CJK SC","Songti SC",serif;color:#1a1a1a;background:#fff;overflow-wrap:break-word}
h1,h2,h3,h4,nav h2,th,figcaption,caption{font-family:"SimHei","Heiti SC","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;line-height:1.45}
h1{font-size:1.7rem;text-align:center;margin:1.2rem 0 .3rem;text-wrap:balance}h2{font-size:1.25rem;margin:2.2rem 0 .6rem}h3{font-size:1.1rem;margin:1.6rem 0 .4rem}h4{font-size:1rem;margin:1.2rem 0 .3rem}
.by,.banner{text-align:center;color:#555;margin:0}.banner{border:1px solid;border-radius:.3rem;padding:.2rem .6rem;margin-bottom:1rem}
p{margin:.35rem 0}:lang(zh) .body{text-indent:2em}.small{font-size:.85rem;color:#555;margin:.1rem 0 .5rem}
nav ol{list-style:none;padding:0;columns:18rem}nav li{padding:.15rem 0}a{color:#0b4f85}a:focus-visible{outline:3px solid #f0a500;outline-offset:2px}
.wide{overflow-x:auto;margin:1rem 0}table{border-collapse:collapse;width:100%;font-size:.92rem;line-height:1.5}.many{min-width:46rem}caption{padding:.3rem;font-weight:600}
th,td{border:1px solid #8a8a8a;padding:.35rem .5rem;text-align:start;vertical-align:top}thead th{background:#f0f0f0;text-align:center}.end{text-align:end;font-variant-numeric:tabular-nums}.center{text-align:center}
figure{margin:1.2rem 0;text-align:center;break-inside:avoid}figure img,figure svg{max-width:100%;height:auto;max-height:75vh}figcaption{font-size:.92rem;margin-top:.3rem}
sup a{text-decoration:none;padding:0 .12em}.annex{border-top:3px double #999;margin-top:3rem}.notes{font-size:.88rem;line-height:1.6}.notes li:target,sup a:target{background:#fff3c4;color:#1a1a1a}
@media(prefers-color-scheme:dark){body{background:#16181b;color:#e8e8e8}a{color:#8ec5f5}.by,.banner,.small{color:#b5b5b5}thead th{background:#2a2d31}figure svg{background:#fff}}
@media print{@page{size:A4;margin:37mm 26mm 35mm 28mm}body{max-width:none;padding:0;font-size:12pt;background:#fff;color:#000}nav,.back{display:none}h2,h3,h4,caption{break-after:avoid}tr{break-inside:avoid}thead{display:table-header-group}.annex{break-before:page;border:0}.wide{overflow:visible}.many{min-width:0}}
"""
MANY = 5  # columns


@dataclass
class Page:
    report: Report
    notes: list[str] = field(default_factory=list)
    tables: int = 0
    figures: int = 0
    seconds: int = 0
    thirds: int = 0

    def pieces(self) -> Iterator[str]:
        """The page from first to last, to be joined or sent piece by piece."""
        parts = list(numbered(self.report))
        language = "zh-Hans" if self.report.chinese else "en"
        title = escape(self.report.title)
        yield (
            f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
            f"<title>{title}</title><style>{STYLE}</style></head><body><header>"
        )
        if self.report.banner:
            yield f'<p class="banner">{escape(self.report.banner)}</p>'
        yield f'<h1>{title}</h1><p class="by">{escape(self.report.issuer)}　{escape(self.report.dated)}</p></header>'
        yield from self._contents(parts)
        yield "<main>"
        for one in parts:
            yield from self._part(one)
        yield from self._notes()
        yield "</main></body></html>"

    def _contents(self, parts: list[Numbered]) -> Iterator[str]:
        said = escape(self.report.words.contents)
        yield f'<nav aria-labelledby="contents"><h2 id="contents">{said}</h2><ol>'
        for one in parts:
            if one.part.level == 1:
                yield f'<li><a href="#{_id(one)}">{_title(one)}</a></li>'
        if any(blocks.tokens_of(one.part.blocks) for one in parts):
            yield f'<li><a href="#notes">{escape(self.report.words.notes)}</a></li>'
        yield "</ol></nav>"

    def _part(self, one: Numbered) -> Iterator[str]:
        level = one.part.level + 1
        self.seconds = self.thirds = 0
        kind = ' class="annex"' if one.part.annex else ""
        yield f'<section{kind} aria-labelledby="{_id(one)}"><h{level} id="{_id(one)}">{_title(one)}</h{level}>'
        for block in one.part.blocks:
            yield self._block(block, one)
        yield "</section>"

    def _block(self, block: blocks.Block, one: Numbered) -> str:
        match block:
            case Paragraph(inlines, look):
                return f'<p class="{"small" if look == "small" else "body"}">{self._inlines(inlines)}</p>'
            case Heading(_, said):
                level = level_of(one.part, block)
                return f"<h{level + 1}>{escape(self._number(one, level))}{escape(said)}</h{level + 1}>"
            case Table():
                return self._table(block)
            case Picture():
                return self._picture(block)
            case Chart():
                return self._figure(charts.svg(block), block.caption)
        return ""

    def _number(self, one: Numbered, level: int) -> str:
        if one.part.annex:
            return ""
        if level == 2:
            self.seconds, self.thirds = self.seconds + 1, 0
            return second_number(self.seconds, one.ordinal, chinese=self.report.chinese)
        self.thirds += 1
        return third_number(self.thirds, one.number, chinese=self.report.chinese)

    def _inlines(self, inlines: blocks.Cell) -> str:
        return "".join(self._inline(part) for part in inlines)

    def _inline(self, part: blocks.Inline) -> str:
        if isinstance(part, blocks.Run):
            said = escape(part.text)
            return f"<strong>{said}</strong>" if part.strong else said
        self.notes.append(self.report.notes.get(part.token, ""))
        n = len(self.notes)
        return f'<sup><a href="#note{n}" id="ref{n}" role="doc-noteref" aria-label="{escape(self.report.words.notes)} {n}">{n}</a></sup>'

    def _table(self, table: Table) -> str:
        self.tables += 1 if table.caption else 0
        between = "" if self.report.chinese else " "
        caption = (
            f"<caption>{escape(self.report.words.table)}{between}{self.tables}　{escape(table.caption)}</caption>"
            if table.caption
            else ""
        )
        columns = "".join(f'<col width="{share * 100:.1f}%">' for share in shares(table))
        head = "".join(f'<th scope="col">{escape(said)}</th>' for said in table.head)
        rows = "".join(f"<tr>{self._cells(row, table)}</tr>" for row in table.rows)
        many = ' class="many"' if len(table.head) >= MANY else ""  # on a phone it is pushed sideways, not squeezed
        return f'<div class="wide" tabindex="0"><table{many}>{caption}<colgroup>{columns}</colgroup><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'

    def _cells(self, row: tuple[blocks.Cell, ...], table: Table) -> str:
        sides = [*table.align, *["start"] * len(table.head)]
        kinds = {"start": "", "center": ' class="center"', "end": ' class="end"'}
        return "".join(f"<td{kinds[side]}>{self._inlines(cell)}</td>" for cell, side in zip(row, sides, strict=False))

    def _picture(self, block: Picture) -> str:
        found = self.report.pictures.get(block.source)
        if found is None:
            return ""
        data = f"data:{found.mime};base64,{b64encode(found.content).decode()}"
        picture = f'<img src="{data}" width="{found.width}" height="{found.height}" alt="{escape(block.alt)}">'
        credit = (f"（{block.credit}）" if self.report.chinese else f" ({block.credit})") if block.credit else ""
        return self._figure(picture, block.caption + credit)

    def _figure(self, inside: str, said: str) -> str:
        self.figures += 1
        between = "" if self.report.chinese else " "
        return f"<figure>{inside}<figcaption>{escape(self.report.words.figure)}{between}{self.figures}　{escape(said)}</figcaption></figure>"

    def _notes(self) -> Iterator[str]:
        if not self.notes:
            return
        yield f'<section class="notes annex" role="doc-endnotes" aria-labelledby="notes"><h2 id="notes">{escape(self.report.words.notes)}</h2><ol>'
        back = escape(self.report.words.back)
        for n, said in enumerate(self.notes, 1):
            yield f'<li id="note{n}">{escape(said)} <a class="back" href="#ref{n}" role="doc-backlink" aria-label="{back} {n}">↩</a></li>'
        yield "</ol></section>"


def write(report: Report) -> Iterator[bytes]:
    for piece in Page(report).pieces():
        yield piece.encode()


def fragment(report: Report) -> Iterator[str]:
    """The parts alone, for showing inside another page, with the notes they refer to."""
    page = Page(report)
    for one in numbered(report):
        yield from page._part(one)
    yield from page._notes()


def _id(one: Numbered) -> str:
    return "s-" + "".join(c if c.isascii() and c.isalnum() else "-" for c in one.part.key)


def _title(one: Numbered) -> str:
    between = "　" if one.part.annex else ""
    return escape(f"{one.number}{between}{one.part.heading}")
