"""Whom a task of a notice reaches (docs/decisions/0011-who-owes.md)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from worldday.units import naming
from worldday.units.models import Unit, UnitType
from worldday.units.queries import Directory

# They take part by agreement: an authority asks them one by one, it does not instruct them.
OUTSIDE = frozenset({UnitType.PARTNER, UnitType.COMPANY, UnitType.MEDIA})
_BETWEEN = re.compile(r"[、，,；;]|以及|及|和")


def units_in(phrase: str, directory: Directory) -> list[Unit]:
    """Every unit named in a list such as 主送机关, group phrases expanded, each once; phrases that name nobody add none."""
    whole = directory.expand(phrase)
    found = whole or [unit for part in _BETWEEN.split(phrase) for unit in directory.expand(part.strip())]
    return list(dict.fromkeys(found))


def units_owing(who: str, *, taking_part: Iterable[Unit], directory: Directory) -> list[Unit]:
    """The units that owe what `who` is asked for.

    “各单位”, or nobody in particular, means every unit of the authority that takes part in the campaign, except the
    one that asks and except outside partners. A closed unit owes nothing.
    """
    everyone = [unit for unit in taking_part if unit.type not in OUTSIDE]
    found: list[Unit] = []
    for part in [who] if directory.expand(who) else _BETWEEN.split(who):
        found += everyone if not part.strip() or naming.is_everyone(part) else directory.expand(part.strip())
    asking = directory.within.pk
    return [unit for unit in dict.fromkeys(found) if unit.pk != asking and unit.closed_on is None]
