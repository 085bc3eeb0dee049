"""What Moodle has no field for, in the places it has: tags, and a last line of the general feedback."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date

from .item import Item

BASIS = "依据："
_BASIS = re.compile(r"^依据：《?(?P<basis>[^》（]+)》?(?: ?(?P<article>[^（]*))?(?:（(?P<version>[^）]*)）)?$")
NAMED = ("sort", "difficulty", "from", "until")


def basis_line(item: Item) -> str:
    """`依据：《中华人民共和国标准化法》第二条（2017年修订）`; empty without a basis."""
    if not item.basis:
        return ""
    version = f"（{item.basis_version}）" if item.basis_version else ""
    return f"{BASIS}《{item.basis}》{item.basis_article}{version}"


def read_feedback(item: Item, text: str) -> None:
    """Explanation and, from its last line, the basis."""
    *lines, last = text.split("\n")
    found = _BASIS.match(last.strip())
    if found is None:
        item.explanation = text.strip()
        return
    item.explanation = "\n".join(lines).strip()
    item.basis = found["basis"].strip()
    item.basis_article = (found["article"] or "").strip()
    item.basis_version = (found["version"] or "").strip()


def tags_of(item: Item) -> list[str]:
    """Topics as they are; the rest as `name:value`."""
    days = {"from": item.valid_from, "until": item.valid_until}
    named = {"sort": item.sort, "difficulty": str(item.difficulty)}
    named |= {name: day.isoformat() for name, day in days.items() if day}
    return [*item.topics, *(f"{name}:{value}" for name, value in named.items())]


def read_tags(item: Item, tags: list[str]) -> str:
    """Fills topics, difficulty and days; the sort the tags name, or nothing."""
    named: dict[str, str] = {}
    for tag in tags:
        name, colon, value = tag.partition(":")
        if colon and name in NAMED:
            named[name] = value.strip()
        elif tag.strip():
            item.topics.append(tag.strip())
    if named.get("difficulty") in ("1", "2", "3"):
        item.difficulty = int(named["difficulty"])
    with suppress(ValueError):
        item.valid_from = date.fromisoformat(named["from"]) if "from" in named else None
    with suppress(ValueError):
        item.valid_until = date.fromisoformat(named["until"]) if "until" in named else None
    return named.get("sort", "")
