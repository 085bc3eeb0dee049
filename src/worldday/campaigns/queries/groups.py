"""The programme in four orders: by date, unit, district or kind. Groups are made from the slim index and cut into pages
before anything is loaded in full; an activity of several units or districts stands in each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from worldday.campaigns.kinds import all_kinds
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


def page_of(campaign: Campaign, index: Sequence[Line], *, by: By, page: int, today: date) -> tuple[list[Group], Page]:
    """One page of the programme as groups, and the page itself for its links. At most four queries."""
    pairs = _PAIRS[by](campaign, index, today)
    cut: Page = Paginator(pairs, PAGE).get_page(page)
    keys = {key for key, _id in cut}
    found = entries((id_ for _key, id_ in cut), today)
    groups = {key: group for key, group in _HEADINGS[by](keys).items()}
    for key, id_ in cut:
        groups[key].entries.append(found[id_])
    ordered = dict.fromkeys(key for key, _id in cut)
    return [groups[key] for key in ordered], cut


def _by_date(campaign: Campaign, index: Sequence[Line], today: date) -> list[Pair]:
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


def _by_kind(campaign: Campaign, index: Sequence[Line], today: date) -> list[Pair]:
    order = {kind.slug: place for place, kind in enumerate(all_kinds())}
    lines = sorted(_dated(index), key=lambda x: (order.get(x.kind, len(order)), x.kind))
    return [(line.kind, line.id) for line in lines]


def _by_unit(campaign: Campaign, index: Sequence[Line], today: date) -> list[Pair]:
    """In the order of the units' tree; those for which nobody is named come last."""
    place = {line.id: number for number, line in enumerate(_dated(index))}
    rows = set(_roles(campaign).values_list("unit__path", "unit__code", "activity_id"))
    named = {id_ for _path, _code, id_ in rows}
    pairs = [(code, id_) for _path, code, id_ in sorted(rows, key=lambda row: (row[0], place[row[2]]))]
    return pairs + [("", line.id) for line in index if line.id not in named]


def _by_district(campaign: Campaign, index: Sequence[Line], today: date) -> list[Pair]:
    """Its own district, or those of its units; what is not tied to one is for the whole area and comes first."""
    places: dict[int, set[str]] = defaultdict(set)
    for id_, district in _roles(campaign).values_list("activity_id", "unit__district"):
        places[id_].add(district)
    pairs = [(d, line.id) for line in _dated(index) for d in ({line.district} if line.district else places[line.id] or {""})]
    return sorted(pairs, key=lambda pair: pair[0])  # stable: within a district the order of days stays


def _roles(campaign: Campaign):  # noqa: ANN202  the queryset's own type says it
    return ActivityUnit.objects.filter(activity__campaign=campaign)


def _months(keys: Iterable[str]) -> dict[str, Group]:
    return {key: _month(key) for key in keys}


def _month(key: str) -> Group:
    if key in (OVER, ""):
        return Group(key or "undated", Phase.OVER.label if key else Phase.UNDATED.label)
    return Group(key, month=date.fromisoformat(f"{key}-01"))


def _kinds(keys: Iterable[str]) -> dict[str, Group]:
    known = {kind.slug: kind for kind in all_kinds()}
    return {key: Group(key, known[key].label if key in known else _("Other"), icon=known[key].icon if key in known else "") for key in keys}


def _units(keys: Iterable[str]) -> dict[str, Group]:
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=keys)}
    return {key: Group(key or "none", _("No unit named"), unit=units.get(key)) for key in keys}


def _districts(keys: Iterable[str]) -> dict[str, Group]:
    return {key: Group(key or "all", key or _("Everywhere")) for key in keys}


_PAIRS: dict[By, Callable[[Campaign, Sequence[Line], date], list[Pair]]] = {
    By.DATE: _by_date,
    By.UNIT: _by_unit,
    By.DISTRICT: _by_district,
    By.KIND: _by_kind,
}
_HEADINGS: dict[By, Callable[[Iterable[str]], dict[str, Group]]] = {
    By.DATE: _months,
    By.UNIT: _units,
    By.DISTRICT: _districts,
    By.KIND: _kinds,
}
