"""What was read, before it becomes JSON: every value with its place in the text."""

from dataclasses import dataclass, field
from datetime import date

from .days import Calendar
from .outline import Node
from .text import Found, found
from .windows import Window


@dataclass(frozen=True)
class Source:
    """The text as printed, normalised, and prose (normalised, tables and furniture emptied)."""

    raw: str
    text: str
    prose: str
    calendar: Calendar

    def found(self, start: int, end: int, extra: str = "") -> Found:
        """The printed words of a span in one line."""
        return found(self.raw, start, end, extra)


@dataclass(frozen=True)
class Unit:
    """An office named for an activity. ``printed`` is its place; the name may be longer (浙江 → 浙江省市场监管局)."""

    name: str
    role: str
    start: int
    end: int


@dataclass
class Activity:
    """One line of the workplan."""

    name: Found
    seq: Found | None = None
    content: Found | None = None
    units: list[Unit] = field(default_factory=list)
    units_text: Found | None = None
    open_list: bool = False
    window: Window | None = None
    node: Node | None = None
    table: int | None = None
    kind: str = "event"
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class Theme:
    """A theme of the observance; ``english`` is the printed English wording."""

    text: Found
    scope: str | None = None
    english: Found | None = None


@dataclass(frozen=True)
class Observance:
    """The day, week or month that is marked."""

    name: Found
    ordinal: int | None = None
    window: Window | None = None
    ordinal_span: tuple[int, int] | None = None


@dataclass(frozen=True)
class Task:
    """One thing owed: a plan, summary, materials, nomination or other paper, with its due day."""

    what: str
    start: int
    end: int
    who: Found | None = None
    due: date | None = None
    due_text: Found | None = None
    recipient: Found | None = None
    max_chars: int | None = None
    max_chars_span: tuple[int, int] | None = None


@dataclass(frozen=True)
class Contact:
    """People and numbers to ask; values normalised, each with its place."""

    names: tuple[Found, ...] = ()
    phones: tuple[Found, ...] = ()
    emails: tuple[Found, ...] = ()


@dataclass(frozen=True)
class Doubt:
    """What a careful reader would question; ``params`` fill the sentence in ``warnings/texts.py``."""

    code: str
    start: int
    end: int
    params: dict[str, object] = field(default_factory=dict)


@dataclass
class Notice:
    """All that was read out of one notice."""

    source: Source
    title: Found | None = None
    issuers: list[Found] = field(default_factory=list)
    doc_number: Found | None = None
    addressees: Found | None = None
    issued: date | None = None
    issued_text: Found | None = None
    observance: Observance | None = None
    themes: list[Theme] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    warnings: list[Doubt] = field(default_factory=list)
    body: int = 0
