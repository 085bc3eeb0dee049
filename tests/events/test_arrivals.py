"""Who is inside follows from what the doors saw, in whatever order they tell it."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from worldday.events.arrivals import Seen, corrected, standing

NOON = datetime(2020, 10, 14, 12, tzinfo=UTC)


def seen(minute: int, device: str = "a", number: int = 1, *, entered: bool = True, persons: int = 1) -> Seen:
    return Seen(NOON + timedelta(minutes=minute), device, number, entered, persons)


records = st.lists(
    st.builds(
        seen,
        st.integers(0, 5),
        st.sampled_from("abc"),
        st.integers(1, 6),
        entered=st.booleans(),
        persons=st.integers(1, 40),
    ),
    unique_by=lambda one: (one.device, one.number),
    max_size=8,
)


def test_nobody_is_inside_before_anybody_was_seen():
    assert standing([]) is None


def test_of_two_doors_the_first_by_time_counts_whichever_sends_first():
    south, north = seen(5, "south", persons=30), seen(2, "north", persons=28)
    assert standing([south, north]) == standing([north, south]) == north


def test_what_was_taken_back_can_come_again_with_another_number():
    assert standing([seen(1), seen(2, number=2, entered=False), seen(3, number=3, persons=28)]) == seen(
        3, number=3, persons=28
    )


def test_taking_back_what_never_came_changes_nothing():
    assert standing([seen(1, entered=False), seen(2, number=2)]) == seen(2, number=2)


@given(records, st.randoms(use_true_random=False))
def test_order_and_repetition_of_the_telling_do_not_matter(told, chance):
    shuffled = [*told, *told]
    chance.shuffle(shuffled)
    assert standing(shuffled) == standing(told)


@given(records)
def test_adding_the_records_one_by_one_ends_where_all_at_once_end(told):
    known: list[Seen] = []
    for one in told:
        known.append(one)
        standing(known)
    assert standing(known) == standing(told)


@given(st.integers(0, 10**13), st.integers(0, 10**8), st.integers(0, 10**13))
def test_a_phone_that_is_hours_off_still_knows_how_long_ago_it_was(at, ago, received):
    assert corrected(at, at + ago, received) == received - ago


def test_nothing_lies_in_the_future():
    assert corrected(2000, 1000, 50_000) == 50_000
