"""Whether everybody has the chance the rule promises: counted over many seeds, compared by chi-square.

Seeds are fixed, so the tests never waver; the limits are those that chance passes once in ten thousand times.
"""

from collections import Counter
from hashlib import sha256
from itertools import permutations

from tests.draws.lottery.cast import a_rule, people

from worldday.draws.lottery import Tier, draw, freeze

ROUNDS = 6000
PRIZE = Tier("一等奖", "奖品", 1)


def limit(freedom: int) -> float:
    """The 0.9999 quantile of chi-square by Wilson and Hilferty's approximation."""
    return freedom * (1 - 2 / (9 * freedom) + 3.719 * (2 / (9 * freedom)) ** 0.5) ** 3


def outcomes(count, chances, tiers, pick, cap=1) -> Counter:
    rule = a_rule(tiers=tiers, cap=cap)
    frozen = freeze(people(count, chances=chances), rule)
    who = {number: int(identity.split()[1]) for number, identity in enumerate(frozen.identities, start=1)}
    seeds = (sha256(f"fair {n}".encode()).digest() for n in range(ROUNDS))
    return Counter(tuple(who[number] for number in pick(draw(rule, frozen.leaves, seed).tiers)) for seed in seeds)


def chi_square(counted: Counter, expected: dict) -> float:
    rounds = sum(counted.values())
    assert set(counted) <= set(expected)
    assert abs(sum(expected.values()) - 1) < 1e-9
    return sum((counted[key] - rounds * share) ** 2 / (rounds * share) for key, share in expected.items())


def test_equal_chances_win_equally_often():
    counted = outcomes(20, lambda _n: 1, (PRIZE,), lambda tiers: tiers[0].winners)
    assert chi_square(counted, {(n,): 1 / 20 for n in range(1, 21)}) < limit(19)


def test_the_first_place_is_won_in_exact_proportion_to_the_chances():
    counted = outcomes(8, lambda n: n, (PRIZE,), lambda tiers: tiers[0].winners)
    assert chi_square(counted, {(n,): n / 36 for n in range(1, 9)}) < limit(7)


def test_later_places_follow_the_chances_of_those_who_are_left():
    prizes = (Tier("一等奖", "奖品", 2, 1),)
    counted = outcomes(4, lambda n: n, prizes, lambda tiers: (*tiers[0].winners, *tiers[0].alternates))
    expected = {(a, b, c): a / 10 * b / (10 - a) * c / (10 - a - b) for a, b, c in permutations(range(1, 5), 3)}
    assert chi_square(counted, expected) < limit(len(expected) - 1)


def test_the_winner_of_one_tier_is_neither_favoured_nor_hindered_in_the_next_when_the_cap_allows_both():
    counted = outcomes(5, lambda _n: 1, (PRIZE, PRIZE), lambda t: (*t[0].winners, *t[1].winners), cap=2)
    assert chi_square(counted, {(a, b): 1 / 25 for a in range(1, 6) for b in range(1, 6)}) < limit(24)


def test_the_measure_itself_would_notice_a_bias_of_one_in_ten():
    counted = Counter({(n,): 300 for n in range(1, 21)})
    counted[(1,)], counted[(2,)], counted[(3,)], counted[(4,)] = 390, 210, 375, 225
    assert chi_square(counted, {(n,): 1 / 20 for n in range(1, 21)}) > limit(19)
