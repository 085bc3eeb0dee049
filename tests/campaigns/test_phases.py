from datetime import date

import pytest

from worldday.campaigns.phases import Days, Phase, phase_of, week_of

TODAY = date(2020, 10, 14)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2020, 10, 15), date(2020, 10, 20), Phase.UPCOMING),
        (date(2020, 10, 14), date(2020, 10, 20), Phase.ON),
        (date(2020, 10, 1), date(2020, 10, 17), Phase.ON),
        (date(2020, 10, 1), date(2020, 10, 16), Phase.LAST_DAYS),
        (date(2020, 10, 1), date(2020, 10, 14), Phase.LAST_DAYS),
        (date(2020, 10, 1), date(2020, 10, 13), Phase.OVER),
        (TODAY, TODAY, Phase.ON),
        (date(2020, 10, 13), date(2020, 10, 15), Phase.ON),
        (date(2020, 10, 1), None, Phase.ON),
        (None, date(2020, 10, 31), Phase.ON),
        (None, date(2020, 10, 14), Phase.LAST_DAYS),
        (None, None, Phase.UNDATED),
    ],
)
def test_the_phase_follows_the_days(start, end, expected):
    assert phase_of(Days(start, end), state="planned", today=TODAY) == expected


@pytest.mark.parametrize("day", [date(2020, 1, 1), TODAY, date(2020, 12, 31)])
def test_done_and_cancelled_outweigh_the_calendar(day):
    days = Days(date(2020, 10, 1), date(2020, 10, 31))
    assert phase_of(days, state="done", today=day) == Phase.OVER
    assert phase_of(days, state="cancelled", today=day) == Phase.CANCELLED


def test_a_week_runs_from_monday_to_sunday_across_the_year():
    assert week_of(date(2020, 10, 14)) == (date(2020, 10, 12), date(2020, 10, 18))
    assert week_of(date(2021, 1, 1)) == (date(2020, 12, 28), date(2021, 1, 3))
    assert week_of(date(2020, 10, 18)) == (date(2020, 10, 12), date(2020, 10, 18))
