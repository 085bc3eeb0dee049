"""The programme in four orders: by date, unit, district or kind. Groups are made from the slim index and cut into pages
before anything is loaded in full; an activity of several units or districts stands in each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet, TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from worldday.campaigns.kinds import Kind, all_kinds
from worldday.campaigns.models import ActivityUnit, Campaign
from worldday.campaigns.phases import Phase
from worldday.units.models import Unit

from .programme import Entry, Line, entries

OVER = "over"
PAGE = 30  # rows: one notice's annex fits, a phone's patience too


class By(TextChoices):
    DATE = "date", _("By date")
    UNIT = "unit", _("By unit")
    DISTRICT = "district", _("By district")
    KIND = "kind", _("By kind")


@dataclass
class Group:
    """A heading and its activities; `unit` where the heading is a unit, `month` where it is one."""

    key: str
    label: str | Promise = ""
    month: date | None = None
    unit: Unit | None = None
    icon: str = ""
    entries: list[Entry] = field(default_factory=list)


Pair = tuple[str, int]  # group key, activity id


def page_of(
    campaign: Campaign, index: Sequence[Line], *, by: By, page: int, today: date
) -> tuple[list[Group], Page[Pair]]:
    """One page of the programme as groups, and the page itself for its links. At most four queries."""
    cut = Paginator(_pairs(campaign, index, by, today), PAGE).get_page(page)
    groups = _headings(by, dict.fromkeys(key for key, _id in cut))
    found = entries((id_ for _key, id_ in cut), today)
    for key, id_ in cut:
        groups[key].entries.append(found[id_])
    return list(groups.values()), cut


def _pairs(campaign: Campaign, index: Sequence[Line], by: By, today: date) -> list[Pair]:
    match by:
        case By.DATE:
            return _by_date(index, today)
        case By.UNIT:
            return _by_unit(campaign, index)
        case By.DISTRICT:
            return _by_district(campaign, index)
        case By.KIND:
            return _by_kind(index)


def _headings(by: By, keys: Iterable[str]) -> dict[str, Group]:
    """A group for each key, in the order of the keys."""
    match by:
        case By.DATE:
            return {key: _month(key) for key in keys}
        case By.UNIT:
            units = {unit.code: unit for unit in Unit.objects.filter(code__in=keys)}
            return {key: Group(key or "none", _("No unit named"), unit=units.get(key)) for key in keys}
        case By.DISTRICT:
            return {key: Group(key or "all", key or _("Everywhere")) for key in keys}
        case By.KIND:
            known = {kind.slug: kind for kind in all_kinds()}
            return {key: _kind(key, known.get(key)) for key in keys}


def _month(key: str) -> Group:
    if key in (OVER, ""):
        return Group(key or "undated", Phase.OVER.label if key else Phase.UNDATED.label)
    return Group(key, month=date.fromisoformat(f"{key}-01"))


def _kind(key: str, kind: Kind | None) -> Group:
    return Group(key, kind.label, icon=kind.icon) if kind else Group(key, _("Other"))


def _by_date(index: Sequence[Line], today: date) -> list[Pair]:
    """In the month they begin, undated ones after them. What is over stands last while anything is still to come."""
    lines = _dated(index)
    over = {line.id for line in lines if line.phase(today) == Phase.OVER}
    if len(over) == len(lines):
        over = set()
    months = [(first.strftime("%Y-%m") if (first := _first(x)) else "", x.id) for x in lines if x.id not in over]
    return months + [(OVER, line.id) for line in lines if line.id in over]


def _dated(index: Sequence[Line]) -> list[Line]:
    return sorted(index, key=lambda x: (_first(x) or date.max, x.days.end or date.max, x.position))


def _first(line: Line) -> date | None:
    return line.days.start or line.days.end


def _by_kind(index: Sequence[Line]) -> list[Pair]:
    order = {kind.slug: place for place, kind in enumerate(all_kinds())}
    lines = sorted(_dated(index), key=lambda x: (order.get(x.kind, len(order)), x.kind))
    return [(line.kind, line.id) for line in lines]


def _by_unit(campaign: Campaign, index: Sequence[Line]) -> list[Pair]:
    """In the order of the units' tree; those for which nobody is named come last."""
    place = {line.id: number for number, line in enumerate(_dated(index))}
    rows = set(_roles(campaign).values_list("unit__path", "unit__code", "activity_id"))
    named = {id_ for _path, _code, id_ in rows}
    pairs = [(code, id_) for _path, code, id_ in sorted(rows, key=lambda row: (row[0], place[row[2]]))]
    return pairs + [("", line.id) for line in index if line.id not in named]


def _by_district(campaign: Campaign, index: Sequence[Line]) -> list[Pair]:
    """Its own district, or those of its units; what is not tied to one is for the whole area and comes first."""
    places: dict[int, set[str]] = defaultdict(set)
    for id_, district in _roles(campaign).values_list("activity_id", "unit__district"):
        places[id_].add(district)
    pairs = [
        (d, line.id) for line in _dated(index) for d in ({line.district} if line.district else places[line.id] or {""})
    ]
    return sorted(pairs, key=lambda pair: pair[0])  # stable: within a district the order of days stays


def _roles(campaign: Campaign) -> QuerySet[ActivityUnit]:
    return ActivityUnit.objects.filter(activity__campaign=campaign, activity__parent=None)
