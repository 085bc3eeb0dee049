"""Databases with one open event, and bookings nobody has made yet."""

import itertools
import secrets
from dataclasses import dataclass
from pathlib import Path

import msgspec
from tests.factories import booking_database, quiz_database
from tests.factories.booking_database import add_event, add_slot
from tests.factories.quiz_database import rows

UNLIMITED = 1_000_000_000
LARGEST = 5

ONE_NETWORK = {"WORLDDAY_BOOKING_BURST": str(UNLIMITED)}
"""All clients of a measurement come from one address, as no storm does: nobody is to be slowed."""


def make_tables(url: str) -> None:
    """Of events, and of quizzes: the process that answers both looks after both."""
    quiz_database.make_tables(url)
    booking_database.make_tables(url)


@dataclass(frozen=True)
class Opened:
    """An event: its code, and the numbers of its slots."""

    code: str
    slots: range


def open_event(url: str, places: int, slots: int, nth: int = 1) -> Opened:
    """`places` in all, dealt to `slots`. The `nth` event of a database has numbers of its own."""
    opened = Opened(f"storm{nth}", range(nth * 1000, nth * 1000 + slots))
    add_event(url, number=nth, code=opened.code, largest_party=LARGEST)
    for slot in opened.slots:
        add_slot(url, slot, places // slots, event=nth)
    return opened


def wish(event: Opened, slot: int, size: int) -> dict[str, object]:
    """What the page of one form sends."""
    return {"event": event.code, "slot": slot, "size": size, "key": secrets.token_urlsafe(16)}


def wishes(path: Path, count: int, event: Opened) -> Path:
    """`count` requests of as many forms, for one place each."""
    with path.open("wb") as file:
        slots = itertools.islice(itertools.cycle(event.slots), count)
        file.writelines(msgspec.json.encode(wish(event, slot, 1)) + b"\n" for slot in slots)
    return path


def stored(url: str) -> int:
    """How many bookings there are."""
    return int(rows(url, "SELECT count(*) FROM events_booking")[0][0])
