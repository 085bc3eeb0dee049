"""Where the event asks for it a code proves the phone: sent when all else is right, places held meanwhile, once and no more."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import translation
from tests.factories.events import booked, family, make_event, make_slot, phone

from worldday.base.problems import Invalid
from worldday.events import links
from worldday.events.actions.booking import book
from worldday.events.models import Booking, Details, Slot
from worldday.messages.channels.sms import console
from worldday.people import codes, consent
from worldday.people.models import Participant, PhoneCode
from worldday.public.events import book as book_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture(autouse=True)
def sent(monkeypatch):
    """What went to phones: [(phone, code)]."""
    monkeypatch.setattr(book_page, "recent", book_page.Recent())
    cache.clear()
    seen = []
    monkeypatch.setattr(console, "send_code", lambda *, phone, code, **_more: seen.append((phone, code)))
    with translation.override("zh-hans"):
        yield seen


@pytest.fixture
def slot():
    return make_slot(make_event(phone_code=True), places=2)


def form(slot, **more):
    filled = {"key": links.new_key(), "consent": consent.version("booking"), "slot": slot.pk, "adults": 2, "minors": 0}
    return filled | {"name": "张三", "phone": phone(1), "agree": "on"} | more


def post(client, slot, said):
    address = reverse("public:event_book", args=[slot.event.activity.campaign.slug, slot.event.activity.code])
    return client.post(address, said)


def taken(slot):
    return Slot.objects.get(pk=slot.pk).taken


def test_the_code_is_sent_when_all_else_is_right_and_typed_it_books(client, slot, sent):
    filled = form(slot)
    page = post(client, slot, filled | {"name": ""})
    assert (page.status_code, sent, 'name="code"' in page.content.decode()) == (422, [], False)
    page = post(client, slot, filled)
    said = page.content.decode()
    assert (len(sent), sent[0][0], taken(slot)) == (1, phone(1), 2)
    assert 'name="code"' in said and "六位" in said and "名额为您保留到" in said and 'value="张三"' in said
    done = post(client, slot, filled | {"code": sent[0][1]})
    assert (done.status_code, Booking.objects.get().state, taken(slot)) == (302, "booked", 2)
    assert Details.objects.get().proven_at is not None
    assert Participant.objects.count() == 0  # a booking remembers nobody beyond itself
    assert post(client, slot, filled | {"code": "000000"}).url == done.url


def test_a_wrong_code_says_so_and_three_of_them_end_it(client, slot, sent):
    filled = form(slot)
    post(client, slot, filled)
    wrong = "000000" if sent[0][1] != "000000" else "111111"
    for _try in range(codes.TRIES):
        page = post(client, slot, filled | {"code": wrong}).content.decode()
        assert "验证码" in page and 'name="code"' in page
    assert post(client, slot, filled | {"code": sent[0][1]}).status_code == 422
    assert (Booking.objects.get().state, len(sent)) == ("held", 1)


def test_a_new_code_is_sent_on_request_after_a_minute_and_not_before(client, slot, sent):
    filled = form(slot)
    post(client, slot, filled)
    assert "一分钟" in post(client, slot, filled | {"code": "", "again": "1"}).content.decode()
    cache.clear()
    PhoneCode.objects.update(sent_at=PhoneCode.objects.get().sent_at - timedelta(minutes=2))
    post(client, slot, filled | {"code": "", "again": "1"})
    assert len(sent) == 2
    assert post(client, slot, filled | {"code": sent[1][1]}).status_code == 302


def test_another_sitting_after_the_code_needs_no_other_code_and_another_phone_does(client, slot, sent):
    other = make_slot(slot.event, places=9)
    filled = form(slot)
    post(client, slot, filled)
    Booking.objects.all().delete()
    Slot.objects.filter(pk=slot.pk).update(taken=2)  # somebody was faster
    page = post(client, slot, filled | {"code": sent[0][1]})
    assert page.status_code == 422 and "名额不够" in page.content.decode()
    proof = page.context["answer"].proof
    stranger = form(other, phone=phone(2), proof=proof)
    assert post(client, slot, stranger).status_code == 422
    assert [one[0] for one in sent] == [phone(1), phone(2)]
    assert post(client, slot, filled | {"slot": other.pk, "proof": proof}).status_code == 302
    assert post(client, slot, form(other, phone=phone(3), proof="made-up")).status_code == 422


def test_the_waiting_list_asks_for_the_code_as_well(client, slot, sent):
    Slot.objects.filter(pk=slot.pk).update(taken=2)
    make_slot(slot.event)
    filled = form(slot, wait="1")
    assert post(client, slot, filled).status_code == 422
    assert post(client, slot, filled | {"code": sent[0][1]}).status_code == 302
    assert Booking.objects.get().state == "waiting"


def test_from_a_network_that_asks_for_many_codes_a_small_question_comes_first(client, slot, sent, monkeypatch):
    monkeypatch.setattr(codes, "is_busy", lambda _address: True)
    page = post(client, slot, form(slot))
    assert (sent, "请回答一个小问题" in page.content.decode(), taken(slot)) == ([], True, 0)
    assert "请回答一个小问题" in post(client, slot, form(slot, code="1", again="1")).content.decode()


def test_an_event_that_does_not_ask_sends_none_and_the_verb_insists_where_it_does(client, slot, sent):
    plain = make_slot(make_event_elsewhere())
    assert booked(plain, 1).state == "booked"
    with pytest.raises(Invalid) as refused:
        book(slot=slot, party=family(2), key=links.new_key())
    assert (list(refused.value.errors), sent) == (["code"], [])
    assert book(slot=slot, party=family(2, proven=True), key=links.new_key()).state == "booked"


def make_event_elsewhere():
    from tests.factories.visits import make_visit

    return make_visit(slug="elsewhere")
