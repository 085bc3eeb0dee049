"""What a party agrees to: guardians before anybody under 18 comes, the briefing as it stands now, photos for as long as it likes."""

import pytest
from tests.factories.events import BY, booked, family, make_event, make_slot, school_class

from worldday.base.models import AuditEvent
from worldday.base.problems import Invalid
from worldday.events import at_door, links
from worldday.events.actions.agreeing import NobodyKnown, OtherText, say_photos, sign_briefing
from worldday.events.actions.booking import book
from worldday.events.actions.changing import AcceptFirst, Queueing, Wanted, cancel, change
from worldday.events.actions.waiting import join, turn_of
from worldday.events.forgetting import forget
from worldday.events.models import Booking, Details, Event, Slot
from worldday.events.personal import briefed, briefing_digest, names_of
from worldday.messages.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


def fresh(slot: Slot) -> Slot:
    return Slot.objects.select_related("event__activity__campaign__owner").get(pk=slot.pk)


def waiting(slot: Slot, n: int, **fields) -> Booking:
    return join(slot=fresh(slot), party=family(n, **fields), key=links.new_key())


def test_children_who_are_added_need_their_guardians_consent_and_it_is_written_down():
    slot = make_slot()
    booking = booked(slot, 1)
    with pytest.raises(Invalid) as refused:
        change(booking=booking, wanted=Wanted(slot, 1, 1))
    assert list(refused.value.errors) == ["guardian"]
    change(booking=booking, wanted=Wanted(slot, 1, 1, guardian=True))
    assert Details.objects.get(booking=booking).guardian
    change(booking=booking, wanted=Wanted(slot, 1, 2))  # what they agreed to holds
    change(booking=booking, wanted=Wanted(slot, 2, 0))
    assert not Details.objects.get(booking=booking).guardian


def test_a_change_asks_for_the_names_a_meeting_needs_and_of_a_class_for_none():
    slot = make_slot(make_event(names=True), places=60)
    booking = booked(slot, 1, names=("李四",))
    with pytest.raises(Invalid) as refused:
        change(booking=booking, wanted=Wanted(slot, 3))
    assert list(refused.value.errors) == ["names"]
    change(booking=booking, wanted=Wanted(slot, 3, names=("李四", "王五")))
    assert names_of(Booking.objects.get(pk=booking.pk)) == ("李四", "王五")
    change(booking=booking, wanted=Wanted(slot, 3, names=("李四", "赵六")))  # another person comes instead
    assert names_of(Booking.objects.get(pk=booking.pk)) == ("李四", "赵六")
    group = book(slot=fresh(slot), party=school_class(2), key=links.new_key())
    assert change(booking=group, wanted=Wanted(slot, 3, 25)).size == 28


def test_a_waiting_party_becomes_smaller_and_is_offered_what_now_suffices():
    slot = make_slot(places=4)
    first = booked(slot, 1, adults=3)
    party = waiting(slot, 2, adults=2)
    with pytest.raises(Queueing):
        change(booking=party, wanted=Wanted(slot, 3))
    with pytest.raises(Queueing):
        change(booking=party, wanted=Wanted(make_slot(slot.event), 1))
    assert turn_of(party) == (1, 0, 0)
    offered = change(booking=party, wanted=Wanted(slot, 1))
    assert (offered.state, Slot.objects.get(pk=slot.pk).taken, Slot.objects.get(pk=slot.pk).waiting) == (
        "offered",
        4,
        0,
    )
    with pytest.raises(AcceptFirst):
        change(booking=party, wanted=Wanted(slot, 1))
    cancel(booking=first)
    assert [one.occasion for one in Message.objects.filter(about=party.code, channel="sms").order_by("pk")][-1:] in (
        [],
        ["event-offered"],
    )


def test_a_turn_counts_parties_and_people_before_and_who_was_let_past():
    slot = make_slot(places=4)
    first, second = booked(slot, 1, adults=3), booked(slot, 2, adults=1)
    large, small, last = waiting(slot, 3, adults=3), waiting(slot, 4, adults=1), waiting(slot, 5, adults=2)
    assert (turn_of(large), turn_of(small), turn_of(last)) == ((1, 0, 0), (2, 3, 0), (3, 4, 0))
    cancel(booking=second)  # one place: the small party goes first, the large one is let wait
    assert Booking.objects.get(pk=small.pk).state == "offered"
    assert (turn_of(large), turn_of(last)) == ((1, 0, 1), (2, 3, 0))
    assert turn_of(first) is None


def test_a_briefing_that_was_changed_is_signed_off_anew():
    event = make_event(briefing="请佩戴护目镜。")
    booking = booked(make_slot(event), 1)
    details = Details.objects.get(booking=booking)
    assert briefed(event, details) == "signed"
    Event.objects.filter(pk=event.pk).update(briefing="请佩戴护目镜和手套。")
    event = Event.objects.select_related("activity").get(pk=event.pk)
    assert briefed(event, details) == "earlier"
    assert "签收的是旧版安全须知" in at_door.listing(event)["bookings"][0]["note"]
    with pytest.raises(OtherText):
        sign_briefing(booking=booking, text=details.briefed)
    for _press in range(2):
        sign_briefing(booking=booking, text=briefing_digest(event), by=BY)
    assert briefed(event, Details.objects.get(booking=booking)) == "signed"
    assert at_door.listing(event)["bookings"][0]["note"] == ""
    assert AuditEvent.objects.filter(action="booking-briefed").count() == 1


def test_consent_to_photos_is_taken_back_as_easily_as_it_was_given():
    slot = make_slot(make_event(photos=True))
    booking = booked(slot, 1, photos=True)
    for _press in range(2):
        say_photos(booking=booking, agreed=False)
    assert Details.objects.get(booking=booking).photos is False
    assert AuditEvent.objects.filter(action="booking-photos-refused").count() == 1
    say_photos(booking=booking, agreed=True, by=BY)
    assert Details.objects.get(booking=booking).photos is True
    forget(booking=booking)
    with pytest.raises(NobodyKnown):
        say_photos(booking=booking, agreed=True)
