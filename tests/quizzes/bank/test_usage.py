import random
from statistics import correlation

import pytest

from worldday.quizzes.usage import ENOUGH, Use, remarks


def use_of(answers):
    """`answers`: (right, share right of the rest, option chosen)."""
    use = Use()
    for is_right, rest, key in answers:
        use.add(is_right=is_right, rest=rest, chosen=[key])
    return use


def test_discrimination_is_the_correlation_with_the_rest_of_the_paper():
    chance = random.Random(7)
    rests = [chance.randint(0, 9) / 9 for _ in range(500)]
    answers = [(chance.random() < rest, rest, "a") for rest in rests]
    use = use_of(answers)
    assert use.discrimination == pytest.approx(correlation([float(right) for right, _r, _k in answers], rests))
    assert use.share_right == sum(right for right, _r, _k in answers) / 500


def test_sums_of_two_halves_are_the_sums_of_the_whole():
    answers = [(place % 3 == 0, place % 7 / 7, "abcd"[place % 4]) for place in range(90)]
    whole, halves = use_of(answers), use_of(answers[:40]) + use_of(answers[40:])
    assert (whole.asked, whole.right, whole.chosen) == (halves.asked, halves.right, halves.chosen)
    assert whole.discrimination == pytest.approx(halves.discrimination)


def test_too_few_answers_and_answers_all_alike_say_nothing():
    assert use_of([(True, 0.5, "a")] * (ENOUGH - 1)).share_right is None
    assert use_of([(True, 0.5, "a")] * 100).discrimination is None
    assert use_of([(place % 2 == 0, 0.5, "a") for place in range(100)]).discrimination is None


def test_what_an_editor_should_look_at():
    good = [(place % 2 == 0, 0.9 if place % 2 == 0 else 0.2, "a" if place % 2 == 0 else "b") for place in range(100)]
    assert remarks(use_of(good), ["b", "c"]) == ["idle-options"]
    assert remarks(use_of(good), ["b"]) == []
    upside_down = [(not right, rest, key) for right, rest, key in good]
    assert remarks(use_of(upside_down), ["a"]) == ["misleading"]
    assert remarks(use_of([(True, place / 99, "a") for place in range(100)]), ["b"]) == ["easy"]
    assert remarks(use_of([(place > 94, place / 99, "b") for place in range(100)]), ["b"]) == ["hard"]
    assert remarks(use_of(good[:10]), ["b"]) == []
