"""The rows of a hold, as the table events_booking has them (events/models/booking.py), and of what became of it."""

from secrets import randbits
from typing import NamedTuple

from worldday.base.ids import ALPHABET, CODE_LENGTH

TABLE, SLOTS, EVENTS = "events_booking", "events_slot", "events_event"
FAMILY, GROUP = "family", "group"
HELD, BOOKED, LAPSED = "held", "booked", "lapsed"
PAIRS = [one + other for one in ALPHABET for other in ALPHABET]


class Hold(NamedTuple):
    """Places asked for by one form. Times in Unix milliseconds."""

    id: int
    code: str
    key: int
    event_id: int
    slot_id: int
    sort: str
    size: int
    minors: int
    made_ms: int
    until_ms: int


class Held(NamedTuple):
    """What is stored for a key: this hold, or what an earlier one has become (`state`)."""

    id: int
    code: str
    key: int
    slot_id: int
    size: int
    state: str
    until_ms: int


class NoRoom(NamedTuple):
    """Not enough places: `free` are left."""

    free: int


Outcome = Held | NoRoom


def held_of(row: Hold) -> Held:
    """As it is stored when it is new."""
    return Held(row.id, row.code, row.key, row.slot_id, row.size, HELD, row.until_ms)


def new_code() -> str:
    """A code as base.ids makes them, from one draw."""
    rest, pairs = randbits(80), []
    for _ in range(CODE_LENGTH // 2):
        rest, pair = divmod(rest, len(PAIRS))
        pairs.append(PAIRS[pair])
    return "".join(pairs)
