"""Whose a number is: a public record's, one's on its way, or the one that a record is to have after a release.

Two tables hold numbers, so no constraint sees a clash between them. Whoever claims a number for a record that exists holds the
registry's row alone (`hold`); whoever writes a number into a record shares it with other writers (`share`) and looks for claims
afterwards (`check_unclaimed`). Foreign keys would lock it only at the commit: they are checked there. The registry's row is the last
lock anybody takes: batch, import, block, record, registry.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection
from django.utils.translation import gettext_lazy as _

from worldday.base.problems import Problem
from worldday.registry.models import Amendment, Record, Registry

FEW = 100


class NumberTaken(Problem):
    sentence = _(
        "A record with this number stands in the registry, or in a batch on its way, already. Nothing was changed."
    )


def hold(registry_id: int) -> None:
    """Until the transaction ends nobody else writes records into this registry."""
    Registry._base_manager.select_for_update().get(pk=registry_id)


def taken(registry_id: int, keys: Collection[str], *, but: Collection[int] = ()) -> set[str]:
    """Which of these keys belong to records, other than the ones named."""
    rows = Record._base_manager.filter(number_key__in=list(keys), registry_id=registry_id).exclude(pk__in=list(but))
    return {key for key in rows.values_list("number_key", flat=True) if key}


def claimed(registry_id: int, keys: Collection[str]) -> set[str]:
    """Which of these keys public records are to have after a release that is on its way."""
    rows = Amendment._base_manager.filter(registry_id=registry_id, done_at=None, number_key__isnull=False)
    if len(keys) > FEW and not rows.exists():  # as a rule; many keys are dear to ask about
        return set()
    return {key for key in rows.filter(number_key__in=list(keys)).values_list("number_key", flat=True) if key}


def check_unclaimed(record: Record) -> None:
    """After its number has been written. Raises `NumberTaken`, and the transaction ends with it."""
    if record.number_key and claimed(record.registry_id, [record.number_key]):
        raise NumberTaken


def share(registry_id: int) -> None:
    """Until the transaction ends nobody claims numbers in this registry; others may write records. SQLite has one writer anyway."""
    if connection.features.has_select_for_update:
        table = connection.ops.quote_name(Registry._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT 1 FROM {table} WHERE id = %s FOR SHARE", [registry_id])  # noqa: S608  our own name
