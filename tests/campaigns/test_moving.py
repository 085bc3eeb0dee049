"""Days of one year in another; the phrases are made anew or left out."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worldday.base import workdays
from worldday.campaigns.moving import Move, Part, Window, mentions, phrase

STANDARDS_DAY = Move(date(2020, 10, 14), date(2021, 10, 14))
HERITAGE_DAY = Move(date(2020, 6, 13), date(2021, 6, 12))  # the second Saturday of June

DAYS = st.dates(date(2004, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (Window("10月中旬", date(2020, 10, 11), date(2020, 10, 20), "ten-day"),
         Window("10月中旬", date(2021, 10, 11), date(2021, 10, 20), "ten-day")),
        (Window("10月中下旬", date(2020, 10, 11), date(2020, 10, 31), "ten-day"),
         Window("10月中下旬", date(2021, 10, 11), date(2021, 10, 31), "ten-day")),
        (Window("2020年9月底至10月中旬", date(2020, 9, 21), date(2020, 10, 20), "ten-day"),
         Window("9月下旬至10月中旬", date(2021, 9, 21), date(2021, 10, 20), "ten-day")),
        (Window("2020年2月下旬", date(2020, 2, 21), date(2020, 2, 29), "ten-day"),
         Window("2月下旬", date(2021, 2, 21), date(2021, 2, 28), "ten-day")),
        (Window("9-10月", date(2020, 9, 1), date(2020, 10, 31), "month"),
         Window("9-10月", date(2021, 9, 1), date(2021, 10, 31), "month")),
        (Window("9月1日至10月31日", date(2020, 9, 1), date(2020, 10, 31), "month"),
         Window("9月至10月", date(2021, 9, 1), date(2021, 10, 31), "month")),
        (Window("2020年全年", date(2020, 1, 1), date(2020, 12, 31), "month"),
         Window("全年", date(2021, 1, 1), date(2021, 12, 31), "month")),
        (Window("10月14日", date(2020, 10, 14), date(2020, 10, 14), "day"),
         Window("", date(2021, 10, 14), date(2021, 10, 14), "day")),
        (Window("10月12日前后", date(2020, 10, 9), date(2020, 10, 15), "ten-day"),
         Window("", date(2021, 10, 9), date(2021, 10, 15), "ten-day")),
        (Window("9月起", date(2020, 9, 1), None, "open"), Window("", date(2021, 9, 1), None, "open")),
        (Window("长期"), Window("长期")),
        (Window("活动期间", precision="open"), Window("活动期间", precision="open")),
        (Window("2020年底前"), Window()),
        (Window("十月中旬择日"), Window()),
        (Window("12月下旬至次年1月上旬", date(2020, 12, 21), date(2021, 1, 10), "ten-day"),
         Window("", date(2021, 12, 21), date(2022, 1, 10), "ten-day")),
    ],
)  # fmt: skip
def test_a_window_keeps_its_place_in_the_year_and_says_only_what_is_sure(old, new):
    assert STANDARDS_DAY.window(old) == new


def test_an_observance_that_floats_within_its_month_takes_days_along_and_leaves_months_whole():
    assert HERITAGE_DAY.day(date(2020, 6, 13)) == date(2021, 6, 12)
    assert HERITAGE_DAY.window(Window("6月13日", date(2020, 6, 13), date(2020, 6, 13), "day")) == Window(
        "", date(2021, 6, 12), date(2021, 6, 12), "day"
    )
    assert HERITAGE_DAY.window(Window("6月", date(2020, 6, 1), date(2020, 6, 30), "month")) == Window(
        "6月", date(2021, 6, 1), date(2021, 6, 30), "month"
    )


def test_an_observance_that_leaves_its_month_takes_everything_along_without_words():
    move = Move(date(2020, 9, 1), date(2021, 10, 1))
    assert move.window(Window("9月中旬", date(2020, 9, 11), date(2020, 9, 20), "ten-day")) == Window(
        "", date(2021, 10, 11), date(2021, 10, 20), "ten-day"
    )


@pytest.mark.parametrize(
    ("move", "old", "new"),
    [
        (STANDARDS_DAY, date(2020, 10, 23), date(2021, 10, 22)),  # 23 October 2021 is a Saturday
        (Move(date(2020, 6, 9), date(2021, 6, 9)), date(2020, 6, 5), date(2021, 6, 4)),
        (Move(date(2019, 10, 14), date(2020, 10, 14)), date(2019, 10, 10), date(2020, 10, 10)),  # a make-up Saturday
        (Move(date(2020, 10, 14), date(2026, 10, 14)), date(2020, 10, 5), date(2026, 9, 30)),  # the long holiday
    ],
)
def test_a_due_day_is_a_working_day(move, old, new):
    assert move.due(old) == new


def test_what_speaks_of_the_past_year_is_named():
    assert mentions("2020年世界标准日主题“标准保护地球”", year=2020, themes=("标准保护地球", "")) == [
        "2020",
        "标准保护地球",
    ]
    assert mentions("GB/T 12020 的宣传", year=2020) == []


@given(DAYS, DAYS, DAYS)
def test_the_observance_itself_always_lands_on_its_new_day_and_order_is_kept(past, new, day):
    move = Move(past, new)
    assert move.day(past) == new
    later = day + timedelta(days=1)
    assert move.day(day) <= move.day(later)


@given(DAYS, DAYS, DAYS)
def test_a_due_day_is_worked_and_never_later_than_its_place(past, new, day):
    due = Move(past, new).due(day)
    assert workdays.is_workday(due)
    assert due <= Move(past, new).day(day)


@given(st.integers(2004, 2040), DAYS, st.integers(-400, 400))
def test_there_and_back_again_a_day_is_where_it_was(year, past, offset):
    there = Move(past, date(year, past.month, min(past.day, monthrange(year, past.month)[1])))
    day = past + timedelta(days=offset)
    if (day.month, day.day) != (2, 29) and there.same_day:
        assert Move(there.new, past).day(there.day(day)) == day


PARTS = st.builds(Part, st.integers(2004, 2040), st.integers(1, 12), st.integers(0, 2))


@given(PARTS, PARTS, st.integers(2004, 2040))
def test_a_rough_window_stays_made_of_whole_thirds_with_words_that_fit(one, other, year):
    first, last = sorted((one, other), key=lambda part: part.start)
    old = Window("去年的话", first.start, last.end, "ten-day")
    new = Move(date(2020, 10, 14), date(year, 10, 14)).window(old)
    assert new.start.day in (1, 11, 21)
    after = new.end + timedelta(days=1)
    assert after.day in (1, 11, 21)
    moved = [Part(part.year + year - 2020, part.month, part.third) for part in (first, last)]
    assert new.text == phrase(*moved)
    assert "去年" not in new.text
