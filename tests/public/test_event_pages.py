"""The public pages of an event: how it stands, the form with its mistakes, one's own booking by its link."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from icalendar import Calendar
from tests.factories.events import BY, booked, family, make_event, make_slot, phone, secret_of

from worldday.base import clock
from worldday.events import links
from worldday.events.actions.changing import cancel
from worldday.events.actions.conditions import move_online
from worldday.events.actions.slots import change_slot
from worldday.events.actions.waiting import join
from worldday.events.kind import Event as EventKind
from worldday.events.models import Booking, EventState, Session, Site, Slot
from worldday.people import consent
from worldday.people.riddles import ZH
from worldday.public.events import book as book_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture(autouse=True)
def _chinese():
    with translation.override("zh-hans"):
        yield


@pytest.fixture(autouse=True)
def _nobody_yet(monkeypatch):
    monkeypatch.setattr(book_page, "recent", book_page.Recent())


def url(event, name="event"):
    return reverse(f"public:{name}", args=[event.activity.campaign.slug, event.activity.code])


def read(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def form(slot: Slot, n: int = 1, **more) -> dict:
    filled = {
        "key": links.new_key(), "consent": consent.version("booking"), "slot": slot.pk, "adults": 2, "minors": 0,
        "name": "张三", "phone": phone(n), "agree": "on",
    }  # fmt: skip
    return filled | more


def mine(booking: Booking, name: str = "booking") -> str:
    return reverse(f"public:{name}", args=[booking.code, secret_of(booking)])


def test_an_event_that_is_not_announced_has_no_page_and_the_activity_keeps_its_own(client):
    event = make_event(state=EventState.DRAFT)
    assert client.get(url(event)).status_code == client.get(url(event, "event_book")).status_code == 404
    assert EventKind().public_page(event.activity) == url(event, "activity")
    event.state = EventState.OPEN
    assert EventKind().public_page(event.activity) == url(event)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "正在预约"),
        ({"opens_at": timedelta(days=1)}, "尚未开放预约"),
        ({"closes_at": timedelta(days=-1)}, "预约已截止"),
        ({"state": EventState.MOVED_ONLINE, "moved_reason": "暴雨", "online_text": "讲解"}, "改为线上"),
        ({"state": EventState.CLOSED}, "已结束"),
        ({"admission": "invitation"}, "邀请参加"),
        ({"admission": "free"}, "无须预约"),
    ],
)
def test_the_page_says_in_words_how_it_stands(client, fields, says):
    moments = {name: clock.now() + value if isinstance(value, timedelta) else value for name, value in fields.items()}
    event = make_event(**moments)
    make_slot(event)
    page = read(client, url(event))
    assert says in page
    assert (f'href="{url(event, "event_book")}' in page) == (says in ("正在预约", "尚未开放预约"))


def test_a_full_sitting_offers_the_waiting_list(client):
    slot = make_slot(places=2)
    booked(slot, 1)
    page = read(client, url(slot.event))
    assert "已约满" in page and "候补排队" in page


def test_agenda_sites_and_links_are_shown_in_both_languages_and_load_nothing_from_elsewhere(client):
    slot = make_slot(make_event(bring="平底鞋", bring_en="Flat shoes"))
    site = slot.site
    site.map_url = "https://map.example.org/1"
    site.save()
    Session.objects.create(
        event=slot.event, title="参观", title_en="Tour", starts_at=slot.starts_at, speakers="示例讲解员\n另一位",
        live_url="https://live.example.org/",
    )  # fmt: skip
    page, english = read(client, url(slot.event)), read(client, f"/en{url(slot.event)}")
    assert (
        "平底鞋" in page
        and "在地图上查看（map.example.org）" in page
        and "示例讲解员；另一位" in page
        and "直播" in page
    )
    assert "Flat shoes" in english and "Tour" in english and "Food laboratory" in english
    assert "<iframe" not in page and 'src="https' not in page


def test_what_has_an_english_text_is_english_on_english_pages_and_else_chinese_marked_as_such(client):
    slot = make_slot(make_event(contact="咨询台", contact_en="Help desk"))
    Site.objects.update(address_en="1 Sample Road")
    said = {"speakers": "示例讲解员", "speakers_en": "A sample guide", "room": "一号厅", "room_en": "Hall 1"}
    Session.objects.create(event=slot.event, title="参观", title_en="Tour", starts_at=slot.starts_at, **said)
    only = Session.objects.create(event=slot.event, title="提问", speakers="另一位", room="二号厅")
    page, english = read(client, url(slot.event)), read(client, f"/en{url(slot.event)}")
    assert all(text in page for text in ("咨询台", "示范路1号", "示例讲解员", "一号厅"))
    assert all(text in english for text in ("Help desk", "1 Sample Road", "A sample guide", "Hall 1"))
    assert not any(text in english for text in ("咨询台", "示范路1号", "示例讲解员", "一号厅"))
    assert (
        f'<span lang="zh-Hans">{only.room}</span>' in english
        and f'<span lang="zh-Hans">{only.speakers}</span>' in english
    )


def test_a_page_of_many_sittings_shows_one_day_and_costs_the_same_queries(client):
    event = make_event()
    make_slot(event)
    with CaptureQueriesContext(connection) as few:
        read(client, url(event))
    for n in range(60):
        make_slot(event, begins=timedelta(days=8 + n // 30))
    with CaptureQueriesContext(connection) as many:
        page = read(client, url(event))
    assert len(few) == len(many) <= 9
    assert page.count('class="event-slot"') == 1 and page.count("?day=") == 3
    assert client.get(url(event) + "?day=1999-01-01").status_code == 404


def test_a_family_books_by_the_form_and_stands_on_its_own_page(client):
    slot = make_slot()
    answer = client.post(url(slot.event, "event_book"), form(slot, minors=1, guardian="on"))
    booking = Booking.objects.select_related("details").get()
    assert answer.status_code == 302 and answer.url == mine(booking)
    page = read(client, answer.url)
    assert "已预约" in page and booking.code in page and "<svg" in page and "张三" in page and "3 人" in page
    assert client.get(answer.url).headers["Cache-Control"].startswith("max-age=0")
    assert client.get(mine(booking)[:-2] + "x/").status_code == 404


def test_the_form_sent_again_after_a_lost_answer_leads_to_the_same_booking(client):
    slot = make_slot(places=2)
    filled = form(slot)
    first = client.post(url(slot.event, "event_book"), filled)
    again = client.post(url(slot.event, "event_book"), filled | {"name": ""})
    assert first.url == again.url and Booking.objects.count() == 1


def test_mistakes_stand_beside_their_fields_and_the_places_are_kept_meanwhile(client):
    slot = make_slot(places=2)
    filled = form(slot, phone="12", name="")
    answer = client.post(url(slot.event, "event_book"), filled)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请填写11位内地手机号" in page and 'href="#id_name"' in page and "名额为您保留到" in page
    assert filled["key"] in page
    assert Slot.objects.get(pk=slot.pk).taken == 2
    assert client.post(url(slot.event, "event_book"), filled | {"phone": phone(1), "name": "张三"}).status_code == 302
    assert (Booking.objects.get().state, Slot.objects.get(pk=slot.pk).taken) == ("booked", 2)


def test_numbers_that_break_the_rule_hold_nothing(client):
    slot = make_slot()
    answer = client.post(url(slot.event, "event_book"), form(slot, adults=0, minors=2, guardian="on"))
    assert answer.status_code == 422 and "请至少增加1名成人" in answer.content.decode()
    assert not Booking.objects.exists()


def test_a_teacher_with_a_class_of_thirty_is_asked_for_the_school_and_never_for_names_of_pupils(client):
    slot = make_slot(places=60)
    page = read(client, url(slot.event, "event_book") + "?as=group")
    assert "不收集学生姓名" in page and 'name="organisation"' in page and 'name="names"' not in page
    filled = form(slot, adults=2, minors=30, organisation="示范小学", **{"as": "group"})
    answer = client.post(url(slot.event, "event_book"), filled)
    said = answer.content.decode()
    assert "至少需要3名成人带队" in said and "监护人已书面同意" in said and answer.status_code == 422
    good = filled | {"adults": 3, "guardian": "on"}
    assert client.post(url(slot.event, "event_book"), good).status_code == 302
    assert (Booking.objects.get().sort, Booking.objects.get().size) == ("group", 33)


def test_the_list_of_mistakes_says_of_a_sentence_to_tick_only_what_is_wrong(client):
    event = make_event()
    missing = client.post(f"/en{url(event, 'event_book')}", form(make_slot(event), minors=1, agree="", name=""))
    listed = missing.content.decode().partition('id="errors"')[2].partition("</ul>")[0]
    assert ">Please read how your data are used" in listed and ">Please confirm that you are the guardian" in listed
    assert "Your name: Please fill this in." in listed and ".: " not in listed


def test_what_the_event_does_not_ask_is_not_on_the_form(client):
    plain = read(client, url(make_slot().event, "event_book"))
    assert not any(f'name="{name}"' in plain for name in ("allergies", "photos", "briefed", "names", "organisation"))
    asking = make_event(meal=True, photos=True, briefing="不得触碰仪器。", names=True)
    make_slot(asking)
    page = read(client, url(asking, "event_book"))
    assert all(f'name="{name}"' in page for name in ("allergies", "photos", "briefed", "names"))
    assert "不得触碰仪器。" in page


def test_when_the_last_places_go_meanwhile_the_form_offers_the_waiting_list_and_loses_nothing(client):
    event = make_event()
    slot, _other = make_slot(event, places=3), make_slot(event)
    booked(slot, 9)
    filled = form(slot)
    answer = client.post(url(event, "event_book"), filled)
    page = answer.content.decode()
    assert answer.status_code == 422 and "名额不够" in page and 'name="wait"' in page and 'value="张三"' in page
    answer = client.post(url(event, "event_book"), filled | {"wait": "1"})
    assert "候补中" in read(client, answer.url) and "您排在候补第1位" in read(client, answer.url)


def test_one_accepts_changes_cancels_and_is_forgotten_by_the_link(client):
    event = make_event()
    slot, other = make_slot(event, places=2), make_slot(event, places=9)
    first = booked(slot, 1)
    waiting = join(slot=Slot.objects.select_related("event").get(pk=slot.pk), party=family(2), key=links.new_key())
    cancel(booking=first)
    waiting = Booking.objects.select_related("details").get(pk=waiting.pk)
    assert "有名额了" in read(client, mine(waiting))
    assert client.post(mine(waiting, "booking_accept")).status_code == 302
    answer = client.post(mine(waiting, "booking_change"), {"slot": other.pk, "adults": 3, "minors": 0})
    assert answer.status_code == 302 and Slot.objects.get(pk=other.pk).taken == 3
    refused = client.post(mine(waiting, "booking_change"), {"slot": other.pk, "adults": 0, "minors": 3})
    assert refused.status_code == 422 and "请至少增加1名成人" in refused.content.decode()
    assert client.post(mine(waiting, "booking_cancel")).status_code == 302
    assert "已取消" in read(client, mine(waiting))
    address = mine(waiting)
    assert "您的信息已删除" in client.post(mine(waiting, "booking_forget")).content.decode()
    assert client.get(address).status_code == 404


def test_moved_online_the_booking_shows_the_tour_and_says_that_the_place_is_kept(client):
    event = make_event(online_url="https://tour.example.org/", online_text="讲解")
    booking = booked(make_slot(event), 1)
    move_online(event=event, reason="暴雨", by=BY)
    page = read(client, mine(booking))
    assert "改为线上" in page and "https://tour.example.org/" in page and "名额保留" in page
    assert "暴雨" in read(client, url(event))


def test_calendars_hold_the_hours_in_utc(client):
    slot = make_slot()
    public = client.get(
        reverse("public:event_ics", args=[slot.event.activity.campaign.slug, slot.event.activity.code, slot.pk])
    )
    entry = next(iter(Calendar.from_ical(public.content).walk("VEVENT")))
    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (slot.starts_at, slot.ends_at)
    booking = booked(slot, 1)
    own = client.get(mine(booking, "booking_ics"))
    entry = next(iter(Calendar.from_ical(own.content).walk("VEVENT")))
    assert booking.code in entry["DESCRIPTION"] and secret_of(booking) in entry["URL"]
    cancel(booking=booking)
    assert b"STATUS:CANCELLED" in client.get(mine(booking, "booking_ics")).content


def test_a_calendar_that_was_filled_before_takes_the_moved_sitting_as_the_same_entry(client, monkeypatch):
    booking = booked(make_slot(), 1)
    earlier = next(iter(Calendar.from_ical(client.get(mine(booking, "booking_ics")).content).walk("VEVENT")))
    later = booking.slot.starts_at + timedelta(days=1)
    change_slot(slot=booking.slot, changes={"starts_at": later, "ends_at": later + timedelta(hours=1)}, by=BY)
    wall = clock.wall()
    monkeypatch.setattr(clock, "wall", lambda: wall + timedelta(minutes=2))
    now = next(iter(Calendar.from_ical(client.get(mine(booking, "booking_ics")).content).walk("VEVENT")))
    assert (now["UID"], now["DTSTART"].dt) == (earlier["UID"], later)
    assert now["DTSTAMP"].dt > earlier["DTSTAMP"].dt and now["SEQUENCE"] > earlier["SEQUENCE"]


def test_a_flood_from_one_network_answers_a_question_and_a_school_behind_it_goes_on(client):
    slot = make_slot(places=100)
    for n in range(30):
        assert client.post(url(slot.event, "event_book"), form(slot, n)).status_code == 302
    filled = form(slot, 40)
    asked = client.post(url(slot.event, "event_book"), filled)
    page = asked.content.decode()
    assert asked.status_code == 422 and "请回答一个小问题" in page and 'value="张三"' in page
    riddle = asked.context["answer"].riddle
    one, other = (ZH.index(sign) for sign in riddle.question[:3:2])
    result = one + other if "加" in riddle.question else one - other
    answered = filled | {"riddle": str(result), "riddle_token": riddle.token}
    assert client.post(url(slot.event, "event_book"), answered).status_code == 302
    elsewhere = client.post(url(slot.event, "event_book"), form(slot, 41), REMOTE_ADDR="203.0.113.9")
    assert elsewhere.status_code == 302


def test_holding_places_again_and_again_by_forms_full_of_mistakes_is_slowed_as_well(client):
    slot = make_slot(places=100)
    for n in range(30):
        assert client.post(url(slot.event, "event_book"), form(slot, n, name="")).status_code == 422
    assert Slot.objects.get(pk=slot.pk).taken == 60
    assert "请回答一个小问题" in client.post(url(slot.event, "event_book"), form(slot, 40, name="")).content.decode()
    assert Slot.objects.get(pk=slot.pk).taken == 60


def test_the_ordinary_form_costs_few_queries(client):
    slot = make_slot()
    with CaptureQueriesContext(connection) as queries:
        client.post(url(slot.event, "event_book"), form(slot))
    assert len(queries) <= 14, [one["sql"][:80] for one in queries]
