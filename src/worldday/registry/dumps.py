"""The open data of a registry as files, piece by piece: what is public, with its licence, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from worldday.base.csvfile import MARK, csv_bytes

from . import licences
from .columns import CORE_LABELS
from .models import Record, Registry
from .queries.look import state_today
from .schema import Field, public_fields

PIECE = 500  # rows joined before they are sent
CORE = ("valid_from", "valid_until", "source", "source_url")


def csv_pieces(registry: Registry, records: Iterable[Record], *, address: Any) -> Iterator[bytes]:
    """UTF-8 with a byte order mark, as spreadsheets want it; `address` gives a record's page."""
    fields = public_fields(registry)
    heads = [registry.number_label, registry.name_label, _("State"), *(one.label for one in fields)]
    heads += [str(CORE_LABELS[key]) for key in CORE] + [_("Page")]
    rows = ([*_row(record, fields), address(record)] for record in records)
    yield MARK + csv_bytes([heads])
    for piece in _in_pieces(rows):
        yield csv_bytes(piece)


def _row(record: Record, fields: Sequence[Field]) -> list[str]:
    said = said_of(record, fields)
    values = [said["values"].get(one.key, "") for one in fields]
    return [said["number"], said["name"], said["state"], *values, *(said[key] for key in CORE)]


def table(rows: Iterable[Sequence[str]]) -> bytes:
    """A short list as CSV."""
    return MARK + csv_bytes(rows)


def json_pieces(registry: Registry, records: Iterable[Record], *, address: Any, taken: str) -> Iterator[bytes]:
    """One object: what this is, its licence, its fields, and the records, one to a line."""
    head = about(registry) | {"taken": taken}
    yield json.dumps(head, ensure_ascii=False)[:-1].encode() + b', "records": [\n'
    first, fields = True, public_fields(registry)
    for piece in _in_pieces(records):
        lines = ",\n".join(
            json.dumps(said_of(record, fields) | {"page": address(record)}, ensure_ascii=False) for record in piece
        )
        yield (lines if first else ",\n" + lines).encode()
        first = False
    yield b"\n]}\n"


def about(registry: Registry) -> dict[str, Any]:
    """The registry itself, for machines."""
    return {
        "registry": registry.name,
        "publisher": registry.owner.name,
        "sample": registry.sample,
        "licence": {"code": registry.licence, "text": str(licences.words(registry.licence))},
        "fields": [_field(one) for one in public_fields(registry)],
    }


def _field(one: Field) -> dict[str, Any]:
    """What records hold stays the choice itself; how English pages say it stands here only."""
    said: dict[str, Any] = {"key": one.key, "label": one.label, "label_en": one.label_en}
    return said | ({"choices_en": dict(one.choices_en)} if one.choices_en else {})


def said_of(record: Record, fields: Sequence[Field]) -> dict[str, Any]:
    """A record's public words."""
    days = {key: day.isoformat() if (day := getattr(record, key)) else "" for key in ("valid_from", "valid_until")}
    values = {one.key: value for one in fields if (value := record.values.get(one.key))}
    return {
        "code": record.code,
        "number": record.number,
        "name": record.name,
        "state": state_today(record),
        "values": values,
        **days,
        "source": record.source,
        "source_url": record.source_url,
    }


def _in_pieces(rows: Iterable[Any]) -> Iterator[list[Any]]:
    piece = []
    for row in rows:
        piece.append(row)
        if len(piece) == PIECE:
            yield piece
            piece = []
    if piece:
        yield piece
