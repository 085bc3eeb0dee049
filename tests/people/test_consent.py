import re
from datetime import timedelta

import pytest

from worldday.base import clock
from worldday.people import consent, retention
from worldday.people.consent import OldNotice, give_consent, has_consented
from worldday.people.erasure import erase
from worldday.people.identity import recognise
from worldday.people.models import Consent

WHO = {"organiser": "上海市市场监督管理局", "contact": "标准创新发展处"}
# 网络数据安全管理条例 art. 21: who and contact, which data, purpose, way, how long, rights; in this order
ASKED = {
    "zh": ["处理者和联系方式", "收集什么", "用来做什么", "怎样处理", "保存多久", "权利"],
    "en": ["Who is responsible", "What is collected", "What for", "How", "How long", "rights"],
}


@pytest.mark.parametrize("purpose", consent.PURPOSES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_notice_is_a_list_that_says_what_the_law_asks(purpose, lang):
    notice = consent.notice(purpose, lang, **WHO)
    words = [word for word, _text in notice.items]
    assert [asked for asked, word in zip(ASKED[lang], words, strict=False) if asked not in word] == []
    assert notice.title and dict(notice.items)[words[0]].startswith("上海市市场监督管理局")
    assert not re.search(r"[{}]", str(notice.items))


@pytest.mark.parametrize("purpose", consent.PURPOSES)
def test_both_languages_say_the_same_number_of_things_and_the_same_days(purpose):
    zh, en = (consent.notice(purpose, lang, **WHO) for lang in ("zh-hans", "en"))
    assert len(zh.items) == len(en.items) >= 6 and zh.version == en.version

    def days(notice):
        return re.findall(r"\d+", notice.items[4][1])

    assert days(zh) == days(en) != []


def test_the_days_people_read_are_the_days_the_program_keeps(monkeypatch):
    before = consent.version("quiz")
    assert "180天" in dict(consent.notice("quiz", "zh", **WHO).items)["保存多久"]
    monkeypatch.setattr(retention, "days_of", lambda: {"attempts_days": 90})
    assert "90天" in dict(consent.notice("quiz", "zh", **WHO).items)["保存多久"]
    assert consent.version("quiz") != before


def test_a_notice_that_is_missing_in_a_language_has_no_version(settings, tmp_path):
    settings.POLICIES = tmp_path
    assert consent.missing("quiz") == ["zh", "en"]
    assert consent.version("quiz") == ""


@pytest.mark.django_db
def test_consent_names_the_text_that_was_shown_and_an_old_one_is_asked_again():
    now = consent.version("quiz")
    given = give_consent(number=7, purpose="quiz", shown=now)
    assert (given.version, given.by_guardian, given.withdrawn_at) == (now, False, None)
    assert give_consent(number=7, purpose="quiz", shown=now) == given
    for shown in ("", "0" * 64, consent.version("identity")):
        with pytest.raises(OldNotice):
            give_consent(number=7, purpose="quiz", shown=shown)
    assert Consent.objects.count() == 1


@pytest.mark.django_db
def test_withdrawing_is_as_easy_as_giving_and_giving_again_counts_anew():
    now = consent.version("identity")
    person = recognise(kind="phone", value="13800138000")
    first = give_consent(number=person.number, purpose="identity", shown=now)
    assert has_consented(person.number, "identity") and not has_consented(person.number + 1, "identity")
    erase(participant=person)
    assert not has_consented(person.number, "identity")
    with clock.standing_at(clock.today() + timedelta(days=1)):
        again = give_consent(number=person.number, purpose="identity", shown=now)
    assert again.given_at > first.given_at and has_consented(person.number, "identity")


@pytest.mark.django_db
def test_a_child_takes_part_by_a_guardians_consent_only():
    give_consent(number=7, purpose="guardian", shown=consent.version("guardian"))
    assert not has_consented(7, "guardian", by_guardian=True)
    give_consent(number=8, purpose="guardian", shown=consent.version("guardian"), by_guardian=True)
    assert has_consented(8, "guardian", by_guardian=True)
