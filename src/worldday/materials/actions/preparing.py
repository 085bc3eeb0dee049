"""What the background does with a file that was taken: frees it of metadata, makes its pictures, notes its facts."""

from datetime import date
from typing import Any

from django.db import transaction

from worldday.base import audit, clock, scope
from worldday.base.audit import Actor
from worldday.materials import files
from worldday.materials.models import Material, MaterialState
from worldday.materials.preparing import guarded
from worldday.materials.preparing.sorts import SORTS
from worldday.materials.preparing.unfit import Unfit


def prepare(*, material: Material, by: Actor) -> Material:
    """Make a waiting material ready, or refuse it now that all of it was read. Any other is left as it is; again and twice at
    once do no harm. Derived facts are no change of anyone's: only a refusal is written to the audit trail."""
    if material.state != MaterialState.WAITING or material.removed_at:
        return material
    path = files.path_of(material.stored)
    if not path.exists():
        return material  # removed meanwhile
    try:
        facts = guarded.prepare(path, path)
    except Unfit as unfit:
        return _refuse(material, unfit.code, by)
    return _settle(material, facts)


@transaction.atomic
def _settle(material: Material, facts: dict[str, Any]) -> Material:
    row = _waiting(material)
    if row is None:
        return material
    for field in ("width", "height", "seconds", "likeness"):
        if field in facts:
            setattr(row, field, facts[field])
    if day := facts.get("day"):
        taken = date.fromisoformat(day)
        row.taken_on = row.taken_on or (taken if taken <= clock.today() else None)
    if kept := facts.get("kept"):
        row.mime = SORTS[kept].mime
        row.name = f"{row.name.rpartition('.')[0]}{SORTS[kept].suffix}"
    row.state = MaterialState.READY
    row.save()
    files.settle(row.stored)
    return row


@transaction.atomic
def _refuse(material: Material, code: str, by: Actor) -> Material:
    row = _waiting(material)
    if row is None:
        return material
    row.state, row.problem, row.removed_at = MaterialState.REFUSED, code, None
    row.digest = ""  # the same file may be tried again
    row.save(update_fields=["state", "problem", "digest"])
    after = {"problem": code}
    audit.record(by=by, action="material-refused", target=row, scope_path=row.unit.path, after=after)
    transaction.on_commit(lambda: files.discard(row.stored))
    return row


def _waiting(material: Material) -> Material | None:
    with scope.everything("the background works for everybody"):
        rows = Material.objects.select_for_update(of=("self",)).select_related("unit")
        found: Material | None = rows.filter(pk=material.pk, state=MaterialState.WAITING, removed_at=None).first()
    return found
