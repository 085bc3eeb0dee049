"""Registries and records as the viewer's scope shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.utils.timezone import localtime

from worldday.base import clock
from worldday.campaigns.models import Activity
from worldday.registry.indexing import places_of_block
from worldday.registry.models import (
    Batch,
    BatchState,
    Block,
    ChangeKind,
    FormerSlug,
    Record,
    RecordChange,
    RecordState,
    Registry,
)
from worldday.registry.rows import PLACE_BITS


@dataclass(frozen=True)
class Past:
    """One line of a record's public history."""

    kind: str  # added, or a ChangeKind
    since: date
    reason: str
    source: str
    source_url: str
    before: dict[str, str]
    after: dict[str, str]
    at: datetime | None = None
    reason_en: str = ""


def registries() -> QuerySet[Registry]:
    """With the number of public records and the last release, in their order."""
    public = Q(batches__state=BatchState.RELEASED)
    found: QuerySet[Registry] = Registry.objects.select_related("owner").annotate(
        public_size=Sum("batches__size", filter=public), last_release=Max("batches__released_at", filter=public)
    )
    return found


def present_slug(former: str) -> str | None:
    """Where the registry stands now that had this address before, if the viewer may see it."""
    found = FormerSlug.objects.filter(slug=former, registry__in=Registry.objects.all())
    return found.values_list("registry__slug", flat=True).first()


def record_of(slug: str, code: str) -> QuerySet[Record]:
    """The one record, if the viewer may see it."""
    found: QuerySet[Record] = Record.objects.filter(registry__slug=slug, code=code).select_related(
        "registry__owner", "batch__activity__campaign", "batch__unit"
    )
    return found


def state_today(record: Record) -> str:
    """Its state as of today: the last day of validity may have passed since it was written down."""
    over = record.valid_until is not None and record.valid_until < clock.today()
    return RecordState.EXPIRED if over and record.state == RecordState.VALID else record.state


def history(record: Record) -> list[Past]:
    """Everything that became of it, the newest first; the last line says when and how it came in."""
    lines = [
        Past(one.kind, one.since, one.reason, one.source, one.source_url, one.before, one.after, one.at)
        for one in RecordChange.objects.filter(record=record)
    ]
    if state_today(record) != record.state and record.valid_until is not None:
        over = record.valid_until + timedelta(days=1)  # the day that will be written down (`actions.expiring`)
        lines.append(Past(ChangeKind.EXPIRED, over, "", "", "", {}, {}))
    released = record.batch.released_at
    if released is not None:
        day = localtime(released).date()
        batch, source = record.batch, (record.source, record.source_url)
        lines.insert(0, Past("added", day, batch.name, *source, {}, {}, released, batch.name_en))
    return lines[::-1]


def released_with(activity: Activity) -> list[Batch]:
    """What has become public with this activity, the newest first."""
    rows = Batch.objects.filter(activity=activity, state=BatchState.RELEASED).select_related("registry")
    return list(rows.order_by("-released_at"))


def announced_for(activity: Activity) -> Batch | None:
    """The next release whose moment may be said in public; never what is in it.

    The public's scope shows no batch that is not released: only the moment and the name of the activity leave here.
    """
    rows: Any = Batch._base_manager
    found: Batch | None = (
        rows.filter(activity=activity, state=BatchState.APPROVED, announced=True, release_at__isnull=False)
        .only("id", "release_at", "code")
        .order_by("release_at")
        .first()
    )
    return found


def overdue_for(activity: Activity) -> Batch | None:
    """A release whose moment lies behind whoever asks and which is not public: in a demo, where visitors choose their day."""
    rows: Any = Batch._base_manager
    waiting = rows.filter(activity=activity, state=BatchState.APPROVED, release_at__lte=clock.now())
    found: Batch | None = waiting.only("id", "release_at", "code").order_by("release_at").first()
    return found


def sizes(batches: Iterable[Batch]) -> int:
    return sum(batch.size for batch in batches)


def busy_registries() -> QuerySet[Registry]:
    """For staff: with the number of batches that are on their way."""
    waiting = Q(batches__state__in=[BatchState.PREPARING, BatchState.IN_REVIEW, BatchState.APPROVED])
    found: QuerySet[Registry] = registries().annotate(on_their_way=Count("batches", filter=waiting, distinct=True))
    return found


def records_after(batch: Batch, after: int = -1, size: int = 50) -> list[Record]:
    """The next records of a batch in the order they came in; `after` is the last id one has seen."""
    found: list[Record] = []
    blocks = Block.objects.filter(batch=batch, batch__in=Batch.objects.all(), pk__gte=max(0, after >> PLACE_BITS))
    for pk in blocks.order_by("pk").values_list("pk", flat=True):
        first, last = places_of_block(pk)
        rows = Record.objects.filter(pk__gt=max(after, first - 1), pk__lte=last).select_related("registry")
        found += rows.order_by("pk")[: size - len(found)]
        if len(found) >= size:
            break
    return found
