from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from worldday.base import workdays
from worldday.base.workdays import DayKind

DAYS = st.dates(date(2000, 1, 1), date(2045, 12, 31))
ANNOUNCED = st.dates(date(2004, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2020, 10, 1), DayKind.HOLIDAY),  # National Day and Mid-Autumn on one day: eight days off
        (date(2020, 10, 8), DayKind.HOLIDAY),  # a Thursday
        (date(2020, 10, 9), DayKind.WORKDAY),
        (date(2020, 10, 10), DayKind.MAKE_UP),  # a Saturday that was worked
        (date(2020, 10, 11), DayKind.WEEKEND),
        (date(2020, 6, 25), DayKind.HOLIDAY),  # Dragon Boat
        (date(2020, 6, 28), DayKind.MAKE_UP),  # a Sunday
        (date(2026, 6, 19), DayKind.HOLIDAY),
        (date(2026, 10, 10), DayKind.MAKE_UP),
        (date(2026, 10, 23), DayKind.WORKDAY),
    ],
)
def test_real_days_are_what_was_announced(day, kind):
    assert workdays.kind_of(day) is kind


def test_five_working_days_before_a_day_after_the_long_holiday_lie_before_the_holiday():
    # 12 Oct 2020 (Mon): 10 (make-up), 9, then 30, 29, 28 September
    assert workdays.workdays_before(date(2020, 10, 12), 5) == date(2020, 9, 28)


def test_a_day_off_falls_back_to_the_last_working_day_before_it():
    assert workdays.on_or_before(date(2020, 10, 5)) == date(2020, 9, 30)
    assert workdays.on_or_before(date(2020, 10, 10)) == date(2020, 10, 10)


def test_a_shift_goes_both_ways_and_zero_moves_nothing():
    assert workdays.shift(date(2020, 9, 30), 1) == date(2020, 10, 9)
    assert workdays.shift(date(2020, 10, 9), -1) == date(2020, 9, 30)
    assert workdays.shift(date(2020, 10, 11), 0) == date(2020, 10, 11)


def test_a_year_nobody_announced_is_monday_to_friday_and_says_that_it_is_provisional():
    assert workdays.known(2020)
    assert not workdays.known(2003)
    assert not workdays.known(2045)
    assert workdays.is_workday(date(2045, 10, 2))  # a Monday; surely off when the time comes
    assert not workdays.is_workday(date(2045, 10, 1))  # a Sunday


@given(ANNOUNCED)
def test_announced_years_agree_with_the_package(day):
    assert workdays.is_workday(day) is chinese_calendar.is_workday(day)


@given(DAYS)
def test_on_or_before_is_worked_and_nothing_worked_lies_between(day):
    found = workdays.on_or_before(day)
    assert workdays.is_workday(found)
    assert found <= day
    between = (day - timedelta(days=n) for n in range((day - found).days))
    assert not any(workdays.is_workday(one) for one in between)


@given(DAYS, st.integers(0, 30))
def test_n_working_days_before_leave_exactly_n_worked_days_up_to_the_day(day, n):
    found = workdays.workdays_before(day, n)
    days = (found + timedelta(days=k) for k in range((day - found).days))
    assert sum(workdays.is_workday(one) for one in days) == n


@given(DAYS, st.integers(-30, 30))
def test_shifting_there_and_back_ends_on_the_same_working_day(day, n):
    day = workdays.on_or_before(day)
    assert workdays.shift(workdays.shift(day, n), -n) == day
