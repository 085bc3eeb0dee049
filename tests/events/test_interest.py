"""After the switch to online: who had not booked leaves one contact, is told of the tour, and can take it back."""

from datetime import timedelta

import pytest
from tests.factories.events import BY, booked, make_event, make_slot, phone, tell_all

from worldday.base import clock
from worldday.base.models import AuditEvent
from worldday.base.problems import Invalid
from worldday.events import links
from worldday.events.actions.conditions import move_back, move_online
from worldday.events.actions.interest import AlreadyLeft, Asked, NotOnline, forget_interest, leave_interest
from worldday.events.actions.setting_up import change_event
from worldday.events.evidence import figures_of
from worldday.events.forgetting import forget_due
from worldday.events.models import Event, Interest
from worldday.events.queries import interest_by_link
from worldday.messages.models import Message
from worldday.people import consent, erasure, retention
from worldday.people.identity import recognise

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
URL = "https://tour.example.org/"


@pytest.fixture(autouse=True)
def _texts(settings):
    settings.SMS_TELLS = True


@pytest.fixture
def online():
    """An event that moved online before its tour had an address; one family had booked."""
    event = make_event(conditional=True, online_text="稍后公布链接")
    event.family = booked(make_slot(event), 9)
    move_online(event=event, reason="暴雨", by=BY)
    tell_all()
    Message.objects.all().delete()
    return event


def asked(contact: str = "", **more) -> Asked:
    return Asked(**{"name": "李四", "contact": contact or phone(1), "consent": consent.version("interest")} | more)


def leave(event, *args, key: str = "", **more) -> Interest:
    return leave_interest(event=event, asked=asked(*args, **more), key=key or links.new_key())


def told(one) -> list[str]:
    return list(Message.objects.filter(about=one.code).order_by("pk").values_list("occasion", flat=True))


def fresh(event) -> Event:
    return Event.objects.select_related("activity__campaign__owner").get(pk=event.pk)


def give_link(event, url: str = URL) -> None:
    change_event(event=fresh(event), changes={"online_url": url}, by=BY)
    tell_all()


def test_who_left_a_contact_and_who_had_booked_hear_once_when_the_link_is_there(online):
    by_phone, by_mail = leave(online), leave(online, "a@example.org")
    assert (told(by_phone), told(by_mail)) == (["event-interest"], ["event-interest"])
    give_link(online)
    give_link(online, f"{URL}better/")
    give_link(online, "")
    give_link(online)
    assert told(by_phone) == told(by_mail) == ["event-interest", "event-online-link"]
    assert told(online.family) == ["event-online-link"]
    text = Message.objects.get(about=by_phone.code, occasion="event-online-link").text
    assert f"/interests/{by_phone.code}/{by_phone.person['link']}/" in text


def test_where_the_link_is_there_already_the_answer_holds_it_and_nothing_more_comes(online):
    give_link(online)
    one = leave(online)
    give_link(online, f"{URL}better/")
    assert told(one) == ["event-online-link"]


def test_they_hear_that_the_visit_takes_place_after_all_and_of_every_further_switch(online):
    give_link(online)
    one = leave(online)
    move_back(event=fresh(online), by=BY)
    tell_all()
    move_online(event=fresh(online), reason="又下暴雨", by=BY)
    tell_all()
    assert told(one) == ["event-online-link", "event-visit-after-all", "event-online-link"]


def test_news_that_was_overtaken_reaches_nobody(online):
    one = leave(online)
    change_event(event=fresh(online), changes={"online_url": URL}, by=BY)
    move_back(event=fresh(online), by=BY)
    tell_all()
    assert told(one) == ["event-interest", "event-visit-after-all"]


def test_a_link_given_while_the_visit_is_on_site_tells_nobody():
    event = make_event(conditional=True)
    booking = booked(make_slot(event), 1)
    give_link(event)
    assert told(booking) == ["event-booked"]


def test_the_form_sent_twice_is_one_and_another_form_with_the_same_contact_is_refused_and_opens_nothing(online):
    key = links.new_key()
    one = leave(online, key=key)
    assert leave(online, key=key).pk == one.pk
    with pytest.raises(AlreadyLeft):
        leave(online, f"+86 {phone(1)}")
    with pytest.raises(AlreadyLeft):
        leave(online, phone(2), key=key)  # a key that somebody else knows
    leave(online, "A@Example.org")
    with pytest.raises(AlreadyLeft):
        leave(online, "a@example.org")
    assert Interest.objects.count() == 2


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "长" * 41}, "name"),
        ({"contact": "12345"}, "contact"),
        ({"contact": "a@b"}, "contact"),
        ({"contact": f"{'a' * 250}@example.org"}, "contact"),
        ({"consent": ""}, "agree"),
        ({"consent": "of another notice"}, "agree"),
    ],
)
def test_a_fault_stands_beside_its_field_and_nothing_is_kept(online, more, field):
    with pytest.raises(Invalid) as refused:
        leave(online, **more)
    assert (list(refused.value.errors), Interest.objects.count()) == ([field], 0)


def test_where_no_text_messages_are_sent_a_phone_is_no_contact(online, settings):
    settings.SMS_TELLS = False
    with pytest.raises(Invalid):
        leave(online)
    assert leave(online, "a@example.org").person["email"] == "a@example.org"


def test_an_event_on_site_takes_bookings_and_no_interest():
    event = make_event()
    make_slot(event)
    with pytest.raises(NotOnline):
        leave(event)


def test_the_figure_stays_when_the_person_is_forgotten_and_the_link_opens_nothing(online):
    one, other = leave(online), leave(online, "b@example.org")
    secret = one.person["link"]
    assert interest_by_link(one.code, secret) == one
    assert [interest_by_link(one.code, wrong) for wrong in ("", secret[:-1] + "x", other.person["link"])] == [None] * 3
    forget_interest(interest=one)
    row = Interest.objects.get(pk=one.pk)
    assert (row.person, row.contact, row.token) == ({}, None, "")
    assert (told(one), interest_by_link(one.code, secret)) == ([], None)
    give_link(online)
    assert told(one) == []
    assert {str(figure.name): figure.value for figure in figures_of(online)}["线上参观意向"] == 2
    assert leave(online).pk != one.pk  # whoever was forgotten may come again


def test_erasing_a_participant_reaches_the_interest(online):
    one = leave(online)
    assert erasure.erase(participant=recognise(kind="phone", value=phone(1)))
    assert Interest.objects.get(pk=one.pk).person == {}


def test_it_goes_as_many_days_after_the_last_sitting_as_a_booking_does(online):
    days = retention.days_of()
    assert days["interests_days"] == days["bookings_days"] == 30
    one = leave(online)
    assert one.over_at == online.family.slot.ends_at
    Interest.objects.update(over_at=clock.now() - timedelta(days=29))
    assert (retention.run(), forget_due()) == ({}, 0)
    Interest.objects.update(over_at=clock.now() - timedelta(days=31))
    assert (retention.run(), forget_due()) == ({"interests": 1}, 1)
    row = Interest.objects.get()
    assert (row.person, row.contact, told(one)) == ({}, None, [])


def test_the_audit_trail_names_nobody(online):
    one = leave(online)
    row = AuditEvent.objects.get(action="event-interest-left")
    assert (row.actor, row.target_name) == (f"interest:{one.code}", one.code)
    assert "李四" not in f"{row.before}{row.after}{row.target_name}" and phone(1) not in f"{row.before}{row.after}"
