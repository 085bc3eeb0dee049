"""What somebody who had not booked sees once the visit is online: the offer, the short form, a page of their own."""

import pytest
from django.urls import reverse
from django.utils import translation
from tests.factories.events import BY, make_event, make_slot, phone
from tests.public.test_event_pages import read, url

from worldday.events import links
from worldday.events.actions.conditions import move_back, move_online
from worldday.events.actions.setting_up import change_event
from worldday.events.actions.slots import cancel_slot
from worldday.events.models import Event, Interest
from worldday.messages.models import Message
from worldday.people import consent
from worldday.public.events import interest as pages
from worldday.public.events.interest import Recent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
URL = "https://tour.example.org/"


@pytest.fixture(autouse=True)
def _chinese(settings, monkeypatch):
    settings.SMS_TELLS = True
    monkeypatch.setattr(pages, "recent", Recent())
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def online():
    event = make_event(conditional=True, online_text="稍后公布链接")
    make_slot(event)
    move_online(event=event, reason="暴雨", reason_en="Heavy rain", by=BY)
    return event


def form(**more) -> dict:
    said = {"name": "李四", "contact": phone(1), "agree": "on", "consent": consent.version("interest")}
    return {"key": links.new_key()} | said | more


def own(one: Interest, name: str = "interest") -> str:
    return reverse(f"public:{name}", args=[one.code, one.person["link"]])


def test_the_event_page_offers_it_and_says_whether_the_link_is_there(client, online):
    page = read(client, url(online))
    assert "线上参观的链接还没有发布" in page and f'href="{url(online, "event_interest")}"' in page
    assert "Heavy rain" in read(client, f"/en{url(online)}")
    change_event(event=online, changes={"online_url": URL}, by=BY)
    page = read(client, url(online))
    assert "还没有发布" not in page and f'href="{URL}"' in page and f'href="{url(online, "event_interest")}"' in page


def test_an_event_on_site_offers_and_takes_nothing(client):
    event = make_event()
    make_slot(event)
    assert url(event, "event_interest") not in read(client, url(event))
    answer = client.post(url(event, "event_interest"), form())
    assert (answer.status_code, answer.url, Interest.objects.count()) == (302, url(event), 0)


def test_a_name_and_one_contact_lead_to_a_page_that_shows_the_tour_as_soon_as_it_is_there(client, online):
    page = read(client, url(online, "event_interest"))
    assert "保存多久" in page and "30天" in page
    answer = client.post(url(online, "event_interest"), form())
    one = Interest.objects.get()
    assert (answer.status_code, answer.url) == (302, own(one))
    page = read(client, own(one))
    assert "有消息会通知您" in page and "李四" in page and phone(1) in page and URL not in page
    change_event(event=online, changes={"online_url": URL}, by=BY)
    assert f'href="{URL}"' in read(client, own(one))
    move_back(event=Event.objects.get(pk=online.pk), by=BY)
    assert "恢复现场参观" in read(client, own(one)) and "online tour" not in read(client, f"/en{own(one)}")


def test_mistakes_stand_beside_their_fields_and_what_was_typed_stays(client, online):
    answer = client.post(url(online, "event_interest"), form(contact="12345", agree=""))
    page = answer.content.decode()
    assert answer.status_code == 422 and 'value="李四"' in page and 'value="12345"' in page
    assert 'href="#id_contact"' in page and 'href="#id_agree"' in page
    empty = client.post(url(online, "event_interest"), form(name="", contact="")).content.decode()
    assert empty.count('class="field-error"') == 2
    assert Interest.objects.count() == 0


def test_the_same_contact_from_another_form_is_told_so_and_sees_nobodys_page(client, online):
    client.post(url(online, "event_interest"), form())
    again = client.post(url(online, "event_interest"), form(name="别人"))
    one = Interest.objects.get()
    assert again.status_code == 422 and "已经留过" in again.content.decode()
    assert one.person["link"] not in again.content.decode()


def test_a_page_of_another_site_leaves_nothing(client, online):
    answer = client.post(url(online, "event_interest"), form(), headers={"Sec-Fetch-Site": "cross-site"})
    assert (answer.status_code, Interest.objects.count()) == (403, 0)


def test_a_flood_from_one_network_answers_a_question(client, online):
    for n in range(30):
        assert client.post(url(online, "event_interest"), form(contact=phone(n))).status_code == 302
    asked = client.post(url(online, "event_interest"), form(contact=phone(40)))
    page = asked.content.decode()
    assert asked.status_code == 422 and "请回答一个小问题" in page and "李四" in page
    assert Interest.objects.count() == 30


def test_a_visit_whose_sittings_were_all_cancelled_is_not_said_to_take_place(client, online):
    client.post(url(online, "event_interest"), form())
    cancel_slot(slot=online.slots.get(), reason="设备检修", by=BY)
    page = read(client, own(Interest.objects.get()))
    assert "已取消" in page and "恢复现场参观" not in page


def test_it_is_deleted_by_its_page_and_the_link_opens_nothing_more(client, online):
    client.post(url(online, "event_interest"), form())
    one = Interest.objects.get()
    address = own(one)
    gone = client.post(own(one, "interest_forget")).content.decode()
    assert "您的信息已删除" in gone
    assert "统计中只保留有一人关注" in gone  # there was no booking
    assert client.get(address).status_code == 404
    assert (Interest.objects.get().person, Message.objects.count()) == ({}, 0)


def test_in_english_the_form_and_the_message_are_english(client, online):
    address = f"/en{url(online, 'event_interest')}"
    assert "Mobile phone or e-mail" in read(client, address)
    client.post(address, form(contact="a@example.org"))
    assert "thank you for your interest" in Message.objects.get().text


def test_who_booked_reads_that_nothing_is_to_be_filled_in(client, online):
    assert "已经预约的不必填写" in read(client, url(online, "event_interest"))
