"""The waiting list: all places or none, in order, and no group starves."""

from hypothesis import given
from hypothesis import strategies as st

from worldday.events.queueing import PATIENCE, Waiting, serve

parties = st.lists(st.tuples(st.integers(1, 60), st.integers(0, PATIENCE)), max_size=30).map(
    lambda found: [Waiting(n, size, passed) for n, (size, passed) in enumerate(found)]
)


def test_whoever_fits_is_served_in_order():
    assert serve(6, [Waiting(1, 4), Waiting(2, 2), Waiting(3, 1)]).served == [1, 2]


def test_a_class_gets_all_its_places_or_none_and_lets_a_family_past():
    assert serve(10, [Waiting(1, 30), Waiting(2, 4)]) == ([2], {1: 1})


def test_after_three_families_the_class_lets_nobody_past_until_it_has_its_places():
    queue = [Waiting(1, 30, passed=3), Waiting(2, 4)]
    assert serve(29, queue) == ([], {})
    assert serve(30, queue) == ([1], {})


def test_in_the_last_hours_nobody_is_held_back_for_a_class_that_does_not_fit():
    assert serve(29, [Waiting(1, 30, passed=3), Waiting(2, 4)], final=True) == ([2], {1: 1})


@given(st.integers(0, 200), parties, st.booleans())
def test_never_more_is_given_than_is_free_and_everybody_gets_all_or_none(free, queue, final):
    sizes = {party.number: party.size for party in queue}
    result = serve(free, queue, final=final)
    assert sum(sizes[number] for number in result.served) <= free
    assert len(set(result.served)) == len(result.served)
    assert set(result.passed).isdisjoint(result.served)


@given(st.integers(0, 200), parties)
def test_nobody_is_passed_over_more_often_than_patience_allows(free, queue):
    result = serve(free, queue)
    before = {party.number: party.passed for party in queue}
    assert all(before[number] + times <= PATIENCE for number, times in result.passed.items())


@given(st.integers(0, 200), parties, st.booleans())
def test_of_two_parties_of_one_size_the_earlier_is_never_behind(free, queue, final):
    served = set(serve(free, queue, final=final).served)
    for at, earlier in enumerate(queue):
        for later in queue[at + 1 :]:
            if later.size >= earlier.size and later.number in served:
                assert earlier.number in served


@given(st.integers(2, 60), st.lists(st.integers(1, 10), min_size=1, max_size=80))
def test_a_group_at_the_head_is_served_once_enough_came_free(size, freed):
    """Families of one and two keep coming behind it; everything freed after its patience ended adds up for it."""
    passed, free, after = 0, 0, 0
    for number, more in enumerate(freed):
        free += more
        result = serve(free, [Waiting(0, size, passed), *(Waiting(100 * number + n, 1) for n in range(1, 4))])
        if 0 in result.served:
            return
        free -= len(result.served)
        passed += result.passed.get(0, 0)
        after = after + more if passed >= PATIENCE else 0
    assert after < size + max(freed)
