"""What may become of a registry's fields once it has records.

New fields are empty everywhere. Narrower rules hold for what is written from then on. A public field may become one for staff at once;
the other way round would publish what nobody has reviewed, and a field that has been filled in cannot go.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from worldday.base.problems import Invalid
from worldday.registry.indexing import places_of_block
from worldday.registry.models import Block, Record, Registry
from worldday.registry.rows import entry_of
from worldday.registry.schema import Field, Schema, fields_of

EXAMPLES = 5  # records that do not fit, named


def check(registry: Registry, fields: Iterable[Field]) -> None:
    """Raises `Invalid` for a field that would go or become public although records have filled it in."""
    now = {one.key: one for one in fields}
    wrong = []
    for one in fields_of(registry):
        coming = now.get(one.key)
        if coming is None and _is_filled(registry, one.key):
            told = _("Records have filled in “{label}”; keep the field, or make it not public.")
            wrong.append(told.format(label=one.label))
        elif coming is not None and coming.public and not one.public and _is_filled(registry, one.key):
            told = _(
                "“{label}” was for staff only, and records have filled it in: nobody has reviewed it for the public. Make a new "
                "public field, and fill it by a batch."
            )
            wrong.append(told.format(label=one.label))
    if wrong:
        raise Invalid({"fields": wrong})


def _is_filled(registry: Registry, key: str) -> bool:
    """Whether any record, seen or unseen, says something there: only filled fields are kept, so their key is in the text."""
    rows = Record._base_manager.filter(registry=registry).annotate(said=Cast("values", TextField()))
    return bool(rows.filter(said__contains=f'"{key}": ').exists())


def misfits(registry: Registry) -> tuple[int, list[str]]:
    """How many records would not be taken any more as they stand, and why not, for the first of them."""
    schema, count, told = Schema.of(registry), 0, list[str]()
    for pk in Block.objects.filter(registry=registry).order_by("pk").values_list("pk", flat=True):
        rows = Record._base_manager.filter(pk__range=places_of_block(pk), erased_at=None).order_by("pk")
        for record in rows.iterator(chunk_size=2000):
            if faults := schema.faults(entry_of(record)):
                count += 1
                if len(told) < EXAMPLES:
                    told.append(f"{record.number or record.name}: {faults[0]}")
    return count, told
