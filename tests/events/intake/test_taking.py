"""Taking places as a page does it."""

import asyncio
import json
from datetime import UTC, datetime, timedelta

import pytest
from tests.factories.booking_database import CODE, STARTS, add_event, add_slot, change, taken
from tests.factories.booking_phone import booking_phone, new_key, wish
from tests.factories.quiz_database import rows
from tests.factories.quiz_phone import NOON, SECRET

from worldday.base.digests import number_of


def test_places_are_on_disk_when_the_answer_comes(event):
    sent = wish(size=3)
    with booking_phone(event) as p:
        told = p.take(sent)
        assert told | {"booking": ""} == {
            "booking": "", "state": "held", "first": True, "slot": 1, "size": 3, "held_until_ms": NOON + 600_000, "now_ms": NOON,
        }  # fmt: skip
        assert rows(event, "SELECT code, size, key, state FROM events_booking") == [
            (told["booking"], 3, number_of(SECRET, "booking-key", sent["key"]), "held")
        ]
        assert taken(event) == [3, 0]


def test_a_key_means_the_same_to_the_storm_and_to_the_ordinary_form(event):
    from django.conf import settings

    from worldday.events.links import is_key, key_number

    key = new_key()
    assert is_key(key) and key_number(key) == number_of(settings.SECRET_KEY, "booking-key", key)


def test_a_double_click_takes_places_once(event):
    sent = wish(size=4)
    with booking_phone(event) as p:

        async def twice():
            return await asyncio.gather(*(p.ask("POST", "places/take", sent) for _ in range(2)))

        answers = [json.loads(body) for _status, _headers, body in p.runner.run(twice())]
        assert answers[0]["booking"] == answers[1]["booking"] and sorted(a["first"] for a in answers) == [False, True]
        assert taken(event) == [4, 0]


def test_the_last_places_are_given_once_and_then_the_answer_comes_from_memory(event):
    with booking_phone(event) as p:
        p.take(wish(size=5))
        p.take(wish(size=4))
        assert p.declined(wish(size=2)) == "full"
        commits = p.app.places.writer.commits
        assert p.declined(wish(size=2)) == "full" and p.app.places.writer.commits == commits
        p.take(wish(size=1))
        assert p.declined(wish()) == "full"
        assert taken(event) == [10, 0]


def test_whoever_got_no_answer_asks_again_and_is_told_even_when_all_is_full(event):
    sent = wish(size=5)
    with booking_phone(event) as p:
        first = p.take(sent)
        p.take(wish(size=5))
        assert p.declined(wish(again=True)) == "full"
        told = p.take(sent | {"again": True})
        assert (told["booking"], told["first"]) == (first["booking"], False)


def test_places_that_come_free_are_offered_within_a_second(event):
    with booking_phone(event) as p:
        mine = wish(size=5)
        p.take(mine)
        p.take(wish(size=5))
        assert p.declined(wish()) == "full"
        assert p.post("places/drop", {"key": mine["key"]}) == (200, {"dropped": True})
        assert p.post("places/drop", {"key": mine["key"]}) == (200, {"dropped": False})
        p.look_again()
        p.take(wish(size=5))
        assert p.declined(mine | {"again": True}) == "hold-over"
        assert taken(event) == [10, 0]


def test_what_waits_for_waiting_parties_is_not_for_everybody(event):
    with booking_phone(event) as p:
        p.take(wish())
        change(event, "UPDATE events_slot SET waiting = 1 WHERE id = 1")
        assert p.declined(wish()) == "full"
        p.look_again()
        assert p.declined(wish()) == "full"
        assert taken(event) == [1, 0]


