"""Booking by the form: who gets places, what is kept, and what happens on a bad day."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.factories.events import booked, family, make_event, make_slot, phone, school_class

from worldday.base import clock
from worldday.base.models import AuditEvent
from worldday.base.problems import Invalid
from worldday.events import links
from worldday.events.actions.booking import AlreadyBooked, Full, NotOpen, book, book_at_once
from worldday.events.actions.holding import hold
from worldday.events.actions.lapsing import lapse_overdue
from worldday.events.models import Booking, BookingState, Details, EventState, Guest, Slot
from worldday.events.party import Party, lines
from worldday.events.queries import slot_to_book
from worldday.messages.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture(autouse=True)
def _texts(settings):
    settings.SMS_TELLS = True


def taken(slot: Slot) -> int:
    return Slot.objects.get(pk=slot.pk).taken


def test_a_family_books_and_is_told_with_its_link():
    slot = make_slot()
    booking = booked(slot, 1, minors=2, email="parent@example.org")
    assert (booking.state, booking.size, taken(slot)) == ("booked", 4, 4)
    sms, mail = Message.objects.order_by("channel").values_list("channel", "address", "text")
    assert {sms[0], mail[0]} == {"email", "sms"}
    secret = Details.objects.get(booking=booking).person["link"]
    text = Message.objects.get(channel="sms").text
    assert "实验室开放日" in text and "4 人" in text and booking.code in text and f"/{booking.code}/{secret}/" in text
    assert links.opens(secret, Booking.objects.get(pk=booking.pk).token) and secret not in booking.token
    assert AuditEvent.objects.get(action="booking-made").actor_name == "booker"


def test_details_lie_locked_apart_from_the_booking(django_assert_num_queries):
    booking = booked(make_slot(), 1, allergies="花生", needs="轮椅")
    details = Details.objects.get(booking=booking)
    assert details.person["name"] == "家长1" and details.person["phone"] == phone(1)
    assert details.care == {"needs": "轮椅"}  # no meal is served, so allergies are not kept
    raw = Details.objects.filter(pk=booking.pk).extra(select={"raw": "person"}).values_list("raw", flat=True)[0]
    assert phone(1) not in raw
    meal = booked(make_slot(make_event(meal=True)), 2, allergies="花生")
    assert Details.objects.get(booking=meal).care == {"allergies": "花生"}


def test_the_same_form_sent_twice_is_one_booking():
    slot, key = make_slot(), links.new_key()
    first = book(slot=slot, party=family(1), key=key)
    again = book(slot=Slot.objects.get(pk=slot.pk), party=family(1), key=key)
    assert first.pk == again.pk and taken(slot) == 2
    assert Message.objects.count() == 1


def test_the_form_that_took_the_last_place_may_be_sent_again():
    slot, key = make_slot(places=2), links.new_key()
    first = book(slot=slot, party=family(1), key=key)
    assert book(slot=Slot.objects.get(pk=slot.pk), party=family(1), key=key).pk == first.pk


def test_one_phone_has_one_booking_of_an_event_however_it_is_written():
    event = make_event()
    booked(make_slot(event), 1)
    other = make_slot(event)
    with pytest.raises(AlreadyBooked):
        book(slot=other, party=family(1, phone=f"+86 {phone(1)[:3]}-{phone(1)[3:]}"), key=links.new_key())
    assert taken(other) == 0


def test_a_teacher_may_hold_as_many_bookings_as_the_event_allows():
    event = make_event(bookings_each=2)
    slots = [make_slot(event, places=60) for _n in range(3)]
    numbers = [book(slot=slot, party=school_class(1), key=links.new_key()).nth for slot in slots[:2]]
    assert numbers == [0, 1]
    with pytest.raises(AlreadyBooked):
        book(slot=slots[2], party=school_class(1), key=links.new_key())


def test_a_party_gets_all_its_places_or_none():
    slot = make_slot(places=5)
    booked(slot, 1)
    with pytest.raises(Full):
        book(slot=slot, party=family(2, minors=2), key=links.new_key())
    assert taken(slot) == 2 and Booking.objects.count() == 1 and Details.objects.count() == 1


def test_the_table_itself_refuses_a_place_too_many_and_a_second_live_booking():
    slot = make_slot(places=2)
    booking = booked(slot, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Slot.objects.filter(pk=slot.pk).update(taken=3)
    booking.pk, booking.code, booking.key = booking.pk + 1, "zzzzzzzz", 1
    with pytest.raises(IntegrityError), transaction.atomic():
        booking.save(force_insert=True)


def test_booking_opens_at_its_moment_and_closes_when_the_sitting_begins():
    event = make_event(opens_at=clock.now() + timedelta(minutes=1))
    with pytest.raises(NotOpen):
        book(slot=make_slot(event), party=family(), key=links.new_key())
    begun = make_slot(begins=timedelta(minutes=-5))
    with pytest.raises(NotOpen):
        book(slot=begun, party=family(), key=links.new_key())
    draft = make_slot(make_event(state=EventState.DRAFT))
    with pytest.raises(NotOpen):
        book(slot=draft, party=family(), key=links.new_key())


def test_a_form_says_everything_that_is_wrong_at_once():
    slot = make_slot(make_event(briefing="实验室内不得饮食。"))
    with pytest.raises(Invalid) as caught:
        book(slot=slot, party=Party(0, 2, phone="12345", email="x"), key=links.new_key())
    assert caught.value.errors.keys() == {"adults", "name", "phone", "email", "agree", "guardian", "briefed"}
    assert not Booking.objects.exists()


def test_a_class_says_its_school_and_enough_teachers():
    slot = make_slot(places=60)
    with pytest.raises(Invalid) as caught:
        book(slot=slot, party=school_class(teachers=1, pupils=29, organisation=""), key=links.new_key())
    assert caught.value.errors.keys() == {"adults", "organisation"}
    booking = book(slot=slot, party=school_class(), key=links.new_key())
    details = Details.objects.get(booking=booking)
    assert (booking.sort, booking.size, details.guardian) == ("group", 30, True)
    assert details.person.keys() == {"name", "phone", "organisation", "class_name", "link"}
    assert not Guest.objects.exists()


def test_a_forum_asks_for_the_name_of_each_adult():
    slot = make_slot(make_event(names=True))
    with pytest.raises(Invalid) as caught:
        book(slot=slot, party=family(1), key=links.new_key())
    assert caught.value.errors.keys() == {"names"}
    booking = book(slot=slot, party=family(1, names=("李四",)), key=links.new_key())
    assert [guest.person for guest in Guest.objects.filter(booking=booking)] == [{"name": "李四"}]


def test_names_in_any_script_are_kept_as_they_are():
    name = "阿卜杜拉·买买提 ʻAbdullāh 🦄 𠮷"
    assert Details.objects.get(booking=booked(make_slot(), 1, name=name)).person["name"] == name


def test_signs_that_turn_the_direction_of_reading_are_left_out_and_alone_are_no_name():
    kept = Details.objects.get(booking=booked(make_slot(), 1, name="\u202e王\u2066 小\x07明", needs="轮椅\u202e"))
    assert (kept.person["name"], kept.care) == ("王 小 明", {"needs": "轮椅"})
    assert lines("李四\u202e\n\u202c\n") == ("李四",)
    with pytest.raises(Invalid, match="姓名"):
        booked(make_slot(), 2, name="\u202e")


def test_places_are_held_while_a_form_is_corrected_and_booked_under_the_same_key():
    slot, key = make_slot(places=2), links.new_key()
    held = hold(slot=slot, party=family(1), key=key)
    assert (held.state, taken(slot)) == ("held", 2)
    assert hold(slot=slot, party=family(1), key=key).pk == held.pk
    with pytest.raises(Full):
        book(slot=Slot.objects.get(pk=slot.pk), party=family(2), key=links.new_key())
    booking = book(slot=Slot.objects.get(pk=slot.pk), party=family(1), key=key)
    assert (booking.pk, booking.state, booking.held_until, taken(slot)) == (held.pk, "booked", None, 2)


def test_an_abandoned_form_gives_its_places_back_and_the_next_one_has_them_at_once(on_day):
    slot, key = make_slot(places=2), links.new_key()
    held = hold(slot=slot, party=family(1), key=key)
    Booking.objects.filter(pk=held.pk).update(held_until=clock.now() - timedelta(seconds=1))
    booking = book(slot=Slot.objects.get(pk=slot.pk), party=family(2), key=links.new_key())
    assert booking.state == "booked" and taken(slot) == 2
    assert Booking.objects.get(pk=held.pk).state == BookingState.LAPSED
    with pytest.raises(Full):
        book(slot=Slot.objects.get(pk=slot.pk), party=family(1), key=key)


def test_a_form_finished_late_is_booked_if_there_are_places_and_from_another_sitting_if_need_be():
    event = make_event()
    slot, other, key = make_slot(event, places=4), make_slot(event, places=4), links.new_key()
    held = hold(slot=slot, party=family(1), key=key)
    Booking.objects.filter(pk=held.pk).update(held_until=clock.now() - timedelta(seconds=1))
    assert lapse_overdue() == 2 and taken(slot) == 0
    booking = book(slot=other, party=family(1, minors=1), key=key)
    assert (booking.pk, booking.state, booking.size, taken(slot), taken(other)) == (held.pk, "booked", 3, 0, 3)


def test_a_hold_moves_to_another_sitting_with_all_its_places():
    event = make_event()
    slot, other, key = make_slot(event, places=4), make_slot(event, places=4), links.new_key()
    hold(slot=slot, party=family(1), key=key)
    book(slot=other, party=family(1, minors=2), key=key)
    assert (taken(slot), taken(other)) == (0, 4)


def test_an_ordinary_booking_costs_eight_queries(django_assert_num_queries):
    slot = slot_to_book(make_slot().pk)
    with django_assert_num_queries(8):  # begin, four rows, the count of messages, the places, commit
        book_at_once(slot=slot, party=family(1), key=links.new_key())
