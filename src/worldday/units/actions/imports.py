"""Putting whole lists in at once: all of it, or nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from worldday.base.audit import Actor
from worldday.units.models import Staff, Unit

from . import staff as staff_actions
from . import units as unit_actions


@dataclass
class WantedUnit:
    """A unit as a list wants it: an existing `unit` to change, or none to create below `parent`.

    `parent_name` names a unit that the same list creates further up, when `parent` does not exist yet.
    """

    unit: Unit | None
    parent: Unit | None
    parent_name: str
    fields: dict[str, Any]
    aliases: list[str] = field(default_factory=list)


@transaction.atomic
def put_units(*, wanted: Iterable[WantedUnit], by: Actor) -> None:
    """Create and change, in the order given. Raises `Problem` at the first line that cannot be, keeping nothing."""
    created: dict[str, Unit] = {}
    for one in wanted:
        if one.unit is not None:
            unit = unit_actions.change_unit(unit=one.unit, changes=one.fields, by=by)
        else:
            parent = one.parent or created[one.parent_name]
            unit = unit_actions.create_unit(parent=parent, by=by, **one.fields)
            created[unit.name] = unit
        for alias in one.aliases:
            unit_actions.add_alias(unit=unit, text=alias, by=by)


@dataclass
class WantedStaff:
    """A person as a list wants them: invited to `unit` in `role` unless they serve there already."""

    email: str
    name: str
    unit: Unit
    role: str


@transaction.atomic
def put_staff(*, wanted: Iterable[WantedStaff], by: Actor) -> list[Staff]:
    """Invite everyone; the letters go out only if all of it was kept."""
    return [staff_actions.invite(email=one.email, name=one.name, unit=one.unit, role=one.role, by=by) for one in wanted]
