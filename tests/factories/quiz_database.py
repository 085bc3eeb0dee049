"""A database of its own for the intake: the product's tables with their true constraints, nothing else."""

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import dj_database_url
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler


@contextmanager
def connected(url: str) -> Iterator[BaseDatabaseWrapper]:
    """A Django connection to any database, beside the configured one."""
    connection = ConnectionHandler({"default": dj_database_url.parse(url)})["default"]
    connection.disable_constraint_checking()  # editions refer to a quiz that is not here
    try:
        yield connection
    finally:
        connection.close()


def make_tables(url: str) -> None:
    """Attempts, editions, keys and units as the models say; references to tables that are not here are left out."""
    from worldday.quizzes.models import Attempt, Edition, SchoolClass, SigningKey  # the bench sets Django up late

    with connected(url) as connection:
        if connection.vendor == "sqlite":
            connection.cursor().execute("PRAGMA journal_mode=WAL")
        with connection.schema_editor(atomic=False) as editor:
            for model in (Attempt, Edition, SigningKey, SchoolClass):
                editor.create_model(model)
            editor.deferred_sql = [sql for sql in editor.deferred_sql if "FOREIGN KEY" not in str(sql)]


def add_edition(url: str, content: dict[str, Any], *, quiz: int = 1, number: int = 1) -> None:
    text = json.dumps(content, ensure_ascii=False)
    _insert(url, "Edition", quiz_id=quiz, number=number, content=text, digest="", made_at=datetime.now(UTC))


def add_key(url: str, *, retired_at: datetime | None = None) -> bytes:
    secret = secrets.token_bytes(32)
    _insert(url, "SigningKey", secret=secret, made_at=datetime.now(UTC), retired_at=retired_at)
    return secret


def add_unit(url: str, code: str, *, quiz: int = 1, seats: int = 0) -> None:
    """A unit; with `seats` a class."""
    _insert(url, "SchoolClass", quiz_id=quiz, code=code, school="示例单位", seats=seats, made_at=datetime.now(UTC))


def _insert(url: str, name: str, **values: Any) -> None:
    """One row; what is not given has the model's default."""
    from worldday.quizzes import models  # the bench sets Django up late

    for field in getattr(models, name)._meta.concrete_fields:
        if not field.primary_key:
            values.setdefault(field.column, field.get_default())
    columns, places = ", ".join(values), ", ".join(["%s"] * len(values))
    table = getattr(models, name)._meta.db_table
    with connected(url) as connection, connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({columns}) VALUES ({places})", list(values.values()))


def rows(url: str, sql: str = "SELECT * FROM quizzes_attempt ORDER BY id", *values: Any) -> list[tuple[Any, ...]]:
    with connected(url) as connection, connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
