"""The authority of the two notices and everybody they name."""

from typing import Any

from worldday.base.audit import Actor
from worldday.units.actions.units import add_alias, create_unit, set_group
from worldday.units.models import Unit, UnitAlias, UnitGroup

from .files import content

Row = dict[str, Any]
FIELDS = ("name", "short_name", "name_en", "type", "district", "contact", "website")


def load_units(*, by: Actor) -> Unit:
    """Create what is missing of Shanghai's tree and return its top; what people changed since is left alone."""
    data = content("units-shanghai.json")
    root = Unit.objects.filter(parent=None, name=data["root"]["name"]).first()
    root = root or create_unit(parent=None, by=by, **_fields(data["root"]))
    known = {unit.name: unit for unit in Unit.objects.filter(path__startswith=root.path)}
    for row in data["units"]:
        if row["name"] not in known:
            above = known[row["parent"]] if "parent" in row else root
            known[row["name"]] = create_unit(parent=above, by=by, **_fields(row))
    _add_aliases([(known[row["name"]], row) for row in [data["root"], *data["units"]]], by=by)
    for group in data["groups"]:
        if not UnitGroup.objects.filter(root=root, name=group["name"]).exists():
            members = [unit for unit in known.values() if unit.type in group["types"]]
            set_group(root=root, name=group["name"], phrases=group["phrases"], members=members, by=by)
    return root


def _fields(row: Row) -> Row:
    """The unit's own columns; without a public office of its own the unit itself is the contact point."""
    return {"contact": f"请直接联系{row['name']}"} | {field: row[field] for field in FIELDS if field in row}


def _add_aliases(rows: list[tuple[Unit, Row]], *, by: Actor) -> None:
    known = set(UnitAlias.objects.filter(root_path=rows[0][0].root_path).values_list("text", flat=True))
    for unit, row in rows:
        for text in row.get("aliases", []):
            if text not in known:
                add_alias(unit=unit, text=text, by=by)
