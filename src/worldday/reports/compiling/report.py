"""A whole report, ready to be written by any of the three writers. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from .blocks import Block, Chart, Heading, Paragraph, Picture, Table, plain


@dataclass(frozen=True)
class Words:
    """The few words the writers add themselves, in the report's language."""

    figure: str = "图"
    table: str = "表"
    annex: str = "附件"
    notes: str = "注释"
    contents: str = "目录"
    back: str = "返回正文"


@dataclass(frozen=True)
class Part:
    """A section: `level` 1 or 2; an annex begins a page and has a number of its own."""

    key: str
    heading: str
    blocks: list[Block]
    level: int = 1
    annex: bool = False


@dataclass(frozen=True)
class Report:
    title: str
    issuer: str
    dated: str  # 2020年10月30日
    language: str  # "zh" or "en"
    parts: list[Part]
    notes: Mapping[str, str]  # token → the footnote's text
    pictures: Mapping[str, PictureFile] = field(default_factory=dict)  # source → its file
    banner: str = ""  # said above the title, as of sample content
    subject: str = ""
    words: Words = Words()
    made_at: str = ""  # ISO moment for the files' properties

    @property
    def chinese(self) -> bool:
        return self.language == "zh"


@dataclass(frozen=True)
class PictureFile:
    """A picture ready to be embedded: JPEG or PNG, without metadata."""

    content: bytes
    width: int
    height: int
    suffix: str  # jpg, png

    @property
    def mime(self) -> str:
        return "image/png" if self.suffix == "png" else "image/jpeg"


@dataclass(frozen=True)
class Numbered:
    """A part with its place: `number` is 一、 or （二） or 附件3; the numbers of headings inside follow from it."""

    part: Part
    number: str
    ordinal: int


def numbered(report: Report) -> Iterator[Numbered]:
    """Parts with their numbers, body first, annexes after it whatever their order."""
    firsts = seconds = 0
    for part in (one for one in report.parts if not one.annex):
        if part.level == 1:
            firsts, seconds = firsts + 1, 0
            yield Numbered(part, first_number(firsts, chinese=report.chinese), firsts)
        else:
            seconds += 1
            yield Numbered(part, second_number(seconds, firsts, chinese=report.chinese), seconds)
    annexes = [one for one in report.parts if one.annex]
    for place, part in enumerate(annexes, 1):
        alone = "" if len(annexes) == 1 else str(place)
        between = "" if report.chinese else " "
        yield Numbered(part, f"{report.words.annex}{between if alone else ''}{alone}", place)


def first_number(n: int, *, chinese: bool = True) -> str:
    """一、 (GB/T 9704-2012, 7.3.3); in English 1."""
    return f"{chinese_number(n)}、" if chinese else f"{n}. "


def second_number(n: int, above: int, *, chinese: bool = True) -> str:
    return f"（{chinese_number(n)}）" if chinese else f"{above}.{n} "


def third_number(n: int, above: str, *, chinese: bool = True) -> str:
    return f"{n}．" if chinese else f"{above.strip()}.{n} "


def chinese_number(n: int) -> str:
    """1–99 as Chinese headings count; larger ones in digits."""
    digits = "〇一二三四五六七八九"
    if not 0 < n < 100:
        return str(n)
    tens, ones = divmod(n, 10)
    return (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones else "")


def level_of(part: Part, heading: Heading) -> int:
    """How deep a heading inside a section stands in the report: 2 or 3."""
    return min(part.level + heading.level - 1, 3)


def characters(report: Report) -> set[str]:
    """Every character that must be drawn."""
    found: set[str] = set(report.title + report.issuer + report.banner)
    for part in report.parts:
        found.update(part.heading)
        for block in part.blocks:
            found.update(_words(block))
    for note in report.notes.values():
        found.update(note)
    return found


def _words(block: Block) -> str:
    match block:
        case Heading(_, words):
            return words
        case Paragraph(inlines):
            return plain(inlines)
        case Picture(_, caption, credit):
            return caption + credit
        case Chart():
            return block.caption + "".join(bar.label for bar in block.bars)
        case Table():
            return "".join([block.caption, *block.head, *(plain(cell) for row in block.rows for cell in row)])
    return ""
