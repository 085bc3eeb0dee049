"""Holds and bookings of somebody who stands, in a demo, at a day of their own."""

from datetime import date, timedelta

import pytest
from tests.factories.events import booked, family, make_event, make_slot

from worldday.base import clock
from worldday.events import links, reminding
from worldday.events.actions.holding import hold
from worldday.events.actions.lapsing import lapse_overdue, lapse_slot
from worldday.events.models import Booking

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
OCTOBER, JUNE = date(2020, 10, 14), date(2020, 6, 9)


@pytest.fixture
def held_in_june(on_day, settings):
    """The demo stands at 14 October; on 9 June somebody began a form for a sitting of June."""
    settings.DEMO = True
    on_day(OCTOBER)
    with clock.standing_at(JUNE):
        slot = make_slot()
        return hold(slot=slot, party=family(1), key=links.new_key())


def state(booking: Booking) -> str:
    return Booking.objects.get(pk=booking.pk).state


def test_a_hold_of_june_is_not_overdue_in_october_or_at_christmas(held_in_june):
    assert lapse_overdue() == 0
    with clock.standing_at(date(2020, 12, 25)):
        assert lapse_slot(held_in_june.slot_id) == 0
    assert state(held_in_june) == "held"


def test_it_lapses_in_june_when_its_minutes_are_over(held_in_june, settings):
    with clock.standing_at(JUNE):
        assert lapse_overdue() == 0
    settings.CLOCK_SHIFT += timedelta(hours=1)
    assert lapse_overdue() == 0
    with clock.standing_at(JUNE):
        assert lapse_overdue() == held_in_june.size
    assert state(held_in_june) == "lapsed"


def test_outside_a_demo_whatever_is_over_lapses_however_long_ago(held_in_june, settings):
    settings.DEMO = False
    assert lapse_overdue() == held_in_june.size


def test_who_booked_in_june_is_reminded_in_june(on_day, settings):
    settings.DEMO = settings.SMS_TELLS = True
    on_day(OCTOBER)
    with clock.standing_at(JUNE):
        booked(make_slot(make_event(remind_hours=24), begins=timedelta(hours=20)), 1)
    settings.CLOCK_SHIFT += timedelta(hours=2)
    assert reminding.remind() == 0
    with clock.standing_at(JUNE):
        assert reminding.remind() == 1
