"""Writing the directory of units: create, change, close, merge, and the names they go by."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from worldday.base import audit
from worldday.base.audit import Actor
from worldday.base.changes import Values, change, check, ready
from worldday.base.ids import new_code
from worldday.base.problems import Problem
from worldday.base.text import fold
from worldday.units import succession
from worldday.units.models import Unit, UnitAlias, UnitGroup

FIELDS = ("name", "short_name", "name_en", "type", "district", "contact", "website")


@transaction.atomic
def create_unit(*, name: str, parent: Unit | None, type: str, by: Actor, **fields: Any) -> Unit:  # noqa: A002  the field's word
    """Add a unit below `parent`; no parent makes a new authority. `fields`: any of `FIELDS`. Raises `Invalid`."""
    if unknown := fields.keys() - set(FIELDS):
        raise KeyError(f"{sorted(unknown)} of a unit are not set by this verb")
    if parent is not None:  # as it stands now, and it is not moved elsewhere meanwhile
        parent = Unit.objects.select_for_update().get(pk=parent.pk)
    code = new_code()
    unit = Unit(
        code=code,
        parent=parent,
        path=f"{parent.path if parent else '/'}{code}/",
        name=name.strip(),
        type=type,
        **fields,
    )
    check(unit, FIELDS)  # once: an imported list creates thousands
    unit.save(force_insert=True)
    after = {field: ready(getattr(unit, field)) for field in FIELDS if getattr(unit, field)}
    audit.record(by=by, action="unit-created", target=unit, scope_path=unit.path, after=after)
    return unit


@transaction.atomic
def change_unit(*, unit: Unit, changes: Values, by: Actor) -> Unit:
    """Change any of `FIELDS`. A former name stays findable: it becomes an alias. Raises `Invalid`."""
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    before, after = change(unit, changes, allowed=FIELDS)
    if not after:
        return unit
    unit.save()
    audit.record(by=by, action="unit-changed", target=unit, scope_path=unit.path, before=before, after=after)
    if "name" in before and _alias_is_free(unit, before["name"]):
        add_alias(unit=unit, text=before["name"], by=by)
    return unit


@transaction.atomic
def close_unit(*, unit: Unit, on: date, merged_into: Unit | None = None, by: Actor) -> Unit:
    """The unit ceases on `on`; from then it owes nothing. A successor takes over its names and its open tasks."""
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if merged_into is not None:
        merged_into = Unit.objects.select_for_update().get(pk=merged_into.pk)
    if merged_into is not None and merged_into.path.startswith(unit.path):
        raise Problem(_("A unit cannot be merged into itself or a unit below it; nothing was changed."))
    if merged_into is not None and merged_into.closed_on is not None:
        raise Problem(_("The successor is closed itself; choose a unit that is open. Nothing was changed."))
    before, after = change(unit, {"closed_on": on, "merged_into": merged_into}, allowed=("closed_on", "merged_into"))
    if not after:
        return unit
    unit.save(update_fields=["closed_on", "merged_into"])
    if merged_into is not None:
        after["merged_into"] = merged_into.name  # the trail is read by people
    audit.record(by=by, action="unit-closed", target=unit, scope_path=unit.path, before=before, after=after)
    if merged_into is not None:
        succession.hand_over_everything(unit, merged_into, by)
    return unit


@transaction.atomic
def add_alias(*, unit: Unit, text: str, by: Actor) -> UnitAlias:
    """Let the unit also go by `text`. Raises `Problem` if another unit of the authority does already."""
    text = text.strip()
    found = UnitAlias.objects.filter(root_path=unit.root_path, folded=fold(text)).select_related("unit").first()
    if found is not None and found.unit_id == unit.pk:
        return found
    if not fold(text) or found is not None:
        taken = _("“{alias}” already stands for {unit}; nothing was changed.")
        raise Problem(str(taken).format(alias=text, unit=found.unit.name) if found else _("Please write a name."))
    alias = UnitAlias.objects.create(unit=unit, root_path=unit.root_path, text=text, folded=fold(text))
    audit.record(by=by, action="unit-alias-added", target=unit, scope_path=unit.path, after={"alias": text})
    return alias


@transaction.atomic
def remove_alias(*, alias: UnitAlias, by: Actor) -> None:
    """The unit no longer goes by this spelling."""
    audit.record(
        by=by, action="unit-alias-removed", target=alias.unit, scope_path=alias.unit.path, before={"alias": alias.text}
    )
    alias.delete()


@transaction.atomic
def set_group(*, root: Unit, name: str, phrases: list[str], members: list[Unit], by: Actor) -> UnitGroup:
    """Say which units a phrase such as “各区市场监管局” stands for, replacing what was said before."""
    group, _new = UnitGroup.objects.get_or_create(root=root, name=name)
    had = {"phrases": group.phrases, "members": sorted(group.members.values_list("code", flat=True))}
    has = {"phrases": phrases, "members": sorted(unit.code for unit in members)}
    if had != has:
        group.phrases = phrases
        group.save()
        group.members.set(members)
        audit.record(by=by, action="unit-group-set", target=group, scope_path=root.path, before=had, after=has)
    return group


def _alias_is_free(unit: Unit, text: str) -> bool:
    return not UnitAlias.objects.filter(root_path=unit.root_path, folded=fold(text)).exists()
