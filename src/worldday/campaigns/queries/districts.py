"""In the districts: what units do themselves, below one of the city's activities. Never among the main list's numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from worldday.campaigns.models import Activity, ActivityState
from worldday.campaigns.phases import Phase

from .programme import Entry, Line, entries

SHOWN = 3  # of each district on the theme page, the next ones first


@dataclass
class District:
    """A district, how many activities of its own it has, and some of them in full."""

    name: str  # "" = not tied to a district
    lines: list[Line]
    entries: list[Entry] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.lines)

    @property
    def more(self) -> int:
        return len(self.lines) - len(self.entries)


def by_district(index: Iterable[Line], today: date) -> list[District]:
    """Districts with activities of their own, by name; within each, what is on or comes next before what is over."""
    found: dict[str, District] = {}
    for line in index:
        if line.parent is not None and line.state != ActivityState.CANCELLED:
            found.setdefault(line.district, District(line.district, [])).lines.append(line)
    for district in found.values():
        district.lines.sort(key=lambda line: _nearness(line, today))
    return [found[name] for name in sorted(found, key=lambda name: (not name, name))]


def to_show(districts: Iterable[District]) -> list[int]:
    """The ids of those that are shown in full."""
    return [line.id for district in districts for line in district.lines[:SHOWN]]


def filled(districts: Sequence[District], full: dict[int, Entry]) -> Sequence[District]:
    """Each with its entries out of `full`."""
    for district in districts:
        district.entries = [full[line.id] for line in district.lines if line.id in full]
    return districts


def parts_of(activity: Activity, today: date) -> list[District]:
    """What districts do as part of this activity, all of it. Three queries; one where there is nothing."""
    ids = list(Activity.objects.filter(parent=activity).values_list("pk", flat=True))
    if not ids:
        return []
    found = entries(ids, today)
    lines = [_line(entry) for entry in found.values()]
    return list(filled(by_district(lines, today), found))


def _line(entry: Entry) -> Line:
    one = entry.activity
    return Line(one.pk, one.position, one.kind, one.district, one.state, entry.days, one.parent_id)


def _nearness(line: Line, today: date) -> tuple[bool, date, int]:
    first = line.days.start or line.days.end or date.max
    return line.phase(today) == Phase.OVER, first, line.position
