from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worldday.ui.charts import Item, Period, gantt, month_grid, period_of

TRAINING = Item("训练营", date(2020, 9, 11), date(2020, 9, 30), precision="ten-day")
QUIZ = Item("竞答", date(2020, 10, 11), date(2020, 10, 20), precision="ten-day")
CEREMONY = Item("仪式", date(2020, 10, 14), date(2020, 10, 14))
ALL_MONTH = Item("宣贯", date(2020, 10, 1), date(2020, 10, 31), precision="month")


def test_the_period_is_whole_months_around_every_day_named():
    late = Item(
        "迟办", date(2020, 10, 1), date(2020, 10, 5), actual_start=date(2020, 11, 3), actual_end=date(2020, 11, 3)
    )
    assert period_of([TRAINING, late]) == Period(date(2020, 9, 1), date(2020, 11, 30))
    assert period_of([Item("未定")]) is None


def test_a_period_cannot_run_backwards():
    with pytest.raises(ValueError, match="before it begins"):
        Period(date(2020, 10, 2), date(2020, 10, 1))


def test_a_bar_stands_where_its_days_stand_in_the_period():
    chart = gantt([TRAINING, QUIZ], today=date(2020, 10, 14))
    training, quiz = (row.planned for row in chart.rows)
    assert (training.x, training.width) == (16.393, 32.787)  # day 10 of 61, 20 days long
    assert (quiz.x, quiz.width) == (65.574, 16.393)  # day 40 of 61, 10 days long
    assert chart.today_x == 71.311  # the middle of day 43: 43.5 / 61
    assert [(month.first.month, month.x, month.width, month.ticks) for month in chart.months] == [
        (9, 0.0, 49.18, (16.393, 32.787)),
        (10, 49.18, 50.82, (65.574, 81.967)),
    ]


def test_an_open_side_reaches_the_edge_and_says_so():
    chart = gantt([QUIZ, Item("即日起", start=date(2020, 10, 16)), Item("截至", end=date(2020, 10, 5))])
    since, until = chart.rows[1].planned, chart.rows[2].planned
    assert (since.open_left, since.open_right, since.x + since.width) == (False, True, pytest.approx(100, abs=0.01))
    assert (until.open_left, until.open_right, until.x) == (True, False, 0)


def test_real_days_stand_beside_the_plan_and_a_running_activity_reaches_today():
    done = Item(
        "a", date(2020, 10, 1), date(2020, 10, 31), actual_start=date(2020, 10, 8), actual_end=date(2020, 10, 9)
    )
    running = Item("b", date(2020, 10, 1), date(2020, 10, 31), actual_start=date(2020, 10, 8))
    first, second = gantt([done, running], today=date(2020, 10, 12)).rows
    assert (first.planned.width, first.actual.x, first.actual.width) == (100, 22.581, 6.452)
    assert (second.actual.width, second.actual.open_right) == (16.129, True)  # 8 to 12 October: five days


def test_what_has_no_days_is_still_a_row_and_today_outside_is_no_line():
    chart = gantt([Item("未定", phrase="世界认可日期间"), CEREMONY], today=date(2021, 1, 1))
    assert chart.rows[0].planned is None
    assert chart.today_x is None
    assert gantt([Item("未定")], today=date(2021, 1, 1)).period is None


def test_long_charts_drop_ten_day_lines_and_then_month_names():
    year = gantt([Item("a", date(2020, 1, 1), date(2020, 12, 31))])
    assert not any(month.ticks for month in year.months)
    assert all(month.named for month in year.months)
    decade = gantt([Item("a", date(2020, 1, 1), date(2029, 12, 31))])
    assert sum(month.named for month in decade.months) <= 15


def test_weeks_begin_on_monday_and_cover_the_month():
    grid = month_grid(
        [], date(2020, 10, 14), today=date(2020, 10, 14), marked=Period(date(2020, 10, 14), date(2020, 10, 14))
    )
    assert grid.weeks[0].days[0].date == date(2020, 9, 28)
    assert grid.weeks[-1].days[-1].date == date(2020, 11, 1)
    assert [day.date for week in grid.weeks for day in week.days if day.today and day.marked] == [date(2020, 10, 14)]
    assert not grid.weeks[0].days[0].inside


def test_what_runs_through_the_month_is_said_once_and_the_rest_lies_in_lanes():
    grid = month_grid([ALL_MONTH, QUIZ, CEREMONY], date(2020, 10, 1))
    assert grid.through == [ALL_MONTH]
    assert grid.listed == [ALL_MONTH, QUIZ, CEREMONY]
    week = grid.weeks[2]  # 12–18 October
    assert [[(cell.span, cell.item and cell.item.label) for cell in lane] for lane in week.lanes] == [
        [(7, "竞答")],
        [(2, None), (1, "仪式"), (4, None)],
    ]
    assert not week.lanes[0][0].begins and not week.lanes[0][0].ends
    assert week.lanes[1][1].begins and week.lanes[1][1].ends


def test_lanes_are_shared_by_items_that_follow_each_other_and_the_overflow_is_counted():
    one, two = Item("a", date(2020, 10, 12), date(2020, 10, 13)), Item("b", date(2020, 10, 14), date(2020, 10, 14))
    assert len(month_grid([one, two], date(2020, 10, 1)).weeks[2].lanes) == 1
    many = [Item(str(n), date(2020, 10, 14), date(2020, 10, 14)) for n in range(9)]
    week = month_grid(many, date(2020, 10, 1), lanes=6).weeks[2]
    assert (len(week.lanes), week.left_out) == (6, 3)


def test_days_of_a_neighbouring_month_stay_blank():
    spill = Item("a", date(2020, 9, 29), date(2020, 10, 2))
    cells = month_grid([spill], date(2020, 10, 1)).weeks[0].lanes[0]
    assert [(cell.span, cell.begins, cell.ends) for cell in cells if cell.item] == [(2, False, True)]
    assert sum(cell.span for cell in cells) == 7


days = st.dates(date(2019, 12, 1), date(2021, 2, 1))
items = st.builds(lambda start, length: Item("x", start, start + timedelta(days=length)), days, st.integers(0, 90))


@given(st.lists(items, max_size=12), days)
def test_every_lane_fills_exactly_seven_days_and_no_item_is_lost(found, month):
    grid = month_grid(found, month)
    for week in grid.weeks:
        assert all(sum(cell.span for cell in lane) == 7 for lane in week.lanes)
        shown = sum(cell.item is not None for lane in week.lanes for cell in lane)
        inside = [day.date for day in week.days if day.inside]
        expected = [i for i in grid.listed if i not in grid.through and i.start <= inside[-1] and i.end >= inside[0]]
        assert shown + week.left_out == len(expected)


@given(st.lists(items, min_size=1, max_size=12), days)
def test_no_bar_leaves_the_chart(found, today):
    for row in gantt(found, today=today).rows:
        assert row.planned.x >= 0
        assert row.planned.x + row.planned.width <= 100.01
