"""What the review page posts → a corrected reading. Pure: no database, no request.

Inputs are named by JSON pointer (`/activities/3/units/0/name`). The rows of a list are posted in the order they shall
have, as `rows:/activities` = `key@origin`: `key` is what the row's inputs are named with, `origin` its place in the
reading that was shown (nothing for a new row). Whatever a row holds beyond the form's fields therefore stays with it,
and `spans` follow their rows. Works the same with and without script.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils.translation import gettext as _

from .schema import FLAG, NOTICE, Field, Group, Part, Rows
from .values import BadValueError, taken
from .warnings import value_at

PAGE = 40  # activities shown at a time: some 700 inputs, well under DATA_UPLOAD_MAX_NUMBER_FIELDS
FIRST, AFTER = "first", "after"  # inputs that say which activities of the reading the form holds


class Posted(Protocol):
    """A QueryDict, or anything like it."""

    def getlist(self, key: str) -> list[str]: ...
    def get(self, key: str) -> str | None: ...


@dataclass(frozen=True)
class Place:
    """Where the reader of the form stands: in the form's names, in the reading that was shown, in the new one."""

    form: str = ""
    old: str | None = ""
    new: str = ""

    def part(self, name: str) -> "Place":
        old = None if self.old is None else f"{self.old}/{name}"
        return Place(f"{self.form}/{name}", old, f"{self.new}/{name}")

    def row(self, key: str, origin: int | None, index: int) -> "Place":
        old = None if self.old is None or origin is None else f"{self.old}/{origin}"
        return Place(f"{self.form}/{key}", old, f"{self.new}/{index}")


@dataclass
class Reading:
    """The corrected reading, what could not be understood (input name → sentence), and where rows came from."""

    data: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    origins: dict[str, str | None] = field(default_factory=dict)  # new row pointer → old one, None for a new row
    dropped: set[str] = field(default_factory=set)  # old pointers of removed rows


def read_form(post: Posted, base: dict[str, Any]) -> Reading:
    """Take what was posted over `base`, the reading as it was shown.

    Values that cannot be understood stand in `data` as typed, so that the form can be shown again, with a sentence in
    `errors`: never save a reading that has errors.
    """
    form = _Form(post)
    form.found.data = form.parts(NOTICE, base, Place())
    form.found.data["spans"] = moved_spans(base.get("spans") or {}, form.found)
    return form.found


class _Form:
    def __init__(self, post: Posted) -> None:
        self.post, self.found = post, Reading()

    def parts(self, parts: Sequence[Part], base: dict[str, Any], at: Place) -> dict[str, Any]:
        taken_over = dict(base)
        for part in parts:
            here, before = at.part(part.name), base.get(part.name)
            if isinstance(part, Field):
                value = self.value(part, here, before)
                if value or not base or part.name in base:  # what the reading does not know stays out while it is empty
                    taken_over[part.name] = value
            elif isinstance(part, Group):
                said = self.parts(part.parts, before or {}, here)
                self.check_order(said, here)
                taken_over[part.name] = None if base.get(part.name, said) is None and not any(said.values()) else said
            else:
                taken_over[part.name] = self.rows(part, before or [], here)
        return taken_over

    def value(self, part: Field, at: Place, before: Any) -> Any:
        posted = self.post.get(at.form)
        if posted is None and part.sort != FLAG:  # a form that leaves a field out leaves it alone
            return before if before is not None else ([] if part.sort == "lines" else part.empty)
        try:
            return taken(part, posted or "", before)
        except BadValueError as problem:
            self.found.errors[at.new] = str(problem)
            return posted

    def rows(self, part: Rows, base: list[Any], at: Place) -> list[Any]:
        first, after = self.slice(len(base)) if part.paged else (0, len(base))
        kept_before, kept_after = base[:first], base[after:]
        result, seen = list(kept_before), set()
        for said in self.post.getlist(f"rows:{at.form}"):
            key, _at, origin = said.partition("@")
            known = int(origin) if origin.isdigit() and first <= int(origin) < after else None
            here = at.row(key, known, len(result))
            before = base[known] if known is not None else {}
            seen.add(known)
            self.found.origins[here.new] = here.old
            result.append(self.parts(part.parts, before, here))
        if at.old is not None:
            self.found.dropped |= {f"{at.old}/{i}" for i in range(first, after) if i not in seen}
            self.follow(kept_before, 0, 0, at)
            self.follow(kept_after, after, len(result), at)
        return result + kept_after

    def slice(self, count: int) -> tuple[int, int]:
        """Which rows of a paged list the form held; all of them unless it says so."""
        said = [self.post.get(name) or "" for name in (FIRST, AFTER)]
        first, after = (
            int(text) if text.isdigit() else default for text, default in zip(said, (0, count), strict=True)
        )
        return min(first, count), max(min(after, count), min(first, count))

    def follow(self, rows: list[Any], old: int, new: int, at: Place) -> None:
        """Rows of other pages keep their content and may move up or down."""
        for step in range(len(rows)):
            self.found.origins[f"{at.new}/{new + step}"] = f"{at.old}/{old + step}"

    def check_order(self, window: dict[str, Any], at: Place) -> None:
        start, end = window.get("start"), window.get("end")
        bad = {f"{at.new}/start", f"{at.new}/end"} & self.found.errors.keys()
        if start and end and not bad and end < start:
            self.found.errors[f"{at.new}/end"] = _("The last day lies before the first.")


