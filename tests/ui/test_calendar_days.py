from datetime import date

from worldday.ui.calendar_days import weeks

TODAY = date(2020, 10, 14)


def test_a_window_is_drawn_in_whole_weeks_with_its_past_and_today():
    drawn = weeks(date(2020, 10, 11), date(2020, 10, 20), TODAY)
    assert (drawn.cells[0].day, drawn.cells[-1].day) == (date(2020, 10, 5), date(2020, 10, 25))
    assert [cell.day.day for cell in drawn.cells if cell.inside and cell.past] == [11, 12, 13]
    assert [cell.day.day for cell in drawn.cells if cell.today] == [14]
    assert (drawn.width, drawn.height) == (48 + 7 * 32, 3 * 32)


def test_each_month_is_named_at_the_week_in_which_it_begins():
    drawn = weeks(date(2020, 9, 21), date(2020, 10, 20), TODAY)
    assert [(day, y // 32) for day, y in drawn.months] == [(date(2020, 9, 21), 0), (date(2020, 10, 1), 1)]


def test_one_day_an_open_window_and_a_long_season_have_no_calendar():
    assert weeks(TODAY, TODAY, TODAY) is None
    assert weeks(TODAY, None, TODAY) is None
    assert weeks(date(2020, 1, 1), date(2020, 12, 31), TODAY) is None
