"""Dealing places to a batch: whatever comes in, nothing is given twice, and nothing is kept from anybody who fits."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from worldday.events.intake.dealing import Dealing
from worldday.events.intake.rows import Held, Hold, NoRoom, held_of, new_code

row = st.tuples(st.integers(1, 6), st.integers(1, 3), st.integers(1, 4), st.integers(1, 12))


@given(st.lists(row, max_size=30), st.dictionaries(st.integers(1, 3), st.integers(0, 12)), st.sets(st.integers(1, 12)))
def test_places_are_counted_once_per_key_and_never_beyond_what_is_free(asked, free, before):
    rows = [Hold(number, new_code(), key, 1, slot, "family", size, 0, 0, 0) for size, slot, number, key in asked]
    table = {key: Held(1000 + key, new_code(), key, 1, 1, "booked", 0) for key in before}  # stored earlier
    ids = {held.id for held in table.values()}
    fresh = iter(range(10_000, 20_000))
    dealing, counted, rounds = Dealing(rows, dict(free), lambda one: one._replace(id=next(fresh))), Counter(), 0
    while rounds < 8:
        rounds += 1
        fit, new = dealing.fit(), set()
        for one in fit:  # what a table with two unique columns does
            if one.key not in table and one.id not in ids:
                table[one.key] = held_of(one)
                ids.add(one.id)
                new.add((one.id, one.key))
                counted[one.slot_id] += one.size
        if keys := dealing.inserted(fit, new):
            dealing.found(table[key] for key in keys if key in table)
        if dealing.over:
            break
    outcomes = dealing.outcomes()
    assert all(counted[slot] <= free.get(slot, 0) for slot in counted)
    assert dealing.free == {slot: places - counted[slot] for slot, places in free.items()}
    assert dealing.over, "nobody who fits is left"
    for one, outcome in zip(rows, outcomes, strict=True):
        assert outcome == (table.get(one.key) or NoRoom(dealing.free.get(one.slot_id, 0)))