def page_of(page: int, count: int) -> tuple[int, int]:
    """First row of a page (from 0) and the one after its last."""
    first = min(max(page, 0), max(count - 1, 0) // PAGE) * PAGE
    return first, min(first + PAGE, count)


def moved_spans(spans: dict[str, Any], found: Reading) -> dict[str, Any]:
    """`spans` under the rows' new places; spans of removed rows go with them."""
    moves = {old: new for new, old in found.origins.items() if old is not None}
    placed = {}
    for pointer, span in spans.items():
        ways = ["/".join(pointer.split("/")[:depth]) for depth in range(pointer.count("/") + 1, 0, -1)]
        if any(way in found.dropped for way in ways):
            continue
        old = next((way for way in ways if way in moves), "")
        placed[moves.get(old, "") + pointer[len(old) :]] = span
    return placed


@dataclass(frozen=True)
class Step:
    """A button of the form that changes rows without script: `add:/themes`, `drop|up|down:/activities/3`."""

    verb: str
    path: str

    @classmethod
    def said(cls, text: str) -> "Step | None":
        verb, _colon, path = text.partition(":")
        return cls(verb, path) if verb in ("add", "drop", "up", "down") and path.startswith("/") else None

    def over(self, rows: dict[str, list[str]]) -> dict[str, list[str]]:
        """The posted row lists (`rows:/themes` → [`0@0`, …]) after the step."""
        changed = {name: list(said) for name, said in rows.items()}
        if self.verb == "add":
            changed.setdefault(f"rows:{self.path}", []).append("added@")
            return changed
        parent, _slash, key = self.path.rpartition("/")
        said = changed.get(f"rows:{parent}", [])
        at = next((i for i, one in enumerate(said) if one.partition("@")[0] == key), None)
        if at is None:
            return changed
        row = said.pop(at)
        if self.verb != "drop":
            said.insert(max(0, at + (-1 if self.verb == "up" else 1)), row)
        return changed

    def anchor(self, reading: Reading) -> str:
        """Where the page should stand after the step: at the row it touched, else at the list."""
        parent, _slash, key = self.path.rpartition("/")
        if self.verb == "add":
            count = len(value_at(reading.data, self.path) or [])
            return f"r{self.path}/{count - 1}".replace("/", "-")
        if self.verb == "drop":
            return f"l{parent}".replace("/", "-")
        row = max(0, int(key) + (1 if self.verb == "down" else -1)) if key.isdigit() else 0
        return f"r{parent}/{row}".replace("/", "-")
