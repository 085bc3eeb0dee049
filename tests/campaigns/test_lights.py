from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worldday.campaigns.lights import NEAR, Light, light_of, task_light

DAY = date(2020, 10, 14)


@dataclass
class An:
    window_start: date | None = None
    window_end: date | None = None
    actual_start: date | None = None
    actual_end: date | None = None
    state: str = "planned"


@dataclass
class Owed:
    due: date | None = None
    state: str = "open"


def days(n: int) -> date:
    return DAY + timedelta(days=n)


@pytest.mark.parametrize(
    ("activity", "light"),
    [
        (An(days(1), days(9)), Light.NOT_STARTED),
        (An(days(0), days(9)), Light.ON_TRACK),
        (An(days(-5), days(4)), Light.ON_TRACK),
        (An(days(-5), days(3)), Light.AT_RISK),
        (An(days(-5), days(0)), Light.AT_RISK),
        (An(days(-5), days(-1)), Light.OVERDUE),
        (An(days(-5), days(-1), actual_start=days(-4), actual_end=days(-2), state="done"), Light.DONE),
        (An(days(-5), days(9), actual_start=days(-4), actual_end=days(0)), Light.DONE),
        (An(days(-5), days(-1), state="cancelled"), Light.CANCELLED),
        (An(days(5), days(9), actual_start=days(-1), state="open"), Light.ON_TRACK),
        (An(), Light.NOT_STARTED),
        (An(actual_start=days(-1), state="open"), Light.ON_TRACK),
        (An(None, days(9)), Light.ON_TRACK),
        (An(days(-9), None), Light.ON_TRACK),
    ],
)
def test_an_activity_is_lit_by_its_days(activity, light):
    assert light_of(activity, DAY) is light


@pytest.mark.parametrize(
    ("task", "light"),
    [
        (Owed(days(4)), Light.ON_TRACK),
        (Owed(days(3)), Light.AT_RISK),
        (Owed(days(0)), Light.AT_RISK),
        (Owed(days(-1)), Light.OVERDUE),
        (Owed(days(-1), "done"), Light.DONE),
        (Owed(days(-1), "exempt"), Light.DONE),
        (Owed(None), Light.ON_TRACK),
    ],
)
def test_a_task_is_lit_by_its_due_day(task, light):
    assert task_light(task, DAY) is light


near_days = st.none() | st.integers(-30, 30).map(days)
ORDER = [Light.NOT_STARTED, Light.ON_TRACK, Light.AT_RISK, Light.OVERDUE]


@given(start=near_days, end=near_days, today=st.integers(-40, 40))
def test_while_nobody_records_anything_a_light_only_moves_forward(start, end, today):
    if start and end and end < start:
        start, end = end, start
    activity = An(start, end)
    before, after = light_of(activity, days(today)), light_of(activity, days(today + 1))
    assert ORDER.index(before) <= ORDER.index(after)


@given(end=st.integers(-30, 30).map(days), today=st.integers(-40, 40).map(days))
def test_a_task_is_yellow_in_exactly_its_last_days(end, today):
    yellow = task_light(Owed(end), today) is Light.AT_RISK
    assert yellow is (0 <= (end - today).days <= NEAR)


def test_every_light_has_a_word_and_a_slug_of_its_own():
    assert len({light.slug for light in Light}) == len({str(light.label) for light in Light}) == len(Light)
