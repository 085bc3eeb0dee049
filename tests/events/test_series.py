"""Many sittings from one sentence, and sentences for what makes none."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils.timezone import make_aware
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.visits import make_visit

from worldday.base.problems import Problem
from worldday.events.actions.series import add_slots
from worldday.events.models import Slot
from worldday.events.series import BadSeries, Hours, days, read_hours, sittings

OCTOBER = date(2020, 10, 1), date(2020, 10, 31)


@pytest.mark.parametrize(
    "typed",
    [
        "9:30-10:30\n14:00-15:00",
        "14：00—15：00，9：30–10：30",
        "09:30至10:30；14.00~15.00",
        " 9:30 - 10:30 、14:00到15:00",
    ],
)
def test_hours_are_read_as_offices_type_them(typed):
    assert read_hours(typed) == [Hours(time(9, 30), time(10, 30)), Hours(time(14), time(15))]


@pytest.mark.parametrize(
    "typed", ["9", "25:00-26:00", "10:30-9:30", "9:30-9:30", "9:30", "<script>", "上午", "9:30-10:99"]
)
def test_what_is_no_hours_is_named(typed):
    with pytest.raises(BadSeries) as bad:
        read_hours(f"9:30-10:30\n{typed}")
    assert (bad.value.why, bad.value.at) == ("hours", typed)


def test_every_saturday_of_october_but_one():
    assert [day.day for day in days(*OCTOBER, {5}, [date(2020, 10, 10)])] == [3, 17, 24, 31]


def test_a_series_is_neither_empty_nor_endless():
    hours = [Hours(time(9), time(10))]
    for first, last, why in ((OCTOBER[1], OCTOBER[0], "days"), (OCTOBER[0], date(2022, 1, 1), "days")):
        with pytest.raises(BadSeries, match=why):
            list(days(first, last, ()))
    with pytest.raises(BadSeries, match="none"):
        sittings([], hours)
    with pytest.raises(BadSeries, match="many"):
        sittings(days(date(2020, 1, 1), date(2020, 12, 31), ()), [Hours(time(9), time(10)), Hours(time(11), time(12))])


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_hours(text):
    try:
        found = read_hours(text)
    except BadSeries:
        return
    assert all(one.begins < one.ends for one in found)


@given(st.dates(date(2020, 1, 1), date(2020, 12, 1)), st.integers(0, 60), st.sets(st.integers(0, 6)))
def test_days_are_within_the_span_and_of_the_week_days_wanted(first, length, wanted):
    found = list(days(first, first + timedelta(days=length), wanted))
    assert all(not wanted or day.weekday() in wanted for day in found)
    assert found == sorted(set(found))


@pytest.mark.django_db
@pytest.mark.usefixtures("everything")
def test_pressing_twice_makes_the_series_once():
    visit = make_visit(slots=0)
    site = visit.sites.get()
    times = [(make_aware(datetime(2020, 10, day, 9)), make_aware(datetime(2020, 10, day, 10))) for day in (3, 17, 24)]
    made = [add_slots(event=visit, times=times, places=30, site=site, by=visit.staff) for _press in range(2)]
    assert (made, Slot.objects.count()) == ([3, 0], 3)
    with pytest.raises(Problem):
        add_slots(event=visit, times=times, places=0, by=visit.staff)
