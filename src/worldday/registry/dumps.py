"""The open data of a registry as files, piece by piece: what is public, with its licence, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from worldday.base.csvfile import MARK, csv_bytes
from worldday.base.text import in_language

from . import licences
from .columns import CORE_LABELS
from .models import Record, Registry
from .queries.look import Past, state_today
from .schema import Field, public_fields

PIECE = 500  # rows joined before they are sent
CORE = ("valid_from", "valid_until", "source", "source_url")


def csv_pieces(registry: Registry, records: Iterable[Record], *, address: Any) -> Iterator[bytes]:
    """UTF-8 with a byte order mark, as spreadsheets want it; `address` gives a record's page."""
    fields = public_fields(registry)
    rows = ([*_row(record, fields), address(record)] for record in records)
    yield MARK + csv_bytes([[heading for _key, heading in columns_of(registry)]])
    for piece in _in_pieces(rows):
        yield csv_bytes(piece)


def columns_of(registry: Registry) -> list[tuple[str, str]]:
    """Key and heading of each column in the order of the file, in the language that is on."""
    language = get_language() or ""
    number = in_language(registry.number_label, registry.number_label_en, language)
    name = in_language(registry.name_label, registry.name_label_en, language)
    fields = [(one.key, in_language(one.label, one.label_en, language)) for one in public_fields(registry)]
    core = [(key, str(CORE_LABELS[key])) for key in CORE]
    return [("number", number), ("name", name), ("state", _("State")), *fields, *core, ("page", _("Page"))]


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
        "registry_en": registry.name_en,
        "publisher": registry.owner.name,
        "publisher_en": registry.owner.name_en,
        "source": registry.source,
        "source_en": registry.source_en,
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


def past_of(line: Past, fields: Sequence[Field]) -> dict[str, Any]:
    """A line of a record's history, with what it changed; a field that is for staff only by now leaves it."""
    shown = [key for key in line.after if key in ("number", "name", *CORE, *(one.key for one in fields))]
    return {
        "what": line.kind,
        "since": line.since.isoformat(),
        "reason": line.reason,
        "source": line.source,
        "source_url": line.source_url,
        "before": {key: line.before.get(key, "") for key in shown},
        "after": {key: line.after[key] for key in shown},
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
