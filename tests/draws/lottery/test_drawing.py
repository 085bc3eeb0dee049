from collections import Counter
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.draws.lottery.cast import TIERS, a_frozen, a_rule, people

from worldday.draws.lottery import Leaf, Result, Tier, draw, freeze
from worldday.draws.lottery.drawing import score

GROUPS = ("a", "b")
leaf = st.builds(
    Leaf,
    st.binary(min_size=32, max_size=32),
    st.integers(1, 4),
    st.sets(st.sampled_from(GROUPS)).map(frozenset),
)
leaves = st.lists(leaf, min_size=1, max_size=25, unique_by=lambda one: one.hash)
tiers = st.lists(
    st.builds(
        Tier, st.just("t"), st.just("p"), st.integers(1, 6), st.integers(0, 6), st.sampled_from([(), ("a",), GROUPS])
    ),
    min_size=1,
    max_size=4,
).map(tuple)
seeds = st.binary(min_size=32, max_size=32)


def drawn(tiers, leaves, seed, cap=1) -> Result:
    return draw(a_rule(tiers=tiers, cap=cap), leaves, seed)


@settings(deadline=None)
@given(tiers, leaves, seeds, st.integers(1, 3))
def test_nobody_wins_more_than_the_cap_nor_twice_in_one_tier(tiers, leaves, seed, cap):
    result = drawn(tiers, leaves, seed, cap)
    won = Counter(number for tier in result.tiers for number in tier.winners)
    assert max(won.values(), default=0) <= cap
    assert all(len(set(tier.winners)) == len(tier.winners) for tier in result.tiers)


@settings(deadline=None)
@given(tiers, leaves, seeds, st.integers(1, 3))
def test_alternates_have_won_nothing_and_stand_in_reserve_once(tiers, leaves, seed, cap):
    result = drawn(tiers, leaves, seed, cap)
    winners = {number for tier in result.tiers for number in tier.winners}
    reserve = [number for tier in result.tiers for number in tier.alternates]
    assert not winners & set(reserve)
    assert len(reserve) == len(set(reserve))


@settings(deadline=None)
@given(tiers, leaves, seeds)
def test_a_prize_goes_only_to_whom_it_is_open_and_stays_only_when_nobody_is_left(tiers, leaves, seed):
    result, won = drawn(tiers, leaves, seed), set()
    for tier, places in zip(tiers, result.tiers, strict=True):
        entitled = {n for n, one in enumerate(leaves, start=1) if tier.open_to(one.groups)}
        assert entitled >= {*places.winners, *places.alternates}
        assert len(places.winners) == min(tier.quantity, len(entitled - won))
        won |= set(places.winners)


@settings(deadline=None)
@given(tiers, leaves, seeds, st.randoms())
def test_the_same_leaves_win_in_whatever_order_the_list_stands(tiers, leaves, seed, random):
    shuffled = random.sample(leaves, len(leaves))

    def hashes(order):
        result = drawn(tiers, order, seed)
        return [([order[n - 1] for n in t.winners], [order[n - 1] for n in t.alternates]) for t in result.tiers]

    assert hashes(shuffled) == hashes(leaves)


@settings(deadline=None)
@given(tiers, leaves, seeds, st.integers(1, 3))
def test_ranking_only_as_many_as_can_matter_gives_what_ranking_all_would(tiers, leaves, seed, cap):
    """The definition of the document, without any shortcut."""
    ranked = [
        [n for _, n in sorted((min(score(seed, t, x.hash, c) for c in range(1, x.chances + 1)), n)
                              for n, x in enumerate(leaves, 1) if tier.open_to(x.groups))]
        for t, tier in enumerate(tiers, 1)
    ]  # fmt: skip
    won, expected = Counter(), []
    for tier, ranking in zip(tiers, ranked, strict=True):
        winners = [n for n in ranking if won[n] < cap][: tier.quantity]
        won.update(winners)
        expected.append(winners)
    taken, reserves = set(won), []
    for tier, ranking in zip(tiers, ranked, strict=True):
        reserves.append([n for n in ranking if n not in taken][: tier.alternates])
        taken |= set(reserves[-1])
    result = drawn(tiers, leaves, seed, cap)
    assert [list(tier.winners) for tier in result.tiers] == expected
    assert [list(tier.alternates) for tier in result.tiers] == reserves


def test_a_tier_that_nobody_may_enter_stays_empty():
    frozen = freeze(people(4, groups=lambda _n: set()), a_rule())
    assert [len(tier.winners) for tier in drawn(TIERS, frozen.leaves, b"s" * 32).tiers] == [1, 0, 3]


def test_one_entrant_wins_one_prize_and_there_is_no_alternate():
    frozen = freeze(people(1), a_rule())
    assert [tier.winners for tier in drawn(TIERS, frozen.leaves, b"s" * 32).tiers] == [(1,), (), ()]


@pytest.mark.parametrize("changed", ["seed", "tier", "leaf", "chance"])
def test_the_score_depends_on_every_part(changed):
    parts = {"seed": b"s" * 32, "tier": 1, "leaf": b"l" * 32, "chance": 1}
    other = {"seed": b"S" * 32, "tier": 2, "leaf": b"L" * 32, "chance": 2}
    assert score(**parts) == sha256(b"s" * 32 + b"\0\0\0\1" + b"l" * 32 + b"\0\0\0\1").digest()
    assert score(**{**parts, changed: other[changed]}) != score(**parts)


def test_a_large_list_is_drawn_from_its_leaves_alone():
    frozen = a_frozen(300)
    assert draw(a_rule(), frozen.leaves, b"s" * 32) == draw(a_rule(), tuple(frozen.leaves), b"s" * 32)
