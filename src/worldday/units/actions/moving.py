"""Putting a unit, with everything below it, under another parent."""

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Length, Substr
from django.utils.translation import gettext_lazy as _

from worldday.base import audit
from worldday.base.audit import Actor
from worldday.base.changes import change
from worldday.base.problems import Problem
from worldday.units.models import Unit

LONGEST_PATH = Unit._meta.get_field("path").max_length or 0


@transaction.atomic
def move_unit(*, unit: Unit, to: Unit, by: Actor) -> Unit:
    """Put `unit` below `to`; the paths of its whole subtree follow, and with them who sees what.

    Raises `Problem` for a cycle, a closed parent, another authority (whose aliases and phrases are its own) or a tree
    too deep, `Invalid` when a unit of this name stands below `to` already. The same parent again changes nothing.
    """
    Unit.objects.select_for_update().get(path=unit.root_path)  # moves within one authority wait for each other
    unit, to = _locked(unit), _locked(to)
    if to.path.startswith(unit.path):
        raise Problem(_("A unit cannot be moved below itself or a unit below it; nothing was changed."))
    if unit.parent is None or to.root_path != unit.root_path:
        raise Problem(_("A unit moves only within its own authority; nothing was changed."))
    if to.closed_on is not None:
        raise Problem(_("The new parent is closed; choose a unit that is open. Nothing was changed."))
    before = {"parent": unit.parent.name}  # names: the trail is read by people, and by code the unit itself is found
    if not change(unit, {"parent": to}, allowed=("parent",))[1]:
        return unit
    old, new = unit.path, f"{to.path}{unit.code}/"
    _check_depth(old, new)
    unit.save(update_fields=["parent"])
    Unit.objects.filter(path__startswith=old).update(path=Concat(Value(new), Substr("path", len(old) + 1)))
    unit.refresh_from_db()
    audit.record(by=by, action="unit-moved", target=unit, scope_path=new, before=before, after={"parent": to.name})
    return unit


def _locked(unit: Unit) -> Unit:
    return Unit.objects.select_for_update().get(pk=unit.pk)


def _check_depth(old: str, new: str) -> None:
    below = Unit.objects.select_for_update().filter(path__startswith=old)  # nobody adds a unit under the old path
    longest = below.order_by(Length(F("path")).desc()).first()
    if longest is not None and len(longest.path) - len(old) + len(new) > LONGEST_PATH:
        raise Problem(_("The tree of units would become too deep there; nothing was changed."))
