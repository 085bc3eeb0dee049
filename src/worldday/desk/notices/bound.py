"""A reading as the inputs of the review page: every value with its name, its place in the text, its warnings. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .forms import PAGE, Reading, page_of
from .schema import CHOICE, NOTICE, Field, Group, Part, Rows, Text
from .values import shown
from .warnings import Placed

BLANK = "__new__"  # the key of the row that script copies; script puts a fresh key in its place


@dataclass(frozen=True)
class Input:
    name: str  # JSON pointer, the input's name
    label: Text
    sort: str
    value: str
    choices: list[tuple[str, Text]]
    mark: str  # id of the value's first mark in the document, "" when it was not read from the text
    warnings: list[Placed]
    error: str

    @property
    def id(self) -> str:
        return html_id("f", self.name)

    @property
    def open_warnings(self) -> list[Placed]:
        return [warning for warning in self.warnings if not warning.settled]

    @property
    def lines(self) -> int:
        """Height of the input: what it holds at some 30 Chinese characters a line, six lines at most."""
        return min(6, max(1, sum(-(-len(line) // 30) for line in self.value.split("\n"))))


@dataclass(frozen=True)
class Row:
    name: str
    key: str
    origin: str
    number: int
    parts: dict[str, Any]

    @property
    def id(self) -> str:
        return html_id("r", self.name)


@dataclass(frozen=True)
class Listing:
    name: str
    label: Text
    rows: list[Row]
    blank: Row | None
    count: int
    first: int = 0
    after: int = 0
    pages: list[tuple[int, int, int]] = field(default_factory=list)  # (page, number of its first row, of its last)

    @property
    def id(self) -> str:
        return html_id("l", self.name)


def html_id(kind: str, pointer: str) -> str:
    """`/activities/0/name` → `f-activities-0-name`."""
    return kind + pointer.replace("/", "-")


@dataclass
class Sheet:
    """The whole form; `inputs` finds one by pointer."""

    parts: dict[str, Any]
    inputs: dict[str, Input]

    def field_of(self, pointer: str) -> str:
        """The pointer of the field that shows the value at `pointer`, on this page or another; "" when none does."""
        parts = pointer.split("/")
        ways = ["/".join(parts[:depth]) for depth in range(len(parts), 1, -1)]
        return next((way for way in ways if way in self.inputs or label_of(way)), "")

    def link(self, pointer: str) -> str:
        """The address of that field: on this page, or on the page of activities that shows it; "" when none does."""
        field = self.field_of(pointer)
        if not field:
            return ""
        anchor = f"#{html_id('f', field)}"
        return anchor if field in self.inputs else f"?page={int(field.split('/')[2]) // PAGE}{anchor}"


def bind(reading: Reading, *, warnings: Sequence[Placed] = (), page: int = 0) -> Sheet:
    return _Binder(reading, warnings, page).sheet()


class _Binder:
    def __init__(self, reading: Reading, warnings: Sequence[Placed], page: int) -> None:
        self.reading, self.page = reading, page
        self.inputs: dict[str, Input] = {}
        self.marks: dict[str, str] = {}
        for pointer in sorted(reading.data.get("spans") or {}, key=lambda pointer: reading.data["spans"][pointer]):
            self.marks.setdefault(pointer, pointer)
            self.marks.setdefault(
                pointer.rpartition("/")[0], pointer
            )  # a list of lines is marked where its first line is
        self.warnings: dict[str, list[Placed]] = {}
        for warning in warnings:
            self.warnings.setdefault(warning.pointer, []).append(warning)

    def sheet(self) -> Sheet:
        return Sheet(self.parts(NOTICE, self.reading.data, ""), self.inputs)

    def parts(self, parts: Sequence[Part], data: Mapping[str, Any], at: str) -> dict[str, Any]:
        return {part.name: self.part(part, data.get(part.name), f"{at}/{part.name}") for part in parts}

    def part(self, part: Part, value: Any, at: str) -> Any:
        if isinstance(part, Field):
            self.inputs[at] = bound = self.input(part, value, at)
            return bound
        if isinstance(part, Group):
            return self.parts(part.parts, value or {}, at)
        return self.listing(part, value or [], at)

    def input(self, part: Field, value: Any, at: str) -> Input:
        text = shown(part, value) if at not in self.reading.errors else str(value)
        choices = list(part.choices()) if part.choices else []
        if part.sort == CHOICE and text not in dict(choices):
            choices.insert(0, (text, text or "—"))
        mark = html_id("m", self.marks[at]) if at in self.marks else ""
        said = self.warnings.get(at, []) + [one for line in range(9) for one in self.warnings.get(f"{at}/{line}", [])]
        return Input(at, part.label, part.sort, text, choices, mark, said, self.reading.errors.get(at, ""))

    def listing(self, part: Rows, values: list[Any], at: str) -> Listing:
        first, after = page_of(self.page, len(values)) if part.paged else (0, len(values))
        rows = [self.row(part, values[index], index, at) for index in range(first, after)]
        pages = [(n, n * PAGE + 1, min((n + 1) * PAGE, len(values))) for n in range(-(-len(values) // PAGE))]
        blank = None if any(step.isdigit() for step in at.split("/")) else self.blank(part, at)
        return Listing(
            at, part.label, rows, blank, len(values), first, after, pages if part.paged and len(pages) > 1 else []
        )

    def blank(self, part: Rows, at: str) -> Row:
        return Row(f"{at}/{BLANK}", BLANK, "", 0, self.parts(part.parts, {}, f"{at}/{BLANK}"))

    def row(self, part: Rows, value: Mapping[str, Any], index: int, at: str) -> Row:
        here = f"{at}/{index}"
        old = self.reading.origins.get(here, here)
        origin = "" if old is None else old.rpartition("/")[2]
        return Row(here, str(index), origin, index + 1, self.parts(part.parts, value, here))


def label_of(pointer: str) -> Text:
    """The name of the field at `pointer`, whichever row; "" when the schema has none there."""
    found: Sequence[Part] = NOTICE
    part: Part | None = None
    for step in pointer.split("/")[1:]:
        if step.isdigit():
            found, part = (part.parts if isinstance(part, Rows) else ()), None
            continue
        part = next((one for one in found if one.name == step), None)
        found = part.parts if isinstance(part, Group) else ()
    return part.label if isinstance(part, Field) else ""
