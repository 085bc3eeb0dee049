"""Watch time: what was played counts once, seeking counts nothing, and nobody watches longer than time has passed."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worldday.courses import spans
from worldday.courses.watching import FASTEST, FORGIVEN_S, Played, stretches_of, take

WHOLE = 600.0
moments = st.floats(0, WHOLE, allow_nan=False).map(lambda value: round(value, 2))
stretches = st.tuples(moments, moments).map(sorted).filter(lambda pair: pair[1] > pair[0])
lines = st.lists(stretches, max_size=30)
played = st.builds(lambda pair, rate: Played(*pair, rate), stretches, st.floats(0.25, 2.0))


@given(lines)
def test_merging_twice_is_merging_once(line):
    once = spans.merge(line)
    assert spans.merge(once) == once


@given(lines, st.randoms())
def test_the_order_in_which_stretches_come_changes_nothing(line, random):
    shuffled = list(line)
    random.shuffle(shuffled)
    assert spans.merge(shuffled) == spans.merge(line)


@given(lines)
def test_merged_stretches_are_in_order_and_apart(line):
    merged = spans.merge(line)
    assert all(one[1] + spans.CLOSE < other[0] for one, other in itertools.pairwise(merged))


@given(lines)
def test_nothing_that_was_seen_is_lost_by_merging(line):
    merged = spans.merge(line)
    assert all(any(start <= a and b <= end for start, end in merged) for a, b in line)


@given(lines, lines)
def test_telling_in_two_parts_gives_what_telling_at_once_gives(first, second):
    apart = spans.merge([*spans.merge(first), *second])
    together = spans.merge([*first, *second])
    assert spans.percent(apart, WHOLE) == pytest.approx(spans.percent(together, WHOLE), abs=1)


@given(lines)
def test_percent_lies_between_nothing_and_all(line):
    assert 0 <= spans.percent(spans.merge(line), WHOLE) <= 100


@given(st.lists(played, max_size=20), st.floats(0, 1000))
def test_nobody_is_believed_to_have_watched_longer_than_time_has_passed(report, time):
    taken = take([], report, whole=WHOLE, time=time)
    assert taken.spent <= time + FORGIVEN_S + 1e-6
    assert spans.length(taken.spans) <= (time + FORGIVEN_S) * FASTEST + spans.CLOSE * (len(report) + 1)


@given(st.lists(played, max_size=20))
def test_with_time_enough_everything_counts(report):
    taken = take([], report, whole=WHOLE, time=100_000)
    assert taken.refused == 0
    assert taken.spans == spans.merge([(one.start, one.end) for one in report])


@given(lines, st.lists(played, max_size=20), st.floats(0, 1000))
def test_a_report_never_takes_away_what_was_seen(before, report, time):
    merged = spans.merge(before)
    after = take(merged, report, whole=WHOLE, time=time).spans
    assert all(any(start <= a and b <= end for start, end in after) for a, b in merged)


def test_a_jump_to_the_end_counts_the_end_alone():
    taken = take([], [Played(0, 10), Played(590, 600)], whole=WHOLE, time=20)
    assert taken.spans == [(0, 10), (590, 600)]
    assert spans.percent(taken.spans, WHOLE) == 3


def test_a_script_that_claims_the_whole_video_at_once_gets_what_time_allows():
    taken = take([], [Played(0, 600)], whole=WHOLE, time=27)
    assert taken.spans == [(0, 30)]
    assert taken.refused == 570


def test_at_double_speed_half_the_time_is_enough_and_faster_than_that_is_not_believed():
    assert take([], [Played(0, 600, 2.0)], whole=WHOLE, time=300).refused == 0
    assert take([], [Played(0, 600, 16.0)], whole=WHOLE, time=150).spans == [(0, 306)]


def test_what_lies_behind_the_end_counts_nothing():
    assert take([], [Played(590, 900)], whole=WHOLE, time=1000).spans == [(590, 600)]


def test_a_player_that_stops_short_of_the_end_has_played_all():
    assert spans.percent([(0, 599.8)], WHOLE) == 100
    assert spans.percent([(0, 599.0)], WHOLE) == 99


@pytest.mark.parametrize(
    "said",
    [None, "0-600", {"0": 600}, [[0]], [["0", "9"]], [[9, 3]], [[-1, 9]], [[0, float("inf")]], [[0, 9, 0]], [[True, 9]], [[0, 9, 1, 1]]],
)  # fmt: skip
def test_what_is_no_stretch_is_left_out(said):
    assert stretches_of(said) == []


def test_a_report_is_read_up_to_its_most():
    assert len(stretches_of([[0, 1]] * 9999)) == 500
