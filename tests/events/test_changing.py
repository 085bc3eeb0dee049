"""Changing, cancelling, moving a sitting, the condition switch, reminders, no-shows and being forgotten."""

from datetime import timedelta

import pytest
from tests.factories.events import BY, booked, family, make_event, make_slot, phone, school_class, secret_of, tell_all

from worldday.base import clock
from worldday.base.problems import Invalid, Problem
from worldday.events import links, reminding
from worldday.events.actions.booking import Full, book
from worldday.events.actions.changing import Ended, Started, Wanted, cancel, change, renew_link
from worldday.events.actions.conditions import move_back, move_online
from worldday.events.actions.releasing import release_absent, release_due
from worldday.events.actions.slots import add_slot, cancel_slot, change_slot, remove_slot
from worldday.events.actions.waiting import join
from worldday.events.forgetting import forget, forget_due
from worldday.events.models import Booking, BookingState, Details, Event, Slot
from worldday.events.queries import attendance, booking_by_link
from worldday.messages.models import Message
from worldday.people import erasure, retention
from worldday.people.identity import recognise

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture(autouse=True)
def _texts(settings):
    settings.SMS_TELLS = True


def taken(slot: Slot) -> int:
    return Slot.objects.get(pk=slot.pk).taken


def state(booking: Booking) -> str:
    return Booking.objects.get(pk=booking.pk).state


def told(booking: Booking) -> list[str]:
    return list(Message.objects.filter(about=booking.code).order_by("pk").values_list("occasion", flat=True))


def test_more_people_come_if_there_are_places_and_fewer_give_theirs_back():
    slot = make_slot(places=6)
    booking = booked(slot, 1)
    booked(slot, 2)
    assert change(booking=booking, wanted=Wanted(slot, 2, 2, guardian=True)).size == 4 and taken(slot) == 6
    with pytest.raises(Full):
        change(booking=booking, wanted=Wanted(slot, 3, 2))
    assert taken(slot) == 6
    assert change(booking=booking, wanted=Wanted(slot, 1, 0)).size == 1 and taken(slot) == 3
    assert told(booking) == ["event-booked", "event-changed", "event-changed"]


def test_a_change_keeps_to_the_rule_of_the_event():
    slot = make_slot()
    with pytest.raises(Invalid):
        change(booking=booked(slot, 1), wanted=Wanted(slot, 0, 2))


def test_another_sitting_is_taken_before_the_old_one_is_let_go():
    event = make_event()
    old, new, full = make_slot(event, places=4), make_slot(event, places=2), make_slot(event, places=3)
    booking = booked(old, 1)
    booked(full, 2)
    with pytest.raises(Full):
        change(booking=booking, wanted=Wanted(full, 2, 0))
    assert (taken(old), taken(full)) == (2, 2)
    change(booking=booking, wanted=Wanted(new, 2, 0))
    assert (taken(old), taken(new), Booking.objects.get(pk=booking.pk).slot_id) == (0, 2, new.pk)


def test_what_a_change_frees_goes_to_whoever_waits():
    event = make_event()
    old, new = make_slot(event, places=2), make_slot(event, places=2)
    booking = booked(old, 1)
    waiting = join(slot=Slot.objects.select_related("event").get(pk=old.pk), party=family(2), key=links.new_key())
    change(booking=booking, wanted=Wanted(new, 2, 0))
    assert state(waiting) == "offered"


def test_nothing_changes_once_the_sitting_has_begun_or_the_booking_has_ended():
    slot = make_slot()
    booking = booked(slot, 1)
    cancel(booking=booking)
    with pytest.raises(Ended):
        change(booking=booking, wanted=Wanted(slot, 1, 0))
    late = booked(slot, 2)
    Slot.objects.filter(pk=slot.pk).update(starts_at=clock.now() - timedelta(minutes=1))
    with pytest.raises(Started):
        change(booking=late, wanted=Wanted(slot, 1, 0))


def test_cancelling_twice_gives_back_once_and_the_person_may_book_again():
    slot = make_slot()
    booking = booked(slot, 1)
    assert cancel(booking=booking).state == "cancelled" and cancel(booking=booking).ended == booking.pk
    assert taken(slot) == 0 and told(booking) == ["event-booked", "event-cancelled"]
    assert booked(slot, 1).state == "booked"


