"""The waiting list through its verbs: joining, being offered, accepting, running out."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.factories.events import BY, booked, family, make_event, make_slot, school_class, tell_all

from worldday.base import clock
from worldday.events import links
from worldday.events.actions.booking import Full, book
from worldday.events.actions.changing import cancel
from worldday.events.actions.lapsing import lapse_overdue
from worldday.events.actions.slots import cancel_slot, change_slot
from worldday.events.actions.waiting import OfferOver, accept, join, turn_of
from worldday.events.models import Booking, Slot, WaitingParty
from worldday.messages.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture(autouse=True)
def _texts(settings):
    settings.SMS_TELLS = True


def wait(slot: Slot, party) -> Booking:
    return join(slot=Slot.objects.select_related("event").get(pk=slot.pk), party=party, key=links.new_key())


def state(booking: Booking) -> str:
    return Booking.objects.get(pk=booking.pk).state


def counts(slot: Slot) -> tuple[int, int]:
    slot = Slot.objects.get(pk=slot.pk)
    return slot.taken, slot.waiting


def test_somebody_waits_is_offered_what_was_cancelled_and_accepts():
    slot = make_slot(places=2)
    first = booked(slot, 1)
    second = wait(slot, family(2))
    assert (second.state, turn_of(second), counts(slot)) == ("waiting", (1, 0, 0), (2, 1))
    cancel(booking=first)
    assert (state(second), counts(slot)) == ("offered", (2, 0))
    assert Message.objects.filter(about=second.code, occasion="event-offered").count() == 1
    assert accept(booking=second).state == "booked"
    assert accept(booking=second).state == "booked"
    assert counts(slot) == (2, 0) and not WaitingParty.objects.exists()


def test_an_offer_that_nobody_took_goes_to_the_next_and_both_are_told():
    slot = make_slot(places=2)
    first = booked(slot, 1)
    second, third = wait(slot, family(2)), wait(slot, family(3))
    cancel(booking=first)
    Booking.objects.filter(pk=second.pk).update(held_until=clock.now() - timedelta(seconds=1))
    with pytest.raises(OfferOver):
        accept(booking=second)
    assert lapse_overdue() == 2
    assert (state(second), state(third), counts(slot)) == ("lapsed", "offered", (2, 0))
    told = set(Message.objects.values_list("about", "occasion"))
    assert {(second.code, "event-offer-over"), (third.code, "event-offered")} <= told
    with pytest.raises(OfferOver):
        accept(booking=second)


def test_what_comes_free_belongs_to_the_queue_and_not_to_whoever_books_next():
    slot = make_slot(places=30)
    first = booked(slot, 1)
    group = wait(slot, school_class(2))
    with pytest.raises(Full):
        book(slot=Slot.objects.select_related("event").get(pk=slot.pk), party=family(4), key=links.new_key())
    cancel(booking=first)
    assert (state(group), counts(slot)) == ("offered", (30, 0))


def test_a_class_gets_all_thirty_places_or_none():
    slot = make_slot(places=32)
    families = [booked(slot, n) for n in range(1, 5)]
    group = wait(slot, school_class(9))
    for leaving in families[:2]:
        cancel(booking=leaving)
    assert (state(group), counts(slot)) == ("waiting", (4, 1))
    cancel(booking=families[2])
    assert (state(group), counts(slot)) == ("offered", (32, 0))


def test_families_pass_a_class_three_times_and_then_it_is_its_turn():
    slot = make_slot(places=30)
    here = [booked(slot, n) for n in range(1, 16)]
    group = wait(slot, school_class(20))
    small = [wait(slot, family(30 + n)) for n in range(5)]
    for leaving in here[:4]:
        cancel(booking=leaving)
    assert [state(one) for one in small] == ["offered", "offered", "offered", "waiting", "waiting"]
    assert WaitingParty.objects.get(booking=group).passed_over == 3
    assert counts(slot) == (28, 3)


def test_a_party_that_fits_beside_a_waiting_class_has_its_places_at_once():
    slot = make_slot(places=32)
    booked(slot, 1)
    booked(slot, 2)
    wait(slot, school_class(3))
    assert state(wait(slot, family(4))) == "booked"


def test_a_larger_sitting_is_offered_to_whoever_waits():
    slot = make_slot(places=2)
    booked(slot, 1)
    second = wait(slot, family(2))
    change_slot(slot=slot, changes={"places": 4}, by=BY)
    assert (state(second), counts(slot)) == ("offered", (4, 0))


def test_whoever_leaves_the_list_is_not_counted_and_lets_the_next_have_the_place():
    slot = make_slot(places=32)
    first = booked(slot, 1)
    group, small = wait(slot, school_class(2, pupils=28)), wait(slot, family(3))
    assert state(small) == "booked"  # it fitted beside the class
    cancel(booking=group)
    assert (state(group), counts(slot)) == ("cancelled", (4, 0))
    cancel(booking=group)
    assert counts(slot) == (4, 0) and first.ended == 0


def test_the_same_form_waits_once():
    slot, key = make_slot(places=2), links.new_key()
    booked(slot, 1)
    slot = Slot.objects.select_related("event").get(pk=slot.pk)
    assert join(slot=slot, party=family(2), key=key).pk == join(slot=slot, party=family(2), key=key).pk
    assert counts(slot) == (2, 1)


def test_shortly_before_the_beginning_nobody_is_offered_anything():
    slot = make_slot(places=2, begins=timedelta(minutes=50))
    first = booked(slot, 1)
    second = wait(slot, family(2))
    cancel(booking=first)
    assert state(second) == "waiting"


def test_nobody_is_rung_at_night_and_the_hours_of_an_offer_count_from_the_morning(settings):
    now = timezone.localtime(clock.wall())
    settings.CLOCK_SHIFT = now.replace(hour=2, minute=0) + timedelta(days=1) - now
    slot = make_slot(make_event(offer_hours=2), places=2, begins=timedelta(days=3))
    first = booked(slot, 1)
    second = wait(slot, family(2, email="a@example.org"))
    cancel(booking=first)
    until = timezone.localtime(Booking.objects.get(pk=second.pk).held_until)
    assert until.hour == settings.REMIND_FROM.hour + 2
    due = dict(Message.objects.filter(occasion="event-offered").values_list("channel", "due_at"))
    assert timezone.localtime(due["sms"]).time() == settings.REMIND_FROM
    assert timezone.localtime(due["email"]).hour == 2
    cancelled = Message.objects.get(about=first.code, occasion="event-cancelled")
    assert timezone.localtime(cancelled.due_at).hour == 2  # an answer to the person's own press


def test_what_begins_in_the_morning_is_told_at_night_all_the_same(settings):
    now = timezone.localtime(clock.wall())
    settings.CLOCK_SHIFT = now.replace(hour=2, minute=0) + timedelta(days=1) - now
    slot = make_slot(places=2, begins=timedelta(hours=6))
    booked(slot, 1)
    cancel_slot(slot=slot, reason="停电。", by=BY)
    tell_all()
    assert timezone.localtime(Message.objects.get(occasion="event-slot-cancelled").due_at).hour == 2


def test_an_offer_never_stands_longer_than_until_the_beginning():
    slot = make_slot(make_event(offer_hours=48), places=2, begins=timedelta(hours=5))
    first = booked(slot, 1)
    second = wait(slot, family(2))
    cancel(booking=first)
    assert Booking.objects.get(pk=second.pk).held_until == slot.starts_at
