"""Issuing: once per reason, numbered without gaps, worded as the design says, or not at all."""

from datetime import date

import pytest
from django.utils.timezone import localtime
from tests.factories.certificates import BY, WORDS, make_certificate, make_design

from worldday.base.models import AuditEvent
from worldday.base.problems import Problem
from worldday.certificates import actions, queries
from worldday.certificates.holder import Award, Holder
from worldday.certificates.models import Certificate, NumberSeries, StatusList
from worldday.certificates.proof.numbers import typed_number
from worldday.messages.models import Message

SAID = {"课程": "标准编写"}

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


def test_a_certificate_says_what_is_printed_in_its_order(on_day):
    on_day(date(2020, 10, 14))
    made = make_certificate("张三", latin="Zhang San", unit="某某公司")
    assert made.said == [
        ["title", "学习证明"],
        ["title_en", "Proof of learning"],
        ["name", "张三"],
        ["latin", "Zhang San"],
        ["unit", "某某公司"],
        ["body", "张三完成“标准编写”的学习，特此证明。"],
        ["学时", "12"],
        ["issuer", "某市市场监管局（示例）"],
    ]
    assert (made.state, made.issued_on, made.expires_on) == ("valid", date(2020, 10, 14), None)
    assert made.number[:12] == "2020-000001-"
    assert typed_number(made.number) == made.number


def test_asked_twice_for_one_reason_it_is_issued_once():
    design = make_design()
    first = make_certificate(design=design)
    assert make_certificate("李四", design=design) == first
    assert make_certificate(design=design, reason="course:two") != first
    assert Certificate.objects.count() == 2
    assert AuditEvent.objects.filter(action="certificate-issued").count() == 2
    assert queries.for_reason("course:one") == first
    assert queries.for_reason("course:none") is None


def test_serials_of_a_year_have_no_gap_even_where_something_could_not_be_issued(on_day):
    on_day(date(2020, 10, 14))
    design = make_design()
    made = [make_certificate(design=design, reason="a")]
    with pytest.raises(Problem):
        make_certificate("", design=design, reason="b")
    made += [
        make_certificate(design=design, reason="c"),
        make_certificate(design=design, reason="d", on=date(2019, 9, 1)),
    ]
    assert [(one.year, one.serial) for one in made] == [(2020, 1), (2020, 2), (2019, 1)]
    assert list(NumberSeries.objects.order_by("year").values_list("year", "last")) == [(2019, 1), (2020, 2)]
    assert StatusList.objects.get().taken == 3


def test_what_cannot_be_printed_or_proved_is_refused_in_one_sentence():
    design = make_design()
    for said, holder, sentence in (
        ({}, Holder("张三"), "speaks of “课程”"),
        ({"课程": "长" * 300}, Holder("张三"), "too long for the code"),
        ({"课程": "产品认证证书"}, Holder("张三"), "approved certification body"),
        ({"课程": "标准"}, Holder(" \n"), "There is no name"),
        ({"课程": "标准"}, Holder("张" * 81), "too long to be printed"),
    ):
        from django.utils.translation import override

        with override("en"), pytest.raises(Problem, match=sentence):
            actions.award(design=design, holder=holder, reason_ref="x", said=said, by=BY)
    assert Certificate.objects.count() == 0
    assert NumberSeries.objects.count() == 0 or NumberSeries.objects.get().last == 0


def test_a_design_out_of_use_issues_nothing():
    with pytest.raises(Problem):
        make_certificate(design=make_design(active=False))


def test_a_design_may_say_how_long_its_certificates_hold():
    made = make_certificate(design=make_design(valid_months=36), on=date(2020, 10, 14))
    assert made.expires_on == date(2023, 10, 13)


def test_the_issuer_is_the_unit_where_the_design_names_none():
    words = {name: text for name, text in WORDS.items() if name != "issuer"}
    assert ["issuer", "某市市场监管局"] in make_certificate(design=make_design(words=words)).said


def test_texts_in_any_script_are_kept_and_signed():
    made = make_certificate("ᠪᠠᠭᠠᠲᠤᠷ نۇرگۈل 𠮷田", latin="Ñandú O’Brien", said={"课程": "标\u0000准\n编写 \u202eevil"})
    assert made.holder_name == "ᠪᠠᠭᠠᠲᠤᠷ نۇرگۈل 𠮷田"
    assert queries.payload_of(Certificate.objects.get()).name == made.holder_name
    assert dict(made.said)["body"] == f"{made.holder_name}完成“标 准 编写 evil”的学习，特此证明。"


def test_many_are_issued_with_few_queries_and_run_again_change_nothing(django_assert_max_num_queries):
    design = make_design()
    rows = [Award(Holder(f"学员{n}"), f"lot:a:{n}", {"课程": "标准编写"}) for n in range(600)]
    make_certificate(design=design, reason="lot:a:3")
    with django_assert_max_num_queries(60):
        assert actions.award_many(design=design, rows=rows, by=BY) == 599
    assert actions.award_many(design=design, rows=rows, by=BY) == 0
    assert sorted(Certificate.objects.values_list("serial", flat=True)) == list(range(1, 601))
    assert AuditEvent.objects.filter(action="certificates-issued").count() == 2
    assert Certificate.objects.values("status_list", "status_index").distinct().count() == 600


def test_the_holder_is_told_once_and_the_address_stays_with_the_message_alone():
    made = make_certificate(email="zhang@example.org")
    message = Message.objects.get()
    assert (message.address, message.channel) == ("zhang@example.org", "email")
    assert made.number in message.text
    assert message.link == f"/certificates/{made.number}/"


def test_whoever_has_only_a_phone_gets_a_text_message_by_day_and_nobody_is_told_twice(settings, on_day):
    settings.SMS_TELLS, settings.PUBLIC_URL = True, "https://wsd.example"
    on_day(date(2020, 10, 14))
    design = make_design()
    rows = [
        Award(Holder("甲", email="a@example.org", phone="13800000001"), "lot:a:1", SAID),
        Award(Holder("乙", phone="13800000002"), "lot:a:2", SAID),
        Award(Holder("丙"), "lot:a:3", SAID),
    ]
    actions.award_many(design=design, rows=rows, by=BY)
    actions.award_many(design=design, rows=rows, by=BY)
    told = {message.to_name: message for message in Message.objects.all()}
    assert {name: (one.channel, one.address) for name, one in told.items()} == {
        "甲": ("email", "a@example.org"),
        "乙": ("sms", "13800000002"),
    }
    number = Certificate.objects.get(reason_ref="lot:a:2").number
    assert told["乙"].text.endswith(f"https://wsd.example/certificates/{number}/")
    assert told["乙"].facts == {"number": number, "link": f"https://wsd.example/certificates/{number}/"}
    assert settings.REMIND_FROM <= localtime(told["乙"].due_at).time() <= settings.REMIND_UNTIL


def test_where_text_messages_are_not_set_up_a_phone_alone_is_told_nothing(settings):
    settings.SMS_TELLS = False
    actions.award(design=make_design(), holder=Holder("乙", phone="13800000002"), reason_ref="x", said=SAID, by=BY)
    assert not Message.objects.exists()
