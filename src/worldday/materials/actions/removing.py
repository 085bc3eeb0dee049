"""Taking a file away again."""

from django.db import transaction

from worldday.base import audit, clock, scope
from worldday.base.audit import Actor
from worldday.materials import files, sending
from worldday.materials.models import Material


@transaction.atomic
def remove_material(*, material: Material, by: Actor) -> None:
    """The file and all made from it go. What was sent keeps its row, which then says that its file was removed. Again: nothing
    happens."""
    with scope.everything("the view has fetched it through its permission"):
        row = Material.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=material.pk).first()
        if row is None or row.removed_at is not None:
            return
        sent = sending.was_sent(row)
        before = {"kind": row.kind, "size": row.size, "digest": row.digest, "caption": row.caption}
        audit.record(by=by, action="material-removed", target=row, scope_path=row.unit.path, before=before)
        stored = row.stored
        if sent:
            row.removed_at = clock.now()
            row.save(update_fields=["removed_at"])
        else:
            row.delete()
    transaction.on_commit(lambda: files.discard(stored))
