"""Learners are told: of a mark, of an assignment that came back, of their link; by what they gave, once, and on their page."""

from datetime import date, datetime

import openpyxl
import pytest
from django.urls import reverse
from django.utils.timezone import make_aware
from tests.factories.courses import lessons_of, make_cohort, make_enrolment
from tests.factories.units import make_staff
from tests.public.test_courses import learning

from worldday.base import clock, longwork
from worldday.base.audit import System
from worldday.base.models import AuditEvent
from worldday.courses.actions import marking, sending
from worldday.courses.actions.enrolling import renew_link, withdraw
from worldday.courses.actions.handing_in import hand_in
from worldday.courses.links import token_of
from worldday.courses.models import Enrolment, Handin
from worldday.messages.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
BY = System("test")


@pytest.fixture(autouse=True)
def _day(on_day, settings, tmp_path):
    on_day(date(2020, 10, 14))
    settings.SMS_TELLS = True
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def handin() -> Handin:
    cohort = make_cohort(sorts=("assignment",))
    learner = make_enrolment(cohort, phone="13800000000", email="wang@example.org")
    return again(learner)


def again(learner: Enrolment, key: str = "a") -> Handin:
    lesson = lessons_of(learner.cohort.course)[0]
    made = hand_in(enrolment=learner, lesson=lesson, text="改错说明", given=[], key=key)
    made.lesson = lesson
    return made


def teacher(handin: Handin):
    return make_staff(unit=handin.enrolment.cohort.course.owner)


def home_of(learner: Enrolment) -> str:
    return learning(learner).get(reverse("public:learner", args=[learner.code])).content.decode()


def test_a_mark_is_told_by_phone_and_mail_with_the_personal_link_and_without_a_name(handin):
    marking.mark(handin=handin, points=85, comment="很好", by=teacher(handin))
    found = list(Message.objects.order_by("pk"))
    assert [(one.channel, one.address) for one in found] == [("sms", "13800000000"), ("email", "wang@example.org")]
    assert {one.occasion for one in found} == {"course-marked"}
    link = f"/learn/{handin.enrolment.code}/open/{token_of(handin.enrolment)}/"
    assert link in found[0].text
    assert found[1].link == link
    assert "85分" in found[1].text
    assert "王晓明" not in str([(one.text, one.subject, one.to_name) for one in found])


def test_the_same_mark_is_told_once_and_a_corrected_one_anew(handin):
    staff = teacher(handin)
    for points in (50, 50, 70):
        marking.mark(handin=handin, points=points, comment="", by=staff)
    told = list(Message.objects.filter(channel="sms").order_by("pk").values_list("occasion", flat=True))
    assert told == ["course-below", "course-marked"]


def test_a_returned_one_is_told_each_time_it_comes_back(handin):
    staff = teacher(handin)
    marking.give_back(handin=handin, comment="请补充依据", by=staff)
    marking.give_back(handin=again(handin.enrolment, "b"), comment="还差一处", by=staff)
    assert Message.objects.filter(occasion="course-returned", channel="sms").count() == 2


def test_the_learners_page_announces_it_until_the_lesson_was_opened(handin):
    learner = handin.enrolment
    assert "查看评语" not in home_of(learner)
    marking.give_back(handin=handin, comment="请补充依据", by=teacher(handin))
    assert "已退回：请看评语后重新提交" in home_of(learner)
    page = learning(learner).get(reverse("public:lesson", args=[learner.code, handin.lesson.code]))
    assert "请补充依据" in page.content.decode()
    assert "已退回：请看评语后重新提交" not in home_of(learner)


def test_nobody_is_rung_at_night(handin, monkeypatch):
    night = make_aware(datetime(2020, 10, 14, 23, 30))
    monkeypatch.setattr(clock, "now", lambda: night)
    marking.mark(handin=handin, points=85, comment="", by=teacher(handin))
    due = dict(Message.objects.values_list("channel", "due_at"))
    assert due["email"] == night
    assert due["sms"].date() == date(2020, 10, 15) or due["sms"] > night


def test_without_phone_or_mail_only_the_page_tells(handin):
    Enrolment.objects.update(contact={})
    row = Handin.objects.select_related("enrolment__cohort__course", "lesson__chapter__course").get()
    marking.mark(handin=row, points=85, comment="", by=teacher(handin))
    assert Message.objects.count() == 0
    assert "85分" in home_of(handin.enrolment)


def links(client, cohort):
    answer = client.post(reverse("desk_courses:send_links", args=[cohort.code]))
    longwork.run.call(longwork.find(sending.WORK, cohort.code).pk)
    return answer


def test_everybody_of_a_cohort_is_sent_their_own_link_once(client):
    cohort = make_cohort()
    one, two = make_enrolment(cohort, phone="13800000001"), make_enrolment(cohort, name="李红", email="li@example.org")
    make_enrolment(cohort, name="无联系方式")
    withdraw(enrolment=make_enrolment(cohort, phone="13800000009"), by=BY)
    client.force_login(make_staff(unit=cohort.course.owner))
    assert links(client, cohort).url == reverse("desk_courses:cohort", args=[cohort.code]) + "#links"
    assert "本次发出2条消息，此前已发0条。有1人没有手机和邮箱" in longwork.find(sending.WORK, cohort.code).sentence
    assert {row.about: row.link for row in Message.objects.all()} == {
        row.code: f"/learn/{row.code}/open/{token_of(row)}/" for row in (one, two)
    }
    make_enrolment(cohort, name="新来的", phone="13800000003")
    links(client, cohort)
    assert Message.objects.count() == 3
    assert "本次发出1条消息，此前已发2条" in longwork.find(sending.WORK, cohort.code).sentence
    assert (
        longwork.find(sending.WORK, cohort.code).sentence
        in client.get(reverse("desk_courses:cohort", args=[cohort.code])).content.decode()
    )


def test_whoever_got_a_new_link_is_sent_it(client):
    cohort = make_cohort()
    learner = make_enrolment(cohort, phone="13800000001")
    client.force_login(make_staff(unit=cohort.course.owner))
    links(client, cohort)
    renewed = renew_link(enrolment=learner, by=BY)
    links(client, cohort)
    assert Message.objects.order_by("pk").last().link.endswith(f"/{token_of(renewed)}/")


def test_the_links_leave_as_a_list_only_for_a_purpose(client):
    import io

    cohort = make_cohort()
    learner = make_enrolment(cohort, unit_name="某公司")
    client.force_login(make_staff(unit=cohort.course.owner))
    url = reverse("desk_courses:list_links", args=[cohort.code])
    assert client.post(url).status_code == 422
    book = openpyxl.load_workbook(io.BytesIO(client.post(url, {"purpose": "发给单位联络员"}).content)).worksheets[0]
    rows = [[cell.value for cell in row] for row in book.iter_rows()]
    assert rows[1][:2] == ["王晓明", "某公司"]
    assert rows[1][2].endswith(f"/learn/{learner.code}/open/{token_of(learner)}/")
    assert AuditEvent.objects.get(action="course-links-listed").after == {"purpose": "发给单位联络员"}


def test_staff_of_another_authority_send_nothing(client):
    from tests.factories.units import make_unit

    cohort = make_cohort()
    client.force_login(make_staff(unit=make_unit("乙市市场监管局")))
    assert client.post(reverse("desk_courses:send_links", args=[cohort.code])).status_code == 404
