"""Checking many numbers at once: what stands in the registries for each line that somebody pasted."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from worldday.registry.folding import number_key, searched
from worldday.registry.models import Record, Registry
from worldday.registry.rows import name_key

MOST = 1000  # lines a check
LONGEST = 300
DIVIDES = ",;，；、"


@dataclass(frozen=True)
class Checked:
    """One line and the records with that number or, failing that, exactly that name."""

    asked: str
    records: list[Record]

    @property
    def by_name(self) -> bool:
        key = number_key(self.asked)
        return bool(self.records) and all(record.number_key != key for record in self.records)


def lines_of(text: str) -> list[str]:
    """The lines somebody pasted, without empty ones and with each line once, in their order."""
    lines = (one for line in text.replace("\t", "\n").splitlines() for one in _numbers_of(line))
    stripped = (line.strip().strip(DIVIDES + "\t ")[:LONGEST] for line in lines)
    return list(dict.fromkeys(filter(None, stripped)))


def _numbers_of(line: str) -> list[str]:
    """A line of several numbers, as they stand in a running text, is as many lines; names may hold such signs and stay whole."""
    parts = [part for part in re.split(f"[{DIVIDES}]", line) if part.strip()]
    return parts if all(any(map(str.isdigit, part)) for part in parts) else [line]


def check(registries: Sequence[Registry], lines: Sequence[str]) -> list[Checked]:
    """For each of at most `MOST` lines, in their order. Two queries, however many lines."""
    asked = list(lines[:MOST])
    by_number = _by_number(registries, {number_key(line) for line in asked} - {""})
    rest = [line for line in asked if not by_number.get(number_key(line))]
    by_name = _by_name(registries, {name_key(line) for line in rest if searched(line)})
    return [Checked(line, by_number.get(number_key(line)) or by_name.get(searched(line), [])) for line in asked]


def _by_number(registries: Sequence[Registry], keys: Iterable[str]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = defaultdict(list)
    rows = Record.objects.filter(number_key__in=list(keys), registry__in=registries)
    for record in rows.select_related("registry").order_by("registry__position", "pk"):
        found[record.number_key].append(record)
    return found


def _by_name(registries: Sequence[Registry], keys: Iterable[int]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = defaultdict(list)
    rows = Record.objects.filter(registry__in=registries, name_key__in=list(keys))
    for record in rows.select_related("registry").order_by("registry__position", "pk")[: 5 * MOST]:
        found[searched(record.name)].append(record)
    return found
