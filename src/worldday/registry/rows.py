"""From what somebody writes to the row that is kept, and to the tokens it is found by."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from worldday.base import clock
from worldday.base.ids import new_code

from . import grams
from .folding import number_key, searched
from .models import Batch, Record
from .schema import Entry, Field

PLACE_BITS = 16
LONGEST_KEY = 120  # some characters fold into many


def row_of(batch: Batch, fields: Iterable[Field], entry: Entry, *, block: int, place: int, line: int = 0) -> Record:
    """A record not yet saved."""
    return put(
        Record(
            id=block << PLACE_BITS | place,
            code=new_code(),
            registry_id=batch.registry_id,
            batch_id=batch.pk,
            line=line,
            changed_at=clock.now(),
        ),
        fields,
        entry,
    )


def put(record: Record, fields: Iterable[Field], entry: Entry) -> Record:
    """Set what `entry` says on `record`, with what follows from it."""
    for name, value in columns_of(list(fields), entry).items():
        setattr(record, name, value)
    return record


def columns_of(fields: Sequence[Field], entry: Entry) -> dict[str, Any]:
    """Column → value of everything that an entry decides."""
    said = entry.values
    name = searched(entry.name)
    found = [
        searched(entry.number),
        name,
        *(searched(said.get(one.key, "")) for one in fields if one.searched and one.public),
    ]
    return {
        "number": entry.number,
        "number_key": (number_key(entry.number)[:LONGEST_KEY] or None) if entry.number else None,
        "name": entry.name,
        "name_key": digest(name),
        "valid_from": entry.valid_from,
        "valid_until": entry.valid_until,
        "source": entry.source,
        "source_url": entry.source_url,
        "values": {one.key: value for one in fields if (value := said.get(one.key, ""))},
        "folded": grams.BREAK.join(filter(None, found)),
    }


def folded(record: Record, fields: Iterable[Field]) -> str:
    """What search looks through: number, name and what is both public and searched."""
    return str(columns_of(list(fields), entry_of(record))["folded"])


def entry_of(record: Record) -> Entry:
    return Entry(
        record.name,
        record.number,
        record.valid_from,
        record.valid_until,
        record.source,
        record.source_url,
        dict(record.values),
    )


def name_key(name: str) -> int:
    """Names that are equal without blanks, dashes and brackets have the same; the few others that do are compared again."""
    return digest(searched(name))


def digest(folded_name: str) -> int:
    return int.from_bytes(hashlib.blake2b(folded_name.encode(), digest_size=8).digest(), "big") >> 1


def tokens_of(record: Record, fields: Iterable[Field]) -> set[str]:
    filters = {one.key: record.values.get(one.key, "") for one in fields if one.filtered and one.public}
    return grams.tokens_of_text(record.folded) | grams.tokens_of_facts(record.state, filters)
