"""Many rows at once, past the ORM, whose objects would take most of the time of a long list."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models

from worldday.base.ids import ALPHABET, CODE_LENGTH

_FAIR = 256 - 256 % len(ALPHABET)  # bytes from here on would make some letters likelier
_LETTERS = {byte: ALPHABET[byte % len(ALPHABET)] for byte in range(_FAIR)}


def insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """`rows` hold the database's own values, in the order of `columns` (names of fields). Constraints hold as ever.

    PostgreSQL reads them as one stream (COPY): half the time of a statement for each row.
    """
    fields = [model._meta.get_field(name) for name in columns]
    quoted = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({quoted}) FROM STDIN") as stream:
                for row in rows:
                    stream.write_row(row)
        else:
            cursor.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({marks})", rows)  # noqa: S608  our own names


def update(model: type[models.Model], columns: Sequence[str], rows: Iterable[models.Model]) -> None:
    """These columns of each row by its key: one statement for all, where the ORM would write a case for every row."""
    fields = [model._meta.get_field(name) for name in columns]
    names = ", ".join(f"{connection.ops.quote_name(field.column)} = %s" for field in fields)
    table, key = (connection.ops.quote_name(one) for one in (model._meta.db_table, model._meta.pk.column))
    said = [[*(ready(model, name, getattr(row, name)) for name in columns), row.pk] for row in rows]
    if said:
        with connection.cursor() as cursor:
            cursor.executemany(f"UPDATE {table} SET {names} WHERE {key} = %s", said)  # noqa: S608  our own names


def ready(model: type[models.Model], name: str, value: Any) -> Any:
    """The value as the database takes it."""
    return model._meta.get_field(name).get_db_prep_save(value, connection)


def new_codes(count: int) -> list[str]:
    """As `base.ids.new_code`, many at once: from the system's randomness, each letter as likely as the others."""
    letters = ""
    while len(letters) < count * CODE_LENGTH:
        drawn = os.urandom((count * CODE_LENGTH - len(letters)) * 9 // 8 + 16)
        letters += "".join([_LETTERS[byte] for byte in drawn if byte < _FAIR])
    return [letters[at : at + CODE_LENGTH] for at in range(0, count * CODE_LENGTH, CODE_LENGTH)]
