"""Finding units by the names people write."""

from collections import defaultdict
from collections.abc import Iterable

from worldday.base.text import fold

from . import naming
from .models import Unit, UnitAlias, UnitGroup, UnitType


def resolve(name: str, *, within: Unit) -> Unit | None:
    """The unit of `within`'s authority that goes by `name`, or None. A unit merged away answers with its successor."""
    return Directory(within).resolve(name)


def expand(phrase: str, *, within: Unit) -> list[Unit]:
    """The units a phrase stands for: “各区市场监管局” → every district bureau, a name → that unit, unknown → []."""
    return Directory(within).expand(phrase)


def tree_of(unit: Unit) -> list[Unit]:
    """Every unit of the authority `unit` belongs to, top first."""
    return list(Unit.objects.filter(path__startswith=unit.root_path))


class Directory:
    """All names of one authority's tree, read once (three queries) however many names are then asked."""

    def __init__(self, within: Unit) -> None:
        self.within = within
        self._units: dict[int, Unit] = {}
        self._exact: dict[str, Unit] = {}
        self._loose: dict[str, Unit] = {}
        self._groups: dict[str, list[Unit]] = defaultdict(list)
        units = tree_of(within)
        self.root = next((unit for unit in units if unit.path == within.root_path), within)
        self.place = naming.place_of(self.root.name)
        for unit in sorted(units, key=lambda unit: (unit.closed_on is not None, unit.path.count("/"), unit.path)):
            self.add(unit)
        for unit_id, text in UnitAlias.objects.filter(root_path=within.root_path).values_list("unit_id", "text"):
            self._name(text, self._units[unit_id])
        for group in UnitGroup.objects.filter(root=self.root).prefetch_related("members"):
            for phrase in [group.name, *group.phrases]:
                self._groups[fold(phrase)] = _open(group.members.all())

    @property
    def units(self) -> list[Unit]:
        return list(self._units.values())

    def add(self, unit: Unit) -> None:
        """Know one more unit, by its name and short name. Open units and higher ones, added first, keep a shared name."""
        self._units[unit.pk] = unit
        for name in filter(None, (unit.name, unit.short_name)):
            self._name(name, unit)

    def _name(self, name: str, unit: Unit) -> None:
        self._exact.setdefault(fold(name), unit)
        self._loose.setdefault(naming.key(name, self.place), unit)

    def resolve(self, name: str) -> Unit | None:
        unit = self._exact.get(fold(name)) or self._loose.get(naming.key(name, self.place))
        if unit is None and naming.is_ourselves(name):
            unit = self.within
        if unit is None and naming.is_top(name, self.place):
            unit = self.root
        return self._successor(unit)

    def _successor(self, unit: Unit | None) -> Unit | None:
        seen: set[int] = set()
        while unit is not None and unit.merged_into_id and unit.pk not in seen:
            seen.add(unit.pk)
            unit = self._units.get(unit.merged_into_id, unit.merged_into)
        return unit

    def expand(self, phrase: str) -> list[Unit]:
        if fold(phrase) in self._groups:
            return list(self._groups[fold(phrase)])
        if (unit := self.resolve(phrase)) is not None:
            return [unit]
        office = naming.office_in_every_district(phrase)
        districts = (unit for unit in self._units.values() if unit.type == UnitType.DISTRICT)
        return _open(unit for unit in districts if naming.is_such_an_office(unit.name, office)) if office else []


def _open(units: Iterable[Unit]) -> list[Unit]:
    """Those not closed, in the order in which they were entered: the official one, as a list of districts has."""
    return sorted((unit for unit in units if unit.closed_on is None), key=lambda unit: unit.pk)
