"""Both databases behind the one interface: never a place too many, never a key twice."""

import asyncio
from contextlib import asynccontextmanager

import pytest
from tests.factories.booking_database import BOOKINGS, CODE, add_event, add_slot, change, taken
from tests.factories.quiz_database import rows
from tests.factories.quiz_phone import NOON

from worldday.base.env import BadSetting
from worldday.base.hotpath.errors import RowRefused, StoreDown
from worldday.events.intake.rows import Held, Hold, NoRoom, new_code
from worldday.events.intake.stores import open_store

UNTIL = NOON + 600_000


def hold(number: int, size: int = 1, *, key: int = 0, slot: int = 1, code: str = "") -> Hold:
    return Hold(number, code or new_code(), key or number, 1, slot, "family", size, size // 3, NOON, UNTIL)


@asynccontextmanager
async def opened(url: str):
    store = open_store(url)
    await store.open()
    try:
        yield store
    finally:
        await store.close()


def run(url: str, work):
    async def go():
        async with opened(url) as store:
            return await work(store)

    return asyncio.run(go())


def commit(url: str, *batches):
    async def work(store):
        return [await store.commit(batch) for batch in batches]

    return run(url, work)


def told(outcomes):
    """The number of what is stored, or minus the places left."""
    return [one.id if isinstance(one, Held) else -one.free for one in outcomes]


def test_a_hold_is_stored_with_its_places_and_its_end(either):
    add_event(either, 10)
    given = hold(5, 3, key=77, code="k7m2q9xd")
    ((stored,),) = commit(either, [given])
    assert stored == Held(5, "k7m2q9xd", 77, 1, 3, "held", UNTIL)
    columns = "code, token, event_id, booker, nth, ended, sort, adults, minors, district, settled_at"
    assert rows(either, f"SELECT {columns} FROM events_booking") == [
        ("k7m2q9xd", "", 1, None, 0, 0, "family", 2, 1, "", None)
    ]
    assert taken(either) == [3]


def test_what_the_storm_stored_is_what_the_ordinary_side_reads(either):
    add_event(either, 10)

    async def work(store):
        await store.commit([hold(5, 3, key=77, code="k7m2q9xd")])
        return await store.find(77), await store.find(78)

    assert run(either, work) == (Held(5, "k7m2q9xd", 77, 1, 3, "held", UNTIL), None)


def test_whole_parties_only_and_a_smaller_one_behind_still_fits(either):
    add_event(either, 10, 2)
    batch = [hold(1, 4), hold(2, 5), hold(3, 2), hold(4, 1), hold(5, 2, slot=2), hold(6, 1, slot=2), hold(7, 1, slot=9)]
    (outcomes,) = commit(either, batch)
    assert told(outcomes) == [1, 2, 0, 4, 5, 0, 0]
    assert taken(either) == [10, 2]


def test_a_key_gets_places_once_within_a_batch_and_across_batches(either):
    add_event(either, 10)
    inside, later = commit(either, [hold(1, 4), hold(2, 4, key=1), hold(3, 6)], [hold(4, 4, key=1), hold(5, 6, key=3)])
    assert told(inside) == [1, 1, 3] and told(later) == [1, 3]
    assert taken(either) == [10] and len(rows(either, BOOKINGS)) == 2


def test_places_that_a_repetition_did_not_need_go_to_whoever_is_next(either):
    add_event(either, 10)
    first, second = commit(either, [hold(1, 6)], [hold(2, 4, key=1), hold(3, 4), hold(4, 1)])
    assert told(first) == [1] and told(second) == [1, 3, 0]


def test_one_who_has_places_is_told_so_when_the_slot_is_full(either):
    add_event(either, 2)
    _first, second = commit(either, [hold(1, 2)], [hold(2, 2, key=1), hold(3, 1)])
    assert told(second) == [1, 0]


def test_a_number_or_code_that_is_anothers_is_replaced(either):
    add_event(either, 10)
    _first, (by_number, by_code) = commit(
        either, [hold(1, code="aaaaaaaa")], [hold(1, key=2), hold(3, key=3, code="aaaaaaaa")]
    )
    assert by_number.key == 2 and by_code.key == 3
    assert len({number for number, *_ in rows(either, BOOKINGS)}) == 3 and taken(either) == [3]


def test_a_slot_that_is_cancelled_or_belongs_to_waiting_parties_has_no_room(either):
    add_event(either)
    add_slot(either, 1, 10, cancelled=True)
    add_slot(either, 2, 10, waiting=1)
    assert told(commit(either, [hold(1), hold(2, slot=2)])[0]) == [0, 0]
    assert taken(either) == [0, 0]


def test_a_row_the_database_does_not_take_leaves_nothing_of_its_batch(either):
    add_event(either, 10)
    with pytest.raises(RowRefused):
        commit(either, [hold(1, 2), hold(2, 0)])
    assert taken(either) == [0] and rows(either, BOOKINGS) == []


def test_a_hold_is_given_back_once_and_a_booking_never(either):
    add_event(either, 10)

    async def work(store):
        await store.commit([hold(1, 4), hold(2, 3)])
        change(either, "UPDATE events_booking SET state = 'booked' WHERE id = 2")
        return [await store.drop(key, NOON) for key in (1, 1, 2, 3)], (await store.find(1)).state

    assert run(either, work) == ([True, False, False, False], "lapsed")
    assert taken(either) == [3]
    assert rows(either, "SELECT id, ended FROM events_booking ORDER BY id") == [(1, 1), (2, 0)]


def test_two_servers_never_give_one_place_twice(either):
    add_event(either, 150, 50)

    async def go():
        async with opened(either) as one, opened(either) as other:
            jobs = [
                store.commit([hold(base + at + 20 * n, 1, slot=1 + at % 2) for at in range(20)])
                for n in range(10)
                for base, store in ((1_000, one), (2_000, other))
            ]

            # one commit in flight per store, as the writer does it
            async def in_turn(mine):
                return [outcome for job in mine for outcome in await job]

            return await asyncio.gather(in_turn(jobs[::2]), in_turn(jobs[1::2]))

    one, other = asyncio.run(go())
    given = [outcome for outcome in (*one, *other) if isinstance(outcome, Held)]
    assert taken(either) == [150, 50] and len(given) == 200 == len({held.id for held in given})
    assert sum(isinstance(outcome, NoRoom) for outcome in (*one, *other)) == 200


def test_slots_are_read_as_django_wrote_them(either):
    add_event(either, 10, closes_at=None)
    add_slot(either, 2, 5, taken=2, waiting=1)
    add_event(either, number=2, code="other234")
    first, second = sorted(run(either, lambda store: store.sittings([CODE, "other234", "nothing2"])))
    assert (first.slot, first.free, first.waiting, first.code, first.state) == (1, 10, 0, CODE, "open")
    assert (second.slot, second.free, second.waiting) == (2, 3, 1)
    assert first.opens_ms == NOON - 27 * 3_600_000 and first.closes_ms is None and not first.cancelled
    assert (first.largest_party, first.largest_group, first.hold_minutes, first.admission) == (5, 40, 10, "booking")


def test_a_store_that_is_away_says_so(tmp_path):
    with pytest.raises(StoreDown):
        commit(f"sqlite:///{tmp_path}/nothing.sqlite3", [hold(5)])
    with pytest.raises(StoreDown):
        commit("postgres://nobody@127.0.0.1:1/none", [hold(5)])


@pytest.mark.parametrize("url", ["mysql://x/y", "sqlite://:memory:", "oracle"])
def test_another_database_stops_the_start_with_one_sentence(url):
    with pytest.raises(BadSetting, match="DATABASE_URL"):
        open_store(url)
