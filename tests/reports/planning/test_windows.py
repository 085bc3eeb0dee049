"""Which days a phrase of a plan means."""

from datetime import date

import hypothesis.strategies as st
import pytest
from hypothesis import given

from worldday.reports.planning.windows import Understood, understand


def days(month, first, last, last_month=None, precision="day"):
    return Understood(date(2020, month, first), date(2020, last_month or month, last), precision)


@pytest.mark.parametrize(
    ("phrase", "meaning"),
    [
        ("10月中旬", days(10, 11, 20, precision="ten-day")),
        ("10月14日上午", days(10, 14, 14)),
        ("10月14日上午9:30", days(10, 14, 14)),
        ("10月—11月", days(10, 1, 30, 11, "month")),
        ("10-11月", days(10, 1, 30, 11, "month")),
        ("9月中下旬", days(9, 11, 30, precision="ten-day")),
        ("2020年10月14日至16日", days(10, 14, 16)),
        ("2020-10-14", days(10, 14, 14)),
        ("2020-10-14 00:00:00", days(10, 14, 14)),
        ("2020/10/14", days(10, 14, 14)),
        ("2020.10.14-10.16", days(10, 14, 16)),
        ("10.14", days(10, 14, 14)),
        ("10/14", days(10, 14, 14)),
        ("10.14—10.16", days(10, 14, 16)),
        ("10.14-10.16日", days(10, 14, 16)),
        ("１０月１４日", days(10, 14, 14)),
        ("10月14日、10月21日", days(10, 14, 21)),
        ("2021年1月5日", Understood(date(2021, 1, 5), date(2021, 1, 5), "day")),
        ("活动期间", Understood(None, None, "open")),
        ("10月20日前", Understood(None, date(2020, 10, 20), "day")),
    ],
)
def test_a_phrase_means_days_of_the_campaigns_year(phrase, meaning):
    assert understand(phrase, 2020) == meaning


@pytest.mark.parametrize("phrase", ["", "  ", "标准馆", "10月32日", "2.30", "999"])
def test_what_names_no_time_is_not_guessed(phrase):
    assert understand(phrase, 2020) is None


@given(st.text(max_size=60), st.integers(2000, 2100))
def test_no_phrase_breaks_it_and_days_stand_in_order(phrase, year):
    found = understand(phrase, year)
    assert found is None or not (found.start and found.end) or found.start <= found.end