def test_a_moved_sitting_is_told_to_everybody_and_a_smaller_one_refused():
    slot = make_slot(places=10)
    booking = booked(slot, 1)
    with pytest.raises(Problem, match="2"):
        change_slot(slot=slot, changes={"places": 1}, by=BY)
    later = slot.starts_at + timedelta(hours=1)
    change_slot(slot=slot, changes={"starts_at": later, "ends_at": later + timedelta(hours=1)}, by=BY)
    tell_all()
    assert told(booking) == ["event-booked", "event-moved-slot"]


def test_a_cancelled_sitting_ends_its_bookings_and_tells_why():
    slot = make_slot(places=2)
    booking = booked(slot, 1)
    waiting = join(slot=Slot.objects.select_related("event").get(pk=slot.pk), party=family(2), key=links.new_key())
    assert cancel_slot(slot=slot, reason="设备检修。", by=BY) == 2
    assert (state(booking), state(waiting), taken(slot)) == ("cancelled", "cancelled", 0)
    tell_all()
    assert "设备检修。" in Message.objects.get(about=booking.code, occasion="event-slot-cancelled").text
    assert cancel_slot(slot=slot, reason="设备检修。", by=BY) == 0
    with pytest.raises(Problem):
        remove_slot(slot=slot, by=BY)


def test_a_sitting_nobody_booked_can_be_removed():
    event = make_event()
    slot = make_slot(event)
    remove_slot(slot=slot, by=BY)
    assert not event.slots.exists()
    values = {"starts_at": slot.starts_at, "ends_at": slot.starts_at, "places": 5}
    with pytest.raises(Invalid):
        add_slot(event=event, values=values, by=BY)


def test_one_press_moves_everybody_online_and_keeps_their_places_and_one_press_moves_them_back():
    event = make_event(conditional=True, online_text="线上参观", online_text_en="Online tour")
    slot = make_slot(event, places=2)
    booking = booked(slot, 1)
    waiting = join(slot=Slot.objects.select_related("event").get(pk=slot.pk), party=family(2), key=links.new_key())
    move_online(event=event, reason="暴雨", by=BY)
    move_online(event=event, reason="暴雨", by=BY)
    assert (state(booking), state(waiting), taken(slot)) == ("booked", "waiting", 2)
    tell_all()
    assert told(booking) == ["event-booked", "event-moved-online"]
    assert told(waiting) == ["event-waiting", "event-moved-online"]
    assert "暴雨" in Message.objects.get(about=booking.code, occasion="event-moved-online").text
    cancel(booking=booking)
    assert state(waiting) == "waiting"  # nothing is offered while the visit is online
    move_back(event=Event.objects.get(pk=event.pk), by=BY)
    assert state(waiting) == "offered"
    move_online(event=Event.objects.get(pk=event.pk), reason="又下暴雨", by=BY)
    tell_all()
    assert told(waiting).count("event-moved-online") == 2


def test_the_switch_needs_somewhere_to_go_and_a_reason():
    with pytest.raises(Problem):
        move_online(event=make_event(), reason="暴雨", by=BY)
    with pytest.raises(Problem):
        move_online(event=make_event(online_text="线上参观"), reason=" ", by=BY)


def test_what_was_switched_again_meanwhile_is_told_no_more(monkeypatch):
    from worldday.events.actions import mailing
    from worldday.events.models import Mailing

    monkeypatch.setattr(mailing, "BATCH", 1)
    event = make_event(online_text="线上参观")
    slot = make_slot(event)
    both = [booked(slot, n) for n in (1, 2)]
    move_online(event=event, reason="暴雨", by=BY)
    assert [told(one) for one in both] == [["event-booked"]] * 2
    assert mailing.turn(Mailing.objects.get().code, seconds=0)  # one batch of one party
    assert [told(one) for one in both] == [["event-booked", "event-moved-online"], ["event-booked"]]
    move_back(event=Event.objects.get(pk=event.pk), by=BY)
    for one in Mailing.objects.order_by("pk"):
        assert mailing.turn(one.code) is False
    assert [told(one)[1:] for one in both] == [["event-moved-online", "event-moved-back"], ["event-moved-back"]]


