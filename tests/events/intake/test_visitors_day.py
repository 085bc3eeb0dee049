"""Places asked for by somebody who stands, in a demo, at a day of their own."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from tests.factories.booking_database import add_event, change, rows
from tests.factories.booking_phone import booking_phone, wish
from tests.factories.quiz_phone import NOON

JUNE = {"cookie": "worldday_day=2020-06-09"}
OPENS = datetime(2020, 6, 5, 1, 0, tzinfo=UTC)
SITTING = "2020-06-11 01:00:00+00:00"


@pytest.fixture
def demo(empty: str):
    """The demo stands about noon of 14 October; its open day was in June."""
    add_event(empty, 10, opens_at=OPENS)
    change(empty, "UPDATE events_slot SET starts_at = %s", SITTING)
    with booking_phone(empty, visitors_zone="Asia/Shanghai", clock_shift_ms=NOON - int(time.time() * 1000)) as p:
        p.url = empty
        yield p


def test_who_stands_in_june_gets_places_of_june_held_from_june_on(demo):
    status, told = demo.post("places/look", {"event": wish()["event"]}, **JUNE)
    assert (status, told["open"], told["free"]) == (200, True, {"1": 10})
    held = demo.take(wish(size=2), **JUNE)
    until = datetime.fromtimestamp(held["held_until_ms"] / 1000, UTC)
    assert until - datetime.fromtimestamp(held["now_ms"] / 1000, UTC) == timedelta(minutes=10)
    assert until.date().isoformat() == "2020-06-09"
    assert len(rows(demo.url, "SELECT id FROM events_booking WHERE state = 'held'")) == 1


def test_who_chose_no_day_finds_it_over(demo):
    assert demo.declined(wish()) == "closed"
