"""Texts that an organiser wrote in Chinese only: on an English page they say so, for whoever has pages read aloud."""

import pytest
from django.urls import reverse
from django.utils import translation
from tests.factories.events import make_event, make_slot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


def marked(text: str) -> str:
    return f'<span lang="zh-Hans">{text}</span>'


def test_an_events_texts_without_english_are_marked_and_keep_their_lines(client):
    event = make_slot(make_event(about="一行\n二行", bring="身份证 (ID)", safety="<请勿>", safety_en="")).event
    where = [event.activity.campaign.slug, event.activity.code]
    with translation.override("zh-hans"):
        chinese = client.get(reverse("public:event", args=where)).content.decode()
        english = client.get(f"/en{reverse('public:event', args=where)}").content.decode()
    assert f"<p><span>{marked('一行')}<br>{marked('二行')}</span></p>" in english
    assert f"<dd><span>{marked('身份证')} (ID)</span></dd>" in english
    assert f"&lt;{marked('请勿')}&gt;" in english
    assert "<p>一行<br>二行</p>" in chinese
    assert "<dd>身份证 (ID)</dd>" in chinese
