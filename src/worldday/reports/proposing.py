"""What a line of a plan probably means: its kind, its days. Proposals; the unit corrects them on the page."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import override

from worldday.base.text import fold
from worldday.campaigns import kinds

from .planning.lines import Line
from .planning.windows import understand

Values = dict[str, Any]
USUAL = "event"  # what most units plan, when nothing says otherwise


def values_of(line: Line, *, year: int) -> Values:
    """A line that was pasted or uploaded as values of a plan row."""
    return {
        "name": line.name,
        "kind": kind_for(line.kind, line.name, line.content),
        "place": line.place,
        "audience": line.audience,
        "content": line.content,
        **window_for(line.window, year=year),
    }


def window_for(phrase: str, *, year: int) -> Values:
    """The phrase and the days it means in `year`; without days where nobody could know them."""
    found = understand(phrase, year)
    return {
        "window_text": phrase,
        "window_start": found.start if found else None,
        "window_end": found.end if found else None,
        "window_precision": found.precision if found else "",
    }


def kind_for(said: str, name: str, content: str = "") -> str:
    """The kind that is called what was `said`, else the one that name and content speak of."""
    by_name = {word: slug for slug, words in kind_names().items() for word in words}
    if said and (slug := by_name.get(fold(said))):
        return slug
    text = f"{name} {said}\n{content}".strip()
    return kinds.choose(USUAL, text)


def kind_names() -> dict[str, set[str]]:
    """What each kind is called, in either language, folded; its slug too."""
    found: dict[str, set[str]] = {}
    for kind in kinds.all_kinds():
        found[kind.slug] = {fold(kind.slug)}
        for language in ("zh-hans", "en"):
            with override(language):
                found[kind.slug].add(fold(str(kind.label)))
    return found


def settled(given: Values, before: Values, *, year: int) -> Values:
    """Values of a row as they will stand: days that a person set are kept, others follow the phrase, an unsaid kind is
    proposed. `before` holds the row's present values, {} for a new one."""
    said = before | given
    if _days(given, before):
        precision = "day"
    elif _cleared(said, before):
        precision = "open"
    elif said.get("window_text", "") != before.get("window_text", ""):
        return _with_kind(said | window_for(said["window_text"], year=year))
    else:
        precision = before.get("window_precision", "")
    return _with_kind(said | {"window_precision": precision})


def _days(given: Values, before: Values) -> bool:
    """Whether a person chose other days than those that stood there."""
    fields = ("window_start", "window_end")
    chosen: list[date | None] = [given.get(field, before.get(field)) for field in fields]
    return any(chosen) and chosen != [before.get(field) for field in fields]


def _cleared(said: Values, before: Values) -> bool:
    """Whether a person took the days away and left the phrase: what was understood was wrong."""
    had = before.get("window_start") or before.get("window_end")
    same = said.get("window_text", "") == before.get("window_text", "")
    return bool(had and same and not said.get("window_start") and not said.get("window_end"))


def _with_kind(said: Values) -> Values:
    return said if said.get("kind") else said | {"kind": kind_for("", said.get("name", ""), said.get("content", ""))}
