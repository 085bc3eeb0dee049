"""The units a person manages, as lists and as a tree."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from worldday.base.scope import Subtrees
from worldday.base.text import fold
from worldday.units.models import Staff, Unit, UnitType
from worldday.units.permissions import Permission
from worldday.units.rules import paths_where

MAX_INDENT = 6  # steps shown to the right; deeper units stand below each other


@dataclass(frozen=True)
class Branch:
    """A unit with its place in the list: how far to the right it stands."""

    unit: Unit
    indent: int


def managed_by(staff: Staff) -> QuerySet[Unit]:
    """Units `staff` may change."""
    return Unit.objects.filter(Subtrees(paths_where(staff, Permission.MANAGE_UNITS)).q("path"))


def branches(staff: Staff, *, words: str = "", type: str = "", closed: bool = False) -> list[Branch]:  # noqa: A002  the field's word
    """The managed tree in reading order; a search or a filter makes it a flat list by name."""
    units = (
        managed_by(staff)
        .select_related("parent", "merged_into")
        .prefetch_related("aliases")
        .annotate(people=Count("memberships"))
    )
    units = units.exclude(closed_on=None) if closed else units.filter(closed_on=None)
    if type:
        units = units.filter(type=type)
    if words:
        found = Q(name__icontains=words) | Q(short_name__icontains=words) | Q(name_en__icontains=words)
        units = units.filter(found | Q(aliases__folded__contains=fold(words) or words)).distinct()
    if words or type or closed:
        return [Branch(unit, 0) for unit in units.order_by("name")]
    return _tree(list(units))


def _tree(units: list[Unit]) -> list[Branch]:
    below: dict[int | None, list[Unit]] = defaultdict(list)
    known = {unit.pk for unit in units}
    for unit in sorted(units, key=_order):
        below[unit.parent_id if unit.parent_id in known else None].append(unit)
    found: list[Branch] = []
    waiting = [(unit, 0) for unit in reversed(below[None])]
    while waiting:
        unit, depth = waiting.pop()
        found.append(Branch(unit, min(depth, MAX_INDENT)))
        waiting += [(child, depth + 1) for child in reversed(below[unit.pk])]
    return found


def _order(unit: Unit) -> tuple[int, str]:
    """Bureaus before offices before everyone else, as the types are listed; by name among their like."""
    return (UnitType.values.index(unit.type) if unit.type in UnitType.values else len(UnitType.values), unit.name)
