"""A form rests on rows that were read a while ago: what has changed meanwhile is seen when places are counted."""

from datetime import timedelta

import pytest
from django.utils.timezone import localtime
from tests.factories.events import BY, family, make_event, make_slot

from worldday.base import clock
from worldday.events import links
from worldday.events.actions.booking import Full, NotOpen, book, book_at_once
from worldday.events.actions.conditions import move_online
from worldday.events.actions.holding import hold
from worldday.events.actions.setting_up import close
from worldday.events.actions.slots import cancel_slot, change_slot
from worldday.events.models import Booking, BookingState, Details, Event, Site, Slot
from worldday.events.queries import slot_to_book
from worldday.messages.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


def at_once(slot: Slot, n: int = 1, **more) -> Booking | None:
    return book_at_once(slot=slot, party=family(n, **more), key=links.new_key())


def nothing_was_written(slot: Slot) -> bool:
    kept = Booking.objects.exists() or Details.objects.exists() or Message.objects.exists()
    return not kept and Slot.objects.get(pk=slot.pk).taken == 0


SOON, AGO = timedelta(minutes=1), timedelta(minutes=-1)


@pytest.mark.parametrize(
    "changed",
    [
        {"state": "moved-online"},
        {"state": "closed"},
        {"state": "draft"},
        {"admission": "invitation"},
        {"admission": "free"},
        {"opens_at": SOON},
        {"closes_at": AGO},
    ],
)
def test_nobody_books_an_event_that_takes_no_bookings_any_more(changed):
    slot = slot_to_book(make_slot().pk)
    now = clock.now()
    values = {name: now + value if isinstance(value, timedelta) else value for name, value in changed.items()}
    Event.objects.filter(pk=slot.event_id).update(**values)
    assert at_once(slot) is None and nothing_was_written(slot)
    with pytest.raises(NotOpen):
        book(slot=slot, party=family(1), key=links.new_key())
    assert nothing_was_written(slot)


def test_booking_goes_on_between_its_opening_and_its_end():
    event = make_event(opens_at=clock.now() + AGO, closes_at=clock.now() + SOON)
    assert at_once(slot_to_book(make_slot(event).pk)).state == "booked"


@pytest.mark.parametrize("changed", [{"cancelled": True}, {"waiting": 1}, {"places": 1}])
def test_nobody_books_a_sitting_whose_places_are_not_free_any_more(changed):
    slot = slot_to_book(make_slot().pk)
    Slot.objects.filter(pk=slot.pk).update(**changed)
    assert at_once(slot) is None and nothing_was_written(slot)
    with pytest.raises(NotOpen if "cancelled" in changed else Full):
        book(slot=slot, party=family(1), key=links.new_key())


def test_a_sitting_that_moved_meanwhile_is_booked_with_its_new_hours(settings):
    settings.SMS_TELLS = True
    slot = slot_to_book(make_slot().pk)
    later = {"starts_at": slot.starts_at + timedelta(days=1), "ends_at": slot.ends_at + timedelta(days=1)}
    change_slot(slot=slot, changes=later, by=BY)
    assert at_once(slot) is None and nothing_was_written(slot)
    booking = book(slot=slot, party=family(1), key=links.new_key())
    day = localtime(later["starts_at"]).day
    assert f"月{day}日" in Message.objects.get(about=booking.code).text


@pytest.mark.parametrize("name", ["机械实验室", ""])
def test_a_sitting_that_goes_elsewhere_meanwhile_is_booked_with_its_new_place(settings, name):
    settings.SMS_TELLS = True
    slot = slot_to_book(make_slot().pk)
    site = Site.objects.create(event=slot.event, name=name) if name else None
    change_slot(slot=slot, changes={"site": site}, by=BY)
    assert at_once(slot) is None and nothing_was_written(slot)
    booking = book(slot=slot, party=family(1), key=links.new_key())
    assert (name or "线上") in Message.objects.get(about=booking.code).text
    assert at_once(slot_to_book(slot.pk), 2).state == "booked"


def test_a_sitting_that_was_cancelled_or_removed_meanwhile_is_not_booked():
    slot, gone = slot_to_book(make_slot().pk), slot_to_book(make_slot().pk)
    cancel_slot(slot=slot, reason="停电", by=BY)
    Slot.objects.filter(pk=gone.pk).delete()
    for one in (slot, gone):
        assert at_once(one) is None
        with pytest.raises(NotOpen):
            book(slot=one, party=family(1), key=links.new_key())
    assert not Booking.objects.exists()


def test_what_is_not_the_common_case_is_left_to_a_closer_look():
    slot = slot_to_book(make_slot(places=4).pk)
    held_key, key = links.new_key(), links.new_key()
    hold(slot=slot, party=family(8), key=held_key)
    assert at_once(slot, 1, phone="12") is None
    assert book_at_once(slot=slot, party=family(8), key=held_key) is None
    assert book_at_once(slot=slot, party=family(1), key=key).state == "booked"
    assert book_at_once(slot=slot, party=family(1), key=key) is None
    assert at_once(slot, 1) is None and at_once(slot, 2) is None
    assert (Booking.objects.count(), Slot.objects.get(pk=slot.pk).taken) == (2, 4)


@pytest.mark.parametrize("stop", [close, lambda event, by: move_online(event=event, reason="暴雨", by=by)])
def test_a_hold_does_not_become_a_booking_of_a_visit_that_does_not_take_place(stop):
    slot, key = slot_to_book(make_slot(make_event(online_text="线上参观")).pk), links.new_key()
    held = hold(slot=slot, party=family(1), key=key)
    stop(event=slot.event, by=BY)
    with pytest.raises(NotOpen):
        book(slot=slot, party=family(1), key=key)
    assert Booking.objects.get().state == BookingState.HELD == held.state


def test_places_held_in_time_may_be_booked_after_booking_has_closed_and_lapsed_ones_may_not():
    slot = slot_to_book(make_slot().pk)
    keys = [links.new_key(), links.new_key()]
    for n, key in enumerate(keys):
        hold(slot=slot, party=family(n), key=key)
    Event.objects.filter(pk=slot.event_id).update(closes_at=clock.now() + AGO)
    slot = slot_to_book(slot.pk)
    assert book(slot=slot, party=family(0), key=keys[0]).state == "booked"
    late = Booking.objects.get(state="held")
    Booking.objects.filter(pk=late.pk).update(state="lapsed", ended=late.pk, held_until=None)
    with pytest.raises(NotOpen):
        book(slot=slot, party=family(1), key=keys[1])


def test_the_same_form_is_known_again_whatever_became_of_the_sitting():
    slot, key = slot_to_book(make_slot(places=2).pk), links.new_key()
    made = book_at_once(slot=slot, party=family(1), key=key)
    close(event=slot.event, by=BY)
    assert book(slot=slot_to_book(slot.pk), party=family(1), key=key).pk == made.pk
