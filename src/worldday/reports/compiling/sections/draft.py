"""What a section's writer hands on, and how its sentences take in figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from worldday.reports.compiling.blocks import Block, Cell, Inline, Run, tidy
from worldday.units.models import Unit

_SLOT = re.compile(r"\{(\w+)\}")
Part = str | int | Inline | tuple["Part", ...]


@dataclass(frozen=True)
class SectionDraft:
    """`key` names the section for ever, so that what a person edited finds it again."""

    key: str
    heading: str
    blocks: list[Block] = field(default_factory=list)
    level: int = 1


def filled(template: str, **parts: Part) -> Cell:
    """A translated sentence with its slots filled, footnotes included: `filled(_("{n} done."), n=("3", note))`."""
    found: list[Inline] = []
    start = 0
    for slot in _SLOT.finditer(template):
        found.append(Run(template[start : slot.start()]))
        found += _inlines(parts[slot[1]])
        start = slot.end()
    return tidy([*found, Run(template[start:])])


def _inlines(part: Part) -> Iterator[Inline]:
    if isinstance(part, str | int):
        yield Run(str(part))
    elif isinstance(part, tuple):
        for one in part:
            yield from _inlines(one)
    else:
        yield part


def short(unit: Unit) -> str:
    return unit.short_name or unit.name


def rate(share: float | None) -> str:
    """94.1%; a dash where nothing was expected."""
    return "—" if share is None else f"{share * 100:.1f}%".replace(".0%", "%")
