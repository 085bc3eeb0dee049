"""A database of its own for the storm path: the tables of events with their true constraints, nothing else."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.factories.quiz_database import connected, rows

EVENT, CODE = 1, "openday2"
OPENED = datetime(2020, 10, 13, 1, 0, tzinfo=UTC)  # 9:00 in Shanghai, the day before quiz_phone.NOON
STARTS = datetime(2030, 10, 20, 1, 0, tzinfo=UTC)
BOOKINGS = "SELECT id, key, slot_id, size, state FROM events_booking ORDER BY id"


def make_tables(url: str) -> None:
    """Events, slots and bookings as the models say; references to tables that are not here are left out."""
    from worldday.events.models import Booking, Event, Slot  # the bench sets Django up late

    ours = (Event, Slot, Booking)
    with connected(url) as connection:
        if connection.vendor == "sqlite":
            connection.cursor().execute("PRAGMA journal_mode=WAL")
        with connection.schema_editor(atomic=False) as editor:
            for model in ours:
                editor.create_model(model)
            editor.deferred_sql = [sql for sql in editor.deferred_sql if _stays(str(sql), ours)]


def _stays(sql: str, ours: tuple[Any, ...]) -> bool:
    return "FOREIGN KEY" not in sql or any(f'REFERENCES "{model._meta.db_table}"' in sql for model in ours)


def add_event(url: str, *places: int, number: int = EVENT, code: str = CODE, **values: Any) -> None:
    """An open event whose slots have the numbers 1, 2 … and so many places."""
    values = {"state": "open", "opens_at": OPENED, "hold_minutes": 10, "largest_party": 5, "largest_group": 40} | values
    _insert(url, "Event", id=number, activity_id=number, code=code, **values)
    for slot, count in enumerate(places, start=1):
        add_slot(url, slot, count, event=number)


def add_slot(
    url: str, number: int, places: int, *, event: int = EVENT, starts_at: datetime = STARTS, **values: Any
) -> None:
    ends = starts_at + timedelta(hours=2)
    _insert(url, "Slot", id=number, event_id=event, places=places, starts_at=starts_at, ends_at=ends, **values)


def change(url: str, sql: str, *values: Any) -> None:
    with connected(url) as connection, connection.cursor() as cursor:
        cursor.execute(sql, values)


def taken(url: str) -> list[int]:
    """By slot, as its counter says; it must be what the bookings add up to."""
    counted = [count for (count,) in rows(url, "SELECT taken FROM events_slot ORDER BY id")]
    sql = (
        "SELECT coalesce(sum(b.size), 0) FROM events_slot s LEFT JOIN events_booking b ON b.slot_id = s.id"
        " AND b.state IN ('held', 'offered', 'booked', 'came') GROUP BY s.id ORDER BY s.id"
    )
    assert counted == [int(total) for (total,) in rows(url, sql)], "a counter is not what its bookings add up to"
    return counted


def _insert(url: str, name: str, **values: Any) -> None:
    """One row; what is not given has the model's default."""
    from worldday.events import models  # the bench sets Django up late

    meta = getattr(models, name)._meta
    with connected(url) as connection:
        for field in meta.concrete_fields:
            if not field.primary_key:
                value = values.get(field.column, field.get_default())
                moment = datetime.now(UTC) if value is None and not field.null else value  # of the last change
                values[field.column] = field.get_db_prep_save(moment, connection)
        columns, places = ", ".join(f'"{name}"' for name in values), ", ".join(["%s"] * len(values))
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {meta.db_table} ({columns}) VALUES ({places})", list(values.values()))