def test_one_form_holds_one_choice(event):
    sent = wish(size=2)
    with booking_phone(event) as p:
        p.take(sent)
        assert p.declined(sent | {"slot": 2}) == p.declined(sent | {"size": 3}) == "other-choice"
        change(event, "UPDATE events_booking SET state = 'booked'")
        assert p.take(sent)["state"] == "booked"
        change(event, "UPDATE events_booking SET state = 'cancelled', ended = id")
        change(event, "UPDATE events_slot SET taken = taken - 2 WHERE id = 1")
        assert p.declined(sent) == "hold-over"
        assert taken(event) == [0, 0]


def test_nothing_is_given_before_the_announced_moment_and_after_the_end(empty):
    opens = datetime.fromtimestamp(NOON / 1000 + 60, UTC)
    add_event(empty, 10, opens_at=opens, closes_at=opens + timedelta(hours=1))
    add_slot(empty, 2, 5, starts_at=opens + timedelta(minutes=30))
    with booking_phone(empty) as p:
        p.hands.forward(59.999)
        status, told = p.post("places/take", wish())
        assert (status, told["error"]["code"], told["opens_ms"], told["now_ms"]) == (
            409,
            "not-open",
            NOON + 60_000,
            NOON + 59_999,
        )
        p.hands.forward(0.001)
        p.take(wish())
        p.take(wish(2))
        p.hands.forward(1800)
        p.take(wish())
        assert p.declined(wish(2)) == "closed"
        p.hands.forward(1800)
        assert p.declined(wish()) == "closed"
        assert taken(empty) == [2, 1]


def test_without_a_closing_the_beginning_of_the_slot_ends_it(event):
    with booking_phone(event) as p:
        p.hands.now_ms = int(STARTS.timestamp() * 1000) - 1
        p.take(wish())
        p.hands.now_ms += 1
        assert p.declined(wish()) == "closed"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"state": "draft"}, "not-bookable"),
        ({"state": "moved-online"}, "not-bookable"),
        ({"state": "closed"}, "not-bookable"),
        ({"admission": "invitation"}, "not-bookable"),
        ({"opens_at": None}, ""),
    ],
)
def test_the_event_decides_whether_there_is_anything_to_book(empty, values, code):
    add_event(empty, 10, **values)
    with booking_phone(empty) as p:
        assert (p.declined(wish()) if code else p.take(wish())["state"]) == (code or "held")


def test_a_party_is_as_large_as_the_event_allows(event):
    with booking_phone(event) as p:
        assert p.declined(wish(2, size=6)) == "party-too-large"
        assert p.take(wish(2, size=6, minors=5, group=True))["size"] == 6
        assert p.declined(wish(2, size=41, group=True)) == "party-too-large"
        assert rows(event, "SELECT sort, size, adults, minors FROM events_booking") == [("group", 6, 1, 5)]


def test_what_the_organiser_changes_is_seen_a_second_later(event):
    with booking_phone(event) as p:
        p.take(wish())
        change(event, "UPDATE events_event SET state = 'moved-online'")
        p.look_again()
        assert p.declined(wish()) == "not-bookable"
        change(event, "UPDATE events_event SET state = 'open'")
        change(event, "UPDATE events_slot SET cancelled = %s WHERE id = 1", True)
        add_slot(event, 3, 7)
        p.look_again()
        assert p.declined(wish()) == "no-slot"
        p.take(wish(3))


def test_a_page_sees_what_is_left_and_when_it_opens_by_the_servers_clock(event):
    with booking_phone(event) as p:
        p.take(wish(size=4))
        p.look_again()
        status, told = p.post("places/look", {"event": CODE})
        assert status == 200 and told["free"] == {"1": 6, "2": 30} and told["open"] is True and told["now_ms"] == NOON
        assert p.declined({"event": "nothing2"}, "look") == "no-event"
        assert p.declined({"event": "nothing2"}, "look") == "no-event"


def test_an_event_that_lost_all_its_slots_is_like_one_that_never_was(empty):
    add_event(empty, 5)
    with booking_phone(empty) as p:
        assert p.post("places/look", {"event": CODE})[0] == 200
        change(empty, "DELETE FROM events_slot")
        p.look_again()
        assert p.declined({"event": CODE}, "look") == "no-event"
        assert p.declined(wish()) == "no-event"