def test_people_are_reminded_once_of_each_beginning_and_never_of_what_they_have_just_booked():
    slot = make_slot(begins=timedelta(hours=20))
    booking = booked(slot, 1)
    assert reminding.remind() == 0
    Booking.objects.update(made_at=clock.now() - timedelta(hours=2))
    assert (reminding.remind(), reminding.remind()) == (1, 0)
    later = slot.starts_at + timedelta(hours=2)
    change_slot(slot=slot, changes={"starts_at": later, "ends_at": later + timedelta(hours=1)}, by=BY)
    assert (reminding.remind(), reminding.remind()) == (1, 0)
    assert told(booking).count("event-reminder") == 2
    cancel(booking=booking)
    far = booked(make_slot(), 2)
    Booking.objects.update(made_at=clock.now() - timedelta(hours=2))
    assert reminding.remind() == 0 and told(far) == ["event-booked"]


def test_places_of_absent_people_are_given_away_after_the_minutes_the_event_says():
    event = make_event(release_minutes=15)
    slot = make_slot(event, begins=timedelta(minutes=30))
    absent, here = booked(slot, 1), booked(slot, 2)
    Booking.objects.filter(pk=here.pk).update(state=BookingState.CAME)
    assert release_due() == 0
    with pytest.raises(Problem):
        release_absent(slot=slot, by=BY)
    Slot.objects.filter(pk=slot.pk).update(starts_at=clock.now() - timedelta(minutes=14))
    assert release_due() == 0
    Slot.objects.filter(pk=slot.pk).update(starts_at=clock.now() - timedelta(minutes=16))
    assert (release_due(), release_due()) == (1, 0)
    assert (state(absent), state(here), taken(slot)) == ("released", "came", 2)
    assert {one.pk for one in attendance(event)} == {absent.pk, here.pk}


def test_the_link_opens_the_booking_and_no_other_does_and_a_new_one_replaces_it():
    booking = booked(make_slot(), 1)
    secret = secret_of(booking)
    assert booking_by_link(booking.code, secret).pk == booking.pk
    assert booking_by_link(booking.code, secret[:-1] + "x") is None
    assert booking_by_link("zzzzzzzz", secret) is None
    fresh = renew_link(booking=booking, by=BY)
    assert booking_by_link(booking.code, secret) is None and booking_by_link(booking.code, fresh)
    assert f"/{fresh}/" in Message.objects.get(occasion="event-link").text


def test_whoever_asks_is_forgotten_at_once_and_their_places_are_free():
    slot = make_slot()
    booking = booked(slot, 1)
    forget(booking=booking)
    row, details = Booking.objects.get(pk=booking.pk), Details.objects.get(pk=booking.pk)
    assert (row.state, row.booker, row.token, details.person, details.care, taken(slot)) == (
        "cancelled",
        None,
        "",
        {},
        {},
        0,
    )
    assert not Message.objects.exists()


def test_erasing_a_participant_reaches_their_bookings():
    person = recognise(kind="phone", value=phone(1))
    booking = booked(make_slot(), 1)
    assert erasure.erase(participant=person)
    assert Booking.objects.get(pk=booking.pk).booker is None


def test_details_go_on_schedule_first_allergies_then_names_and_messages():
    slot = make_slot(make_event(meal=True))
    booking = book(slot=slot, party=family(1, allergies="花生"), key=links.new_key())
    Slot.objects.filter(pk=slot.pk).update(
        starts_at=clock.now() - timedelta(days=5), ends_at=clock.now() - timedelta(days=4)
    )
    assert retention.run() == {"booking-care": 1}
    assert (Details.objects.get().care, Details.objects.get().person["name"]) == ({}, "家长1")
    Slot.objects.filter(pk=slot.pk).update(
        starts_at=clock.now() - timedelta(days=33), ends_at=clock.now() - timedelta(days=32)
    )
    assert forget_due() == 0
    assert retention.run() == {"bookings": 1, "bookers": 1}
    assert (Details.objects.get().person, Booking.objects.get().booker) == ({}, None)
    assert forget_due() == 1 and not Message.objects.exists()
    assert retention.run() == {} and booking.size == 2


def test_a_teacher_with_a_class_changes_the_number_of_pupils_within_the_ratio():
    slot = make_slot(places=60)
    booking = book(slot=slot, party=school_class(), key=links.new_key())
    with pytest.raises(Invalid):
        change(booking=booking, wanted=Wanted(slot, 3, 31))
    assert change(booking=booking, wanted=Wanted(slot, 4, 31)).size == 35
