"""A form's key stands for nobody: whoever hands a form on with a key of his own opens nothing with it."""

import pytest
from django.urls import reverse
from django.utils import translation
from tests.factories.events import BY, booked, make_event, make_slot, phone, secret_of

from worldday.events import links
from worldday.events.actions.changing import cancel
from worldday.events.actions.conditions import move_online
from worldday.events.actions.holding import hold
from worldday.events.actions.interest import forget_interest
from worldday.events.models import Booking, Interest, Slot
from worldday.events.queries import slot_to_book
from worldday.people import consent
from worldday.public.events import book as book_page
from worldday.public.events import interest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture(autouse=True)
def _nobody_yet(monkeypatch):
    monkeypatch.setattr(book_page, "recent", book_page.Recent())
    with translation.override("zh-hans"):
        yield


def send(client, slot: Slot, n: int, key: str, headers=None, **more):
    filled = {
        "key": key, "consent": consent.version("booking"), "slot": slot.pk, "adults": 2, "minors": 0, "name": "张三",
        "phone": phone(n), "agree": "on",
    }  # fmt: skip
    activity = slot.event.activity
    address = reverse("public:event_book", args=[activity.campaign.slug, activity.code])
    return client.post(address, filled | more, headers=headers)


def page_of(booking: Booking) -> str:
    return reverse("public:booking", args=[booking.code, secret_of(booking)])


@pytest.mark.parametrize("held_before", [True, False])
def test_a_key_that_somebody_else_knows_does_not_open_the_booking_made_with_it(client, held_before):
    slot, key = slot_to_book(make_slot().pk), "known-to-a-stranger-1"
    if held_before:  # by the stranger, who then sends the address of the form with his key in it
        from tests.factories.events import family

        hold(slot=slot, party=family(7), key=key)
    assert send(client, slot, 1, key).status_code == 302
    theirs = Booking.objects.get(state="booked")
    answer = send(client, slot, 2, key)
    assert answer.url != page_of(theirs)
    assert Booking.objects.filter(state="booked").count() == 2
    assert "location" not in send(client, slot, 2, key, adults="").headers


def test_the_same_person_comes_back_to_the_booking_however_the_number_is_typed(client):
    slot, key = slot_to_book(make_slot().pk), links.new_key()
    first = send(client, slot, 1, key)
    again = send(client, slot, 1, key, phone=f"+86 {phone(1)[:3]} {phone(1)[3:]}")
    assert (again.status_code, again.url) == (302, first.url)
    assert Booking.objects.count() == 1


def test_a_page_of_another_site_books_nothing_with_its_visitors_browsers(client):
    slot = slot_to_book(make_slot().pk)
    assert send(client, slot, 1, links.new_key(), {"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert send(client, slot, 1, links.new_key(), {"Sec-Fetch-Site": "same-origin"}).status_code == 302
    assert Booking.objects.count() == 1


def test_a_number_that_is_booked_and_cancelled_all_day_is_left_in_peace(client, monkeypatch):
    monkeypatch.setattr(book_page, "phones", book_page.Recent(3, book_page.DAY_S, of=book_page.phone_key))
    slot = slot_to_book(make_slot().pk)
    for _n in range(3):
        assert send(client, slot, 1, links.new_key()).status_code == 302
        cancel(booking=Booking.objects.get(state="booked"))
    answer = send(client, slot, 1, links.new_key())
    assert (answer.status_code, Booking.objects.filter(state="booked").count()) == (422, 0)
    assert "次数太多" in answer.content.decode()
    assert send(client, slot, 2, links.new_key()).status_code == 302
    assert booked(slot, 1).state == "booked"  # staff may


@pytest.mark.parametrize("typed", [(phone(1), f"+86 {phone(1)}"), ("one@example.org", "ONE@example.org")])
def test_a_contact_that_is_left_and_deleted_all_day_is_left_in_peace(client, settings, monkeypatch, typed):
    settings.SMS_TELLS = True
    monkeypatch.setattr(interest, "recent", book_page.Recent())
    monkeypatch.setattr(interest, "contacts", book_page.Recent(2, book_page.DAY_S, of=interest.contact_key))
    event = make_event(online_text="线上参观")
    make_slot(event)
    move_online(event=event, reason="暴雨", by=BY)
    address = reverse("public:event_interest", args=[event.activity.campaign.slug, event.activity.code])
    said = {"name": "李四", "agree": "on", "consent": consent.version("interest")}
    for contact in typed:
        assert client.post(address, said | {"key": links.new_key(), "contact": contact}).status_code == 302
        forget_interest(interest=Interest.objects.get(contact__isnull=False))
    answer = client.post(address, said | {"key": links.new_key(), "contact": typed[0]})
    assert (answer.status_code, Interest.objects.filter(contact__isnull=False).count()) == (422, 0)
    assert "次数太多" in answer.content.decode()