def test_a_storm_on_a_server_just_started_reads_the_event_once(event):
    with booking_phone(event) as p:
        asked, read = [], p.app.places.store.sittings

        async def counted(events):
            asked.append(events)
            return await read(events)

        p.app.places.store.sittings = counted

        async def storm():
            return await asyncio.gather(*(p.ask("POST", "places/take", wish()) for _ in range(40)))

        statuses = [status for status, _headers, _body in p.runner.run(storm())]
        assert asked == [[CODE]] and statuses.count(200) == 10 and statuses.count(409) == 30
        assert taken(event) == [10, 0]


def test_a_network_is_slowed_and_never_shut_out(empty):
    add_event(empty, 1000)
    with booking_phone(empty, trusted_proxies=1) as p:
        p.app.places.crowds.burst, p.app.places.crowds.per_second = 3, 1.0
        school, home = {"x_forwarded_for": "198.51.100.7"}, {"x_forwarded_for": "198.51.100.8"}
        sent = wish()
        for one in (sent, wish(), wish()):
            p.take(one, **school)
        status, told = p.post("places/take", wish(), **school)
        assert (status, told["error"]["code"]) == (429, "crowd")
        p.take(wish(), **home)
        p.take(sent | {"again": True}, **school)
        p.hands.forward(1)
        p.take(wish(), **school)
        assert p.post("places/take", wish(), **school)[0] == 429


def test_what_gave_no_place_costs_a_network_nothing(event):
    with booking_phone(event) as p:
        p.app.places.crowds.burst, p.app.places.crowds.per_second = 2, 0.0
        sent = wish(size=5)
        p.take(sent)
        for _ in range(3):
            p.take(sent)
            assert p.declined(wish(size=6)) == "party-too-large"
        p.take(wish(size=5))
        p.look_again()
        assert p.declined(wish()) == "full"
        assert p.declined(wish(2)) == "crowd"


@pytest.mark.parametrize(
    "sent",
    [
        b"", b"{", b"[]", b"\xff\xfe", {"event": CODE}, wish(size=0), wish(size=-3), wish(size=10**30), wish(slot="1"),
        wish(key="short"), wish(key="a key with blanks in it"), wish(event="x" * 13), wish(slot=2**63), wish(group=1),
        wish(size=2, minors=3), wish(minors=-1),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_refused_whole(event, sent):
    with booking_phone(event) as p:
        assert p.declined(sent) == "bad-request"
        assert taken(event) == [0, 0]


def test_only_posts_are_taken_and_too_much_is_too_much(event):
    with booking_phone(event) as p:
        status, headers, _body = p.runner.run(p.ask("GET", "places/take"))
        assert (status, headers["cache-control"]) == (405, "no-store")
        assert p.runner.run(p.ask("GET", "places/nothing"))[0] == 404
        assert p.declined(b" " * 40_000) == "too-large"


def test_when_too_much_is_in_flight_the_page_is_told_to_come_back(event):
    with booking_phone(event, most_in_flight=2) as p:

        async def storm():
            return await asyncio.gather(*(p.ask("POST", "places/take", wish()) for _ in range(5)))

        answers = p.runner.run(storm())
        assert sorted(status for status, _headers, _body in answers) == [200, 200, 503, 503, 503]
        assert {headers.get("retry-after") for status, headers, _body in answers if status == 503} == {"1"}


def test_a_store_that_is_away_is_told_as_such(tmp_path):
    with booking_phone(f"sqlite:///{tmp_path}/nothing.sqlite3") as p:
        status, headers, body = p.runner.run(p.ask("POST", "places/take", wish()))
        assert (status, headers["retry-after"], json.loads(body)["error"]["code"]) == (503, "1", "storage")
