"""What a batch changes, or has changed, in records that are public already."""

from __future__ import annotations

from dataclasses import dataclass

from worldday.registry.columns import labels_of
from worldday.registry.models import Amendment, Batch, BatchState, RecordChange, Registry


@dataclass(frozen=True)
class Differing:
    """An amendment with its differences by the labels of the fields."""

    amendment: Amendment
    changes: list[tuple[str, str, str]]  # label, before, after


def amendments_after(batch: Batch, after: int = 0, size: int = 50) -> list[Differing]:
    """The next ones in the order they were written down; `after` is the key of the last one that was seen."""
    rows = Amendment.objects.filter(batch=batch, pk__gt=after).select_related("record").order_by("pk")[:size]
    labels = labels_of(batch.registry)
    return [Differing(row, labelled(row.before, row.after, labels)) for row in rows]


def labelled(before: dict[str, str], after: dict[str, str], labels: dict[str, str]) -> list[tuple[str, str, str]]:
    return [(labels.get(key, key), before.get(key, ""), text) for key, text in after.items()]


def left_out(batch: Batch) -> int:
    """How many were not done at the release, because the record stood otherwise by then."""
    return int(Amendment.objects.filter(batch=batch).exclude(left_out="").count())


def changes_with(batch: Batch, size: int = 50) -> tuple[list[RecordChange], int]:
    """What a release has changed, for the public: the first lines of history, and how many there are."""
    rows = RecordChange.objects.filter(batch=batch)
    return list(rows.select_related("record__registry").order_by("pk")[:size]), rows.count()


def open_batches(registry: Registry) -> list[Batch]:
    """Batches that are being prepared, as the viewer's scope shows them, newest first."""
    rows = Batch.objects.filter(registry=registry, state=BatchState.PREPARING).select_related("unit", "registry__owner")
    return list(rows[:50])
