"""What has become public lately in a registry: releases, and what became of single records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from worldday.registry.models import Batch, BatchState, Record, RecordChange, Registry

from .look import records_after

NAMED = 20  # records that the news of a release names


@dataclass(frozen=True)
class Released:
    """A release: how many records it brought and changed, and the first of them."""

    batch: Batch
    first: list[Record]
    at: datetime


def released(registry: Registry, size: int, since: datetime | None = None) -> list[Released]:
    """The last releases, the newest first."""
    rows = Batch.objects.filter(registry=registry, state=BatchState.RELEASED)
    if since is not None:
        rows = rows.filter(released_at__gte=since)
    latest = list(rows.order_by("-released_at")[:size])
    return [Released(one, records_after(one, size=NAMED), one.released_at) for one in latest if one.released_at]


def changes(registry: Registry, size: int, since: datetime | None = None) -> list[RecordChange]:
    """The last changes of single records, the newest first, those that came with a release included.

    Only public records have any; the caller has fetched the registry with the viewer's scope.
    """
    rows = RecordChange.objects.filter(registry=registry).select_related("record")
    if since is not None:
        rows = rows.filter(at__gte=since)
    return list(rows.order_by("-pk")[:size])
