"""A sitting that moves, is cancelled or gives places away: the press is short, and everybody hears of it once, whatever is killed."""

from datetime import timedelta

import pytest
from tests.factories.events import BY, booked, family, make_event, make_slot, tell_all
from tests.factories.visits import make_booking, make_visit

from worldday.base import clock
from worldday.events import links
from worldday.events.actions import mailing
from worldday.events.actions.booking import book
from worldday.events.actions.changing import cancel
from worldday.events.actions.checking_in import check_in, take_back
from worldday.events.actions.conditions import move_online
from worldday.events.actions.holding import hold
from worldday.events.actions.releasing import release_absent
from worldday.events.actions.slots import cancel_slot, change_slot
from worldday.events.checking import NotOpen
from worldday.events.models import Booking, Event, Mailing, Slot
from worldday.messages.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture(autouse=True)
def _texts(settings):
    settings.SMS_TELLS = True


def told(occasion: str) -> list[str]:
    return sorted(Message.objects.filter(occasion=f"event-{occasion}", channel="sms").values_list("about", flat=True))


def codes(*bookings: Booking) -> list[str]:
    return sorted(one.code for one in bookings)


def an_hour_later(slot: Slot) -> dict:
    slot.refresh_from_db()
    later = slot.starts_at + timedelta(hours=1)
    return {"starts_at": later, "ends_at": later + timedelta(hours=1)}


def begun(slot: Slot) -> Slot:
    now = clock.now()
    Slot.objects.filter(pk=slot.pk).update(starts_at=now - timedelta(minutes=20), ends_at=now + timedelta(minutes=40))
    return slot


@pytest.mark.parametrize("parties", [3, 60])
@pytest.mark.parametrize("press", ["move", "cancel", "online"])
def test_a_press_costs_the_same_few_queries_however_many_have_booked(press, parties, django_assert_max_num_queries):
    visit = make_visit(places=500, online_text="线上参观")
    slot = visit.slots.get()
    for n in range(parties):
        make_booking(slot, f"家长{n}", phone=f"139{n:08}")
    with django_assert_max_num_queries(20):
        if press == "move":
            change_slot(slot=slot, changes=an_hour_later(slot), by=visit.staff)
        elif press == "cancel":
            assert cancel_slot(slot=slot, reason="停电。", by=visit.staff) == parties
        else:
            move_online(event=visit, reason="暴雨", by=visit.staff)
    assert Message.objects.count() == 0
    assert tell_all() == parties == Message.objects.count()


@pytest.mark.parametrize("batch", [1, 2, 5])
def test_of_a_cancelled_sitting_a_killed_worker_leaves_nobody_out_and_tells_nobody_twice(monkeypatch, batch):
    monkeypatch.setattr(mailing, "BATCH", batch)
    slot = make_slot(places=50)
    bookings = [booked(slot, n) for n in range(5)]
    cancel(booking=bookings[0])  # by themselves, before
    cancel_slot(slot=slot, reason="停电。", by=BY)
    lives, real = [], mailing.tell

    def dies(*args, **kwargs):
        lives.append(1)
        real(*args, **kwargs)
        if len(lives) in (1, 3):
            raise SystemExit  # what kill does to the transaction

    monkeypatch.setattr(mailing, "tell", dies)
    for _life in range(3):
        try:
            tell_all()
        except SystemExit:
            continue
    assert told("slot-cancelled") == codes(*bookings[1:])
    assert (Mailing.objects.get().told, Mailing.objects.get().done_at is not None) == (4, True)


def test_a_sitting_moved_twice_tells_each_party_the_last_hour_and_drops_the_rest_of_the_first(monkeypatch):
    monkeypatch.setattr(mailing, "BATCH", 1)
    slot = make_slot()
    first, second = booked(slot, 1), booked(slot, 2)
    change_slot(slot=slot, changes=an_hour_later(slot), by=BY)
    assert mailing.turn(Mailing.objects.get().code, seconds=0)  # one batch of one party
    change_slot(slot=slot, changes=an_hour_later(slot), by=BY)
    tell_all()
    assert told("moved-slot") == codes(first, first, second)
    slot.refresh_from_db()
    hour = f"{clock.timezone.localtime(slot.starts_at):%H:%M}".lstrip("0")
    assert all(hour in one.text for one in Message.objects.filter(occasion="event-moved-slot").order_by("-pk")[:2])


