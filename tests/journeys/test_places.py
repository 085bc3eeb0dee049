"""A parent takes places on the event's page, and fills in the form afterwards."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect
from tests.factories.events import make_event, make_slot

from worldday.base import clock, scope
from worldday.events.models import Booking, Event, Slot

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def slot():
    with scope.everything("test"):
        yield make_slot(make_event(opens_at=clock.now() - timedelta(minutes=1)), places=5)


def page_of(url: str, slot: Slot) -> str:
    activity = slot.event.activity
    return f"{url}/{activity.campaign.slug}/activities/{activity.code}/event/"


def take(page, adults: int, minors: int) -> None:
    page.get_by_label("成人").fill(str(adults))
    page.get_by_label("未满18岁").fill(str(minors))
    page.get_by_role("button", name="占下这些名额").click()


def test_places_are_taken_first_and_the_form_finishes_the_same_booking(phone, slot, serve, settings):
    url = settings.PUBLIC_URL = serve()
    page = phone.new_page()
    page.goto(page_of(url, slot))
    expect(page.locator("[data-places]")).to_be_visible()
    take(page, 1, 2)
    page.wait_for_url("**/book/?slot=*&key=*")
    held = Booking.objects.get()
    assert (held.state, held.adults, held.minors, held.booker) == ("held", 1, 2, None)
    page.get_by_label("您的姓名").fill("家长甲")
    page.get_by_label("手机号").fill("13900000001")
    for tick in page.locator(".event-tick input").all():
        tick.check()
    page.get_by_role("button", name="提交预约").click()
    page.wait_for_url("**/bookings/**")
    booked = Booking.objects.get()
    assert (booked.pk, booked.state, booked.size) == (held.pk, "booked", 3)
    assert Slot.objects.get(pk=slot.pk).taken == 3


def test_places_survive_a_reload_and_can_be_given_back(phone, slot, serve, settings):
    url = settings.PUBLIC_URL = serve()
    page = phone.new_page()
    page.goto(page_of(url, slot))
    take(page, 2, 0)
    page.wait_for_url("**/book/?slot=*&key=*")
    page.go_back()
    page.reload()
    expect(page.locator("[data-say]")).to_contain_text("已为您保留 2 个名额")
    page.get_by_role("button", name="放弃这些名额").click()
    expect(page.locator("[data-say]")).to_have_text("名额已放弃。")
    assert Booking.objects.get().state == "lapsed" and Slot.objects.get(pk=slot.pk).taken == 0


def test_a_browser_that_keeps_nothing_takes_places_all_the_same(phone, slot, serve, settings):
    url = settings.PUBLIC_URL = serve()
    page = phone.new_page()
    page.add_init_script("Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('denied'); } });")
    page.goto(page_of(url, slot))
    take(page, 1, 1)
    page.wait_for_url("**/book/?slot=*&key=*")
    assert Booking.objects.get().size == 2


def test_a_meeting_asks_for_no_children(phone, slot, serve, settings):
    url = settings.PUBLIC_URL = serve()
    Event.objects.update(names=True, largest_group=0)
    page = phone.new_page()
    page.goto(f"{url}/en{page_of('', slot)}")
    expect(page.get_by_label("Under 18")).to_have_count(0)
    page.get_by_role("button", name="Take these places").click()
    page.wait_for_url("**/book/?slot=*&key=*")
    page.go_back()
    page.reload()
    expect(page.locator("[data-say]")).to_contain_text("1 place is kept for you")


def test_a_party_that_finds_no_room_is_told_so_and_may_wait(phone, slot, serve, settings):
    url = settings.PUBLIC_URL = serve()
    Slot.objects.filter(pk=slot.pk).update(taken=4)
    page = phone.new_page()
    page.goto(page_of(url, slot))
    take(page, 2, 0)
    expect(page.locator("[data-say]")).to_contain_text("名额不够")
    expect(page.locator("[data-queue]")).to_be_visible()
    assert not Booking.objects.exists()


def test_at_the_announced_moment_the_page_opens_by_itself(phone, slot, serve, settings):
    url = settings.PUBLIC_URL = serve()
    page = phone.new_page()
    page.goto(page_of(url, slot))  # what a first visit is slow with is over when the seconds count
    expect(page.locator("[data-places]")).to_be_visible()
    with scope.everything("test"):
        slot = make_slot(make_event(opens_at=clock.now() + timedelta(seconds=12)), places=5)
    page.goto(page_of(url, slot))
    expect(page.locator("[data-places]")).to_be_hidden()
    expect(page.locator("[data-places]")).to_be_visible()
    take(page, 1, 0)
    page.wait_for_url("**/book/?slot=*&key=*")
    assert Booking.objects.get().size == 1
