"""What becomes of a public record: what a person asks, what it would change field by field, and what speaks against it. No writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from worldday.base import clock

from .models import ChangeKind, Record, RecordState
from .queries.look import state_today
from .rows import entry_of
from .schema import CORE, DAYS, Entry, Field, Schema, day_of

FROM = {  # which states it may be in before
    ChangeKind.CHANGED: tuple(RecordState),
    ChangeKind.SUSPENDED: (RecordState.VALID,),
    ChangeKind.RESTORED: (RecordState.SUSPENDED,),
    ChangeKind.WITHDRAWN: (RecordState.VALID, RecordState.SUSPENDED, RecordState.EXPIRED),
    ChangeKind.EXPIRED: (RecordState.VALID, RecordState.SUSPENDED),
}
TO = {
    ChangeKind.SUSPENDED: RecordState.SUSPENDED,
    ChangeKind.RESTORED: RecordState.VALID,
    ChangeKind.WITHDRAWN: RecordState.WITHDRAWN,
    ChangeKind.EXPIRED: RecordState.EXPIRED,
}


@dataclass(frozen=True)
class Why:
    """Since when, for what reason, on whose word. The public reads all of it."""

    reason: str
    since: date | None = None  # None = the day on which it is done
    source: str = ""
    source_url: str = ""


@dataclass(frozen=True)
class Asked:
    """`kind` is to happen to a record; `said` (key → new text, "" empties) counts for a change only."""

    kind: str
    why: Why
    said: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Drafted:
    """What would differ, key → text before and after, and sentences about what cannot be done."""

    before: dict[str, str]
    after: dict[str, str]
    faults: list[str]


def texts(entry: Entry, fields: Iterable[Field]) -> dict[str, str]:
    """Everything a record says, key → text, days as 2020-06-09; what `fields` leaves out is left out."""
    core = {"number": entry.number, "name": entry.name, "source": entry.source, "source_url": entry.source_url}
    days = {"valid_from": entry.valid_from, "valid_until": entry.valid_until}
    rest = {one.key: entry.values.get(one.key, "") for one in fields}
    return core | {key: day.isoformat() if day else "" for key, day in days.items()} | rest


def with_texts(entry: Entry, said: Mapping[str, str]) -> Entry:
    """The entry with these texts in place of its own."""
    core: dict[str, Any] = {key: day_of(said[key]) if key in DAYS else said[key] for key in CORE if key in said}
    values = {key: value for key, value in said.items() if key not in CORE}
    return replace(entry, **core, values={**entry.values, **values})


def differing(was: Mapping[str, str], now: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Of two sets of texts what is not the same, before and after."""
    keys = [key for key in {**was, **now} if was.get(key, "") != now.get(key, "")]
    return {key: was.get(key, "") for key in keys}, {key: now.get(key, "") for key in keys}


def draft(record: Record, asked: Asked, schema: Schema) -> Drafted:
    """What `asked` would do to the record as it stands."""
    faults = faults_of_why(asked.why)
    if asked.kind not in FROM or state_today(record) not in FROM[ChangeKind(asked.kind)] or record.erased_at:
        return Drafted({}, {}, [*faults, _("From its present state this record cannot become that.")])
    entry = entry_of(record)
    was = texts(entry, schema.fields)
    if asked.kind == ChangeKind.CHANGED:
        wanted = with_texts(entry, asked.said)
        before, after = differing(was, texts(wanted, schema.fields))
        return Drafted(before, after, [*faults, *(schema.faults(wanted) if after else [_("This changes nothing.")])])
    if asked.kind == ChangeKind.EXPIRED and asked.why.since:
        if entry.valid_from and last_day(asked.why.since) < entry.valid_from:
            faults.append(_("It ends before it begins: valid until {until}.").format(until=last_day(asked.why.since)))
        return Drafted(*differing(was, was | {"valid_until": last_day(asked.why.since).isoformat()}), faults)
    return Drafted({}, {}, faults)


def last_day(since: date) -> date:
    """Of a validity that is over since that day."""
    return since - timedelta(days=1)


def faults_of_why(why: Why) -> list[str]:
    """What is lacking in the reason that the public is to read."""
    said = []
    if not why.reason.strip():
        said.append(_("Please give the reason: it stands in the public history."))
    if len(why.reason) > 500 or len(why.source) > 300 or len(why.source_url) > 500:
        said.append(_("The reason or its source is too long."))
    if why.since and why.since > clock.today():
        said.append(_("It cannot hold from a day to come; without a day it holds from the day of the release."))
    if why.source_url and not why.source_url.startswith(("https://", "http://")):
        said.append(_("The address of the source begins with https:// or http://."))
    return said