def test_who_is_told_of_the_cancelling_is_not_told_of_the_move_before_it():
    slot = make_slot()
    booking = booked(slot, 1)
    change_slot(slot=slot, changes=an_hour_later(slot), by=BY)
    cancel_slot(slot=slot, reason="停电。", by=BY)
    tell_all()
    assert (told("moved-slot"), told("slot-cancelled")) == ([], codes(booking))


def test_a_sitting_that_nobody_booked_has_nobody_to_tell():
    slot = make_slot()
    change_slot(slot=slot, changes=an_hour_later(slot), by=BY)
    assert cancel_slot(slot=slot, reason="停电。", by=BY) == 0
    assert Mailing.objects.count() == 0


def test_who_booked_in_english_reads_the_reason_in_english_and_else_in_chinese():
    slot = make_slot()
    guest, local = booked(slot, 1, language="en"), booked(slot, 2)
    cancel_slot(slot=slot, reason="停电。", reason_en="A power cut.", by=BY)
    other = make_slot(slot.event)
    lone = booked(other, 3, language="en")
    cancel_slot(slot=other, reason="检修。", by=BY)
    tell_all()
    texts = dict(Message.objects.filter(occasion="event-slot-cancelled").values_list("about", "text"))
    assert "A power cut." in texts[guest.code] and "停电" not in texts[guest.code]
    assert ("停电。" in texts[local.code], "检修。" in texts[lone.code]) == (True, True)


def test_a_form_that_was_open_while_its_sitting_was_cancelled_says_so_and_books_nothing():
    slot, key = make_slot(), links.new_key()
    held = hold(slot=slot, party=family(1), key=key)
    cancel_slot(slot=slot, reason="停电。", by=BY)
    tell_all()
    assert (Booking.objects.get(pk=held.pk).state, Message.objects.count()) == ("lapsed", 0)
    with pytest.raises(NotOpen):
        book(slot=Slot.objects.select_related("event").get(pk=slot.pk), party=family(1), key=key)


def test_who_did_not_come_is_told_once_that_the_places_went_and_how_to_come_all_the_same():
    slot = make_slot(make_event(release_minutes=15))
    absent, here = booked(slot, 1), booked(slot, 2)
    begun(slot)
    check_in(booking=here, persons=2, by=BY)
    assert (release_absent(slot=slot, by=BY), release_absent(slot=slot, by=BY)) == (1, 0)
    tell_all()
    message = Message.objects.get(occasion="event-released")
    assert (message.about, "欢迎照常前来" in message.text) == (absent.code, True)
    assert absent.details.person["link"] in message.text
    take_back(booking=here, by=BY)  # a mistake at the door: they were not here
    assert release_absent(slot=slot, by=BY) == 1
    tell_all()
    assert told("released") == codes(absent, here)


def test_once_the_sitting_is_over_nobody_is_asked_to_come_to_it():
    slot = make_slot()
    booked(slot, 1)
    release_absent(slot=begun(slot), by=BY)
    Slot.objects.filter(pk=slot.pk).update(ends_at=clock.now() - timedelta(seconds=1))
    tell_all()
    assert told("released") == []


def test_who_opens_a_booking_of_a_cancelled_sitting_reads_that_it_does_not_take_place(client):
    from tests.public.test_event_pages import mine, read

    booking = booked(make_slot(), 1)
    cancel_slot(slot=booking.slot, reason="停电。", by=BY)
    page = read(client, mine(booking))
    assert "这个场次已取消" in page and "名额已让给其他人" not in page


def test_a_released_party_reads_how_many_places_are_left(client):
    from tests.public.test_event_pages import mine, read

    slot = make_slot(places=7)
    booking = booked(slot, 1)
    release_absent(slot=begun(slot), by=BY)
    assert "目前还有7个空位" in read(client, mine(booking))
    Slot.objects.filter(pk=slot.pk).update(taken=7)
    assert "仍可到现场询问" in read(client, mine(booking))
    assert Event.objects.get().state == "open"
