"""What a section is made of: plain values ↔ JSON. Pure.

Everything a reader sees is one of these blocks, so that three writers and one markup show the same report.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Literal

Align = Literal["start", "center", "end"]


@dataclass(frozen=True)
class Run:
    """A stretch of text in one face; `strong` is what a person marked as a highlight."""

    text: str
    strong: bool = False


@dataclass(frozen=True)
class Note:
    """A reference to a footnote; `token` is the name of a source, see `notes`."""

    token: str


Inline = Run | Note
Cell = tuple[Inline, ...]


@dataclass(frozen=True)
class Heading:
    """A heading inside a section; `level` counts from the section's own: 2 is the first below it."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """`look` is "body" (indented by two characters) or "small" (where something comes from, in small type)."""

    inlines: Cell
    look: str = "body"


@dataclass(frozen=True)
class Table:
    """One head row, repeated on every page. Cells hold no line breaks."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    align: tuple[Align, ...] = ()  # one per column; missing ones start


@dataclass(frozen=True)
class Picture:
    """`source` is `material:CODE`; `credit` names who took it and which unit sent it."""

    source: str
    caption: str
    credit: str = ""

    @property
    def alt(self) -> str:
        """What a person who cannot see it is told."""
        return self.caption or self.credit


@dataclass(frozen=True)
class Bar:
    """One line of a chart: numbers of the same measure side by side (`values`), or days as (first, last) pairs (`spans`)."""

    label: str
    values: tuple[int, ...] = ()
    spans: tuple[tuple[str, str] | None, ...] = ()  # ISO days; planned, actual


@dataclass(frozen=True)
class Chart:
    """`name` is what the markup calls it by; `series` names the values or spans of each bar, in order."""

    name: str
    caption: str
    kind: Literal["bars", "days"]
    series: tuple[str, ...]
    bars: tuple[Bar, ...]
    alt: str = ""


@dataclass(frozen=True)
class PageBreak:
    pass


Block = Heading | Paragraph | Table | Picture | Chart | PageBreak
_KINDS: dict[str, type[Any]] = {
    "heading": Heading,
    "paragraph": Paragraph,
    "table": Table,
    "picture": Picture,
    "chart": Chart,
    "break": PageBreak,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def text(*parts: str | Inline) -> Cell:
    """Inlines from plain texts and references, tidied: `text("共", "21", Note("k2"), "项")`."""
    return tidy(Run(part) if isinstance(part, str) else part for part in parts)


def tidy(inlines: Iterable[Inline]) -> Cell:
    """Neighbours of one face joined, empty ones dropped, line breaks and runs of blanks made one blank, ends trimmed."""
    found: list[Inline] = []
    for part in inlines:
        if isinstance(part, Note):
            found.append(part)
            continue
        said = _one_line(part.text)
        last = found[-1] if found else None
        if isinstance(last, Run) and last.strong == part.strong:
            found[-1] = replace(last, text=_one_line(last.text + said))
        elif said:
            found.append(replace(part, text=said))
    return _trimmed(found)


def _one_line(value: str) -> str:
    """Blanks of every sort become one plain blank; the full-width one is a blank too. Control characters go."""
    plain = "".join(c if c.isprintable() or c.isspace() else "" for c in value)
    squeezed = " ".join(plain.split())
    if not squeezed:
        return " " if plain else ""
    return (" " if plain[0].isspace() else "") + squeezed + (" " if plain[-1].isspace() else "")


def _trimmed(found: list[Inline]) -> Cell:
    """No blank at either end, and no run that was nothing but one."""
    for at, side in ((0, str.lstrip), (-1, str.rstrip)):
        while found and isinstance(run := found[at], Run):
            rest = side(run.text)
            if rest:
                found[at] = replace(run, text=rest)
                break
            del found[at]
    return tuple(found)


def plain(inlines: Cell) -> str:
    """The words alone."""
    return "".join(part.text for part in inlines if isinstance(part, Run))


def inlines_of(block: Block) -> Iterator[Inline]:
    """Every run and reference of a block, in reading order."""
    if isinstance(block, Paragraph):
        yield from block.inlines
    elif isinstance(block, Table):
        for row in block.rows:
            for cell in row:
                yield from cell


def tokens_of(blocks: Iterable[Block]) -> list[str]:
    """Sources referred to, in order of first mention."""
    found = (part.token for block in blocks for part in inlines_of(block) if isinstance(part, Note))
    return list(dict.fromkeys(found))


def to_json(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """JSON-ready: one object per block, its kind under "is"; a reference is {"note": token}."""
    return [{"is": _NAMES[type(block)], **_values(block)} for block in blocks]


def from_json(data: Iterable[dict[str, Any]]) -> list[Block]:
    """What `to_json` wrote. Raises `KeyError` or `TypeError` for anything else."""
    return [_block(one) for one in data]


def digest_of(blocks: Iterable[Block]) -> str:
    """Names exactly these blocks: tells whether what was edited is still what would be written."""
    written = json.dumps(to_json(blocks), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def _values(block: Block) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"inlines": _cell(block.inlines), "look": block.look}
    if isinstance(block, Table):
        rows = [[_cell(cell) for cell in row] for row in block.rows]
        return {"caption": block.caption, "head": list(block.head), "rows": rows, "align": list(block.align)}
    if isinstance(block, Chart):
        bars = [
            {"label": b.label, "values": list(b.values), "spans": [list(s) if s else None for s in b.spans]}
            for b in block.bars
        ]
        return {**vars(block), "series": list(block.series), "bars": bars}
    return dict(vars(block))


def _cell(cell: Cell) -> list[dict[str, Any]]:
    return [
        {"note": part.token}
        if isinstance(part, Note)
        else {"text": part.text, **({"strong": True} if part.strong else {})}
        for part in cell
    ]


def _block(data: dict[str, Any]) -> Block:
    values = {name: value for name, value in data.items() if name != "is"}
    kind = _KINDS[data["is"]]
    if kind is Paragraph:
        values["inlines"] = _read_cell(values["inlines"])
    elif kind is Table:
        values["head"], values["align"] = tuple(values["head"]), tuple(values["align"])
        values["rows"] = tuple(tuple(_read_cell(cell) for cell in row) for row in values["rows"])
    elif kind is Chart:
        values["series"] = tuple(values["series"])
        values["bars"] = tuple(_read_bar(bar) for bar in values["bars"])
    made: Block = kind(**values)
    return made


def _read_cell(data: list[dict[str, Any]]) -> Cell:
    return tuple(Note(one["note"]) if "note" in one else Run(one["text"], one.get("strong", False)) for one in data)


def _read_bar(data: dict[str, Any]) -> Bar:
    spans = tuple((one[0], one[1]) if one else None for one in data["spans"])
    return Bar(data["label"], tuple(data["values"]), spans)


@dataclass
class Written:
    """Blocks as they are being put together by a section: `said.paragraph("共", "3", note, "项。")`."""

    blocks: list[Block] = field(default_factory=list)

    def heading(self, words: str, level: int = 2) -> None:
        self.blocks.append(Heading(level, " ".join(words.split())))

    def paragraph(self, *parts: str | Inline, look: str = "body") -> None:
        if inlines := text(*parts):
            self.blocks.append(Paragraph(inlines, look))

    def add(self, block: Block) -> None:
        self.blocks.append(block)
