"""The audit trail's hash chain: whoever removes or edits a row afterwards is found.

Every minute the worker seals the rows written since. The seal at position n is the SHA-256 of the row, written as
canonical JSON, and of the digest at position n-1. Writers take no part, so no writer waits for another: a row whose
transaction commits late is sealed later, in the order it became visible.

What the chain cannot see alone: somebody who rewrites all of it, or cuts off its end with the rows. Against that, note the
head (`worldday audit verify` prints it) somewhere else, and compare with `--known` later.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, timedelta

from django.db import IntegrityError, models, transaction

from . import clock
from .models import AuditEvent, AuditSeal

BEGINNING = "0" * 64
LOOK_BACK = timedelta(days=1)  # the longest a transaction may stay open before its rows wait for the daily sweep
PAGE = 2000


@dataclass(frozen=True)
class Problem:
    """The first place where the trail is not what was sealed. `what` is event-removed, event-edited, seal-removed,
    seal-edited or head-unknown; `event` is the id of the audit row."""

    position: int
    event: int | None
    what: str


def seal_new(limit: int = 1000, *, sweep: bool = False) -> int:
    """Seal up to `limit` visible rows without a seal; how many were sealed.

    Two sealers at once would claim the same position, which the database refuses to the second: it leaves the work to the
    first and returns 0. `sweep` looks at the whole trail instead of the last day's rows.
    """
    last = AuditSeal.objects.order_by("-position").first()
    digest, position = (last.digest, last.position) if last else (BEGINNING, 0)
    seals = []
    for event in _unsealed(None if sweep or last is None else last)[:limit]:
        position, digest = position + 1, digest_of(event, digest)
        seals.append(AuditSeal(position=position, event_ref=event.pk, digest=digest, sealed_at=clock.wall()))
    try:
        with transaction.atomic():
            AuditSeal.objects.bulk_create(seals)
    except IntegrityError:
        return 0
    return len(seals)


def _unsealed(last: AuditSeal | None) -> models.QuerySet[AuditEvent]:
    sealed = AuditSeal.objects.filter(event_ref=models.OuterRef("pk"))
    rows = AuditEvent.objects.filter(~models.Exists(sealed)).order_by("pk")
    return rows.filter(at__gte=last.sealed_at - LOOK_BACK) if last else rows


def digest_of(event: AuditEvent, before: str) -> str:
    """SHA-256 over the digest before it and the row; hexadecimal."""
    row = {field.attname: getattr(event, field.attname) for field in AuditEvent._meta.concrete_fields}
    row["at"] = event.at.astimezone(UTC).isoformat(timespec="microseconds")
    canonical = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{before}\n{canonical}".encode()).hexdigest()


def head() -> tuple[int, str]:
    """(position, digest) of the newest seal; (0, zeros) before the first."""
    last = AuditSeal.objects.order_by("-position").first()
    return (last.position, last.digest) if last else (0, BEGINNING)


def unsealed() -> int:
    """How many rows wait for the next minute."""
    return _unsealed(None).count()


def verify(known: tuple[int, str] | None = None) -> Problem | None:
    """Walk the chain; the first problem, or None. `known` is a head noted earlier: (position, digest)."""
    digest, expected = BEGINNING, 1
    for seal, event in _pairs():
        if seal.position != expected:
            return Problem(expected, None, "seal-removed")
        if event is None:
            return Problem(seal.position, seal.event_ref, "event-removed")
        if digest_of(event, digest) != seal.digest:
            return Problem(seal.position, event.pk, "seal-edited" if _next_disagrees(seal) else "event-edited")
        if known and seal.position == known[0] and seal.digest != known[1]:
            return Problem(seal.position, event.pk, "head-unknown")
        digest, expected = seal.digest, expected + 1
    return Problem(expected, None, "seal-removed") if known and known[0] >= expected else None


def _pairs() -> Iterator[tuple[AuditSeal, AuditEvent | None]]:
    """Every seal with its row, in order, a page at a time."""
    after = 0
    while page := list(AuditSeal.objects.filter(position__gt=after).order_by("position")[:PAGE]):
        events = AuditEvent.objects.in_bulk([seal.event_ref for seal in page])
        yield from ((seal, events.get(seal.event_ref)) for seal in page)
        after = page[-1].position


def _next_disagrees(seal: AuditSeal) -> bool:
    """The following link was made from the true digest: if it does not fit this one, this one was edited."""
    following = AuditSeal.objects.filter(position=seal.position + 1).first()
    event = AuditEvent.objects.filter(pk=following.event_ref).first() if following else None
    return bool(following and event and digest_of(event, seal.digest) != following.digest)
