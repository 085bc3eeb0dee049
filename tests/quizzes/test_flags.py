"""What is flagged, and, as important, what honest people do that is not."""

import json

import pytest

from worldday.quizzes.flags import DETECTORS, SORTS, Seen, reason, title
from worldday.quizzes.flags.detectors import many_devices

NOBODY_WRONG = frozenset()


def seen(number: int, **fields) -> Seen:
    """Attempt `number` of player `number`: ten questions in a minute from a network and browser of its own."""
    start = fields.pop("start", number * 100_000)
    took = fields.pop("ms", 60_000 + 977 * number)
    values = {"strength": "device", "questions": 10, "right": 10, "address": number, "agent": number}
    return Seen(
        **({"id": number, "player": number, "started_ms": start, "submitted_ms": start + took} | values | fields)
    )


def sorts(attempts, wrong=None) -> dict[str, list[int]]:
    found = {}
    for detect in DETECTORS:
        for one in detect(attempts, lambda attempt: (wrong or {}).get(attempt, NOBODY_WRONG)):
            found.setdefault(one.sort, []).append(one.attempt)
    return {sort: sorted(attempts) for sort, attempts in found.items()}


def test_honest_players_raise_no_flag():
    assert sorts([seen(number) for number in range(1, 200)]) == {}


def test_ten_right_answers_in_nine_seconds_are_too_fast_and_in_ten_they_are_not():
    assert sorts([seen(1, ms=9_999)]) == {"too-fast": [1]}
    assert sorts([seen(1, ms=10_000)]) == {}


def test_tapping_at_random_in_two_seconds_is_nobodys_advantage():
    assert sorts([seen(1, ms=2_000, right=5)]) == {}
    assert sorts([seen(1, ms=2_000, right=6)]) == {"too-fast": [1]}


WRONG = frozenset({("q1", "a"), ("q2", "b"), ("q3", "c")})


def copied(number, **fields):
    return seen(number, **({"right": 7, "address": 1, "start": number * 1000, "ms": 60_000 + number * 500} | fields))


def test_the_same_three_wrong_answers_in_the_same_time_from_one_network_are_flagged():
    assert sorts([copied(1), copied(2)], {1: WRONG, 2: WRONG}) == {"same-answers": [1, 2]}


@pytest.mark.parametrize(
    ("other", "wrong"),
    [
        ({"address": 2}, WRONG),
        ({"ms": 64_000}, WRONG),
        ({"start": 11 * 60_000}, WRONG),
        ({"player": 1}, WRONG),
        ({"strength": "seat"}, WRONG),
        ({}, frozenset({("q1", "a"), ("q2", "b"), ("q3", "d")})),
        ({"right": 8}, frozenset({("q1", "a"), ("q2", "b")})),
    ],
)
def test_a_different_network_time_hour_person_class_or_mistake_is_no_copy(other, wrong):
    assert sorts([copied(1), copied(2, **other)], {1: WRONG, 2: wrong}) == {}


def test_five_persons_with_one_rhythm_are_flagged_and_four_are_not():
    def bots(count):
        return [seen(n, address=1, agent=1, start=n * 7_000, ms=30_000 + 40 * n) for n in range(1, count + 1)]

    assert sorts(bots(5)) == {"same-rhythm": [1, 2, 3, 4, 5]}
    assert sorts(bots(4)) == {}


def test_one_device_that_plays_for_six_in_a_row_is_flagged_and_a_room_that_plays_side_by_side_is_not():
    in_a_row = [seen(n, address=1, agent=1, start=n * 80_000, ms=60_000 + 900 * n) for n in range(1, 7)]
    assert sorts(in_a_row) == {"one-device": [1, 2, 3, 4, 5, 6]}
    side_by_side = [seen(n, address=1, agent=1, start=n * 20_000, ms=60_000 + 900 * n) for n in range(1, 40)]
    assert sorts(side_by_side) == {}
    assert sorts([one._replace(strength="seat") for one in in_a_row]) == {}
    assert sorts([one._replace(player=one.player % 2) for one in in_a_row]) == {}


def test_a_burst_of_one_browser_is_flagged_and_a_carriers_or_a_schools_network_is_not():
    def starts(count, **fields):
        return [seen(n, address=1, agent=1, start=n * 900, ms=60_000 + 977 * n, **fields) for n in range(1, count + 1)]

    assert sorts(starts(60)) == {"address-burst": list(range(1, 61))}
    assert sorts(starts(59)) == {}
    assert sorts([one._replace(agent=one.id % 3 + 1) for one in starts(60)]) == {}
    assert sorts(starts(60, strength="seat")) == {}


def test_one_phone_on_four_devices_is_flagged_and_on_three_is_not():
    assert [(s.player, s.facts) for s in many_devices({1: (9, 5, 4), 2: (8, 5, 3)})] == [
        (1, {"devices": 4, "attempts": 5})
    ]


def test_every_flag_says_its_reason_in_both_languages_with_its_own_numbers():
    facts = {
        "too-fast": {"questions": 10, "right": 9, "ms": 4_200}, "same-answers": {"others": 1, "wrong": 3, "ms": 61_000},
        "same-rhythm": {"players": 5, "spread": 120, "ms": 30_100}, "one-device": {"players": 6, "minutes": 8},
        "address-burst": {"attempts": 70, "same": 66}, "many-devices": {"devices": 4, "attempts": 5},
    }  # fmt: skip
    assert facts.keys() == SORTS.keys()
    for sort, its in facts.items():
        for lang in ("zh-hans", "en"):
            assert title(sort, lang) and not set("{}") & set(reason(sort, its, lang))
    assert (
        reason("too-fast", facts["too-fast"], "zh") == "10题用时4.2秒，答对9题，平均每题0.4秒，短于读完题目所需的时间。"
    )
    assert json.dumps(facts)  # whole numbers: they are stored as they are
