"""What people say afterwards: once a booking, without a name, and never as a list that gives somebody away."""

from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.visits import make_booking, make_visit

from worldday.base import clock, scope
from worldday.base.problems import Problem
from worldday.events.actions.checking_in import check_in
from worldday.events.actions.mailing import turn
from worldday.events.actions.surveying import (
    NotOpen,
    answer,
    answer_slip,
    close_survey,
    make_slips,
    open_survey,
    set_survey,
    token_of,
)
from worldday.events.actions.walking_in import walk_in
from worldday.events.afterwards import may_answer
from worldday.events.evidence import figures_of
from worldday.events.models import Survey, SurveyAnswer, SurveySlip, SurveyUse
from worldday.events.surveying import questions_of, read, results
from worldday.messages.models import Message

pytestmark = pytest.mark.django_db
ASKED = [
    {"text": "讲解清楚吗？", "sort": "scale"},
    {"text": "最喜欢哪一站？", "sort": "choice", "options": ["计量", "食品", "计量", " "]},
    {"text": "还想说什么？", "sort": "text"},
    {"text": "  ", "sort": "text"},
]


def test_choices_have_english_words_and_one_answer_counts_for_both(came, client):
    choice = {"text": "最喜欢哪一站？", "text_en": "Which stop?", "sort": "choice", "options": ["计量", "食品"]}
    with scope.everything("test"):
        visit = came.event
        with pytest.raises(Problem, match="英文选项"):
            set_survey(event=visit, intro="", questions=[choice | {"options_en": ["Measuring"]}], by=visit.staff)
        set_survey(event=visit, intro="", questions=[choice | {"options_en": ["Measuring", "Food"]}], by=visit.staff)
    address = link(came)
    page, english = (client.get(f"{way}{address}").content.decode() for way in ("", "/en"))
    assert "食品" in page and "Food" not in page and "Food" in english and 'value="食品"' in english
    client.post(f"/en{address}", {"satisfaction": "4", "q1": "食品"})
    assert SurveyAnswer.objects.get().said == {"q1": "食品"}


@pytest.fixture
def came():
    """A family that was checked in, its event's survey open."""
    with scope.everything("test"):
        visit = make_visit()
        family = make_booking(visit.slots.get(), adults=2, person={"email": "a@example.org"})
        set_survey(event=visit, intro="谢谢您来。", questions=ASKED, by=visit.staff)
        check_in(booking=family, persons=2, by=visit.staff)
        tell_all(open_survey(event=visit, by=visit.staff))
        family.event = visit
        return family


def tell_all(mailing):
    """What the background does."""
    assert turn(mailing.code) is False


def link(booking):
    return reverse("public:survey", args=[booking.code, token_of(booking)])


def test_questions_are_tidied_and_choices_are_choices():
    found = questions_of(ASKED)
    assert [(one["key"], one["sort"], one["options"]) for one in found] == [
        ("q1", "scale", []),
        ("q2", "choice", ["计量", "食品"]),
        ("q3", "text", []),
    ]
    for rows, why in (([{"text": "?", "sort": "choice", "options": ["一"]}], "options"), ([{"text": "?"}] * 6, "many")):
        with pytest.raises(ValueError, match=why):
            questions_of(rows)


@given(st.dictionaries(st.sampled_from(["satisfaction", "q1", "q2", "q3", "q9"]), st.text(max_size=600)))
def test_whatever_is_sent_only_answers_that_fit_are_kept(said):
    questions = questions_of(ASKED)
    try:
        satisfaction, answers = read(questions, said)
    except ValueError:
        return
    assert satisfaction in range(1, 6)
    assert set(answers) <= {"q1", "q2", "q3"}
    assert answers.get("q1", 1) in range(1, 6)
    assert answers.get("q2", "计量") in ("计量", "食品")


def test_texts_are_withheld_until_five_have_answered():
    questions = questions_of(ASKED)
    few = [{"q3": f"意见 {n}"} for n in range(4)]
    assert results(questions, few)[2].texts == []
    assert results(questions, [*few, {"q1": 5}])[2].texts == ["意见 0", "意见 1", "意见 2", "意见 3"]
    assert results(questions, [{"q1": 4}, {"q1": 5}])[0].mean == 4.5


def test_a_link_answers_once_and_leaves_no_trace_between_answer_and_booking(client, came, everything):
    page = client.get(link(came))
    assert "谢谢您来。" in page.content.decode()
    sent = client.post(link(came), {"satisfaction": "5", "q2": "食品", "q3": "很好"})
    assert "您的答卷已计入，没有人能知道是您填的。" in sent.content.decode()
    again = client.post(link(came), {"satisfaction": "1"})
    assert "该链接已经用过" in again.content.decode()
    only = SurveyAnswer.objects.get()
    assert (only.satisfaction, only.said) == (5, {"q2": "食品", "q3": "很好"})
    assert {field.name for field in SurveyAnswer._meta.fields} == {"id", "survey", "satisfaction", "said"}
    assert [use.booking_id for use in SurveyUse.objects.all()] == [came.pk]


def test_without_a_satisfaction_nothing_is_sent_and_what_was_typed_stays(client, came, everything):
    page = client.post(link(came), {"q3": "没选分数"})
    assert page.status_code == 422
    assert "没选分数" in page.content.decode()
    assert (SurveyAnswer.objects.count(), SurveyUse.objects.count()) == (0, 0)


def test_a_link_that_was_guessed_opens_nothing(client, came):
    assert client.get(reverse("public:survey", args=[came.code, "x" * 43])).status_code == 404


def test_everybody_who_came_is_asked_once_and_nobody_who_stayed_away(came, everything):
    make_booking(came.slot, "没来的人", phone="13900009999")
    tell_all(open_survey(event=came.event, by=came.event.staff))
    assert set(Message.objects.filter(occasion="event-survey").values_list("about", flat=True)) == {came.code}
    assert Message.objects.filter(occasion="event-survey", channel="email").count() == 1


def test_questions_stay_once_somebody_has_answered(client, came, everything):
    client.post(link(came), {"satisfaction": "3"})
    with pytest.raises(Problem):
        set_survey(event=came.event, intro="", questions=[], by=came.event.staff)
    assert set_survey(event=came.event, intro="新说明", questions=ASKED, by=came.event.staff).intro == "新说明"


def test_nobody_is_asked_before_anybody_came(everything):
    visit = make_visit()
    with pytest.raises(Problem):
        open_survey(event=visit, by=visit.staff)


def test_a_survey_closes_by_a_press_and_opens_again_and_nobody_is_asked_twice(client, came, everything):
    close_survey(event=came.event, by=came.event.staff)
    assert "调查未开放" in client.get(link(came)).content.decode()
    assert client.post(link(came), {"satisfaction": "5"}).status_code == 422
    assert not may_answer(came)
    tell_all(open_survey(event=came.event, by=came.event.staff))
    assert client.post(link(came), {"satisfaction": "5"}).status_code == 200
    assert SurveyAnswer.objects.count() == 1
    assert Message.objects.filter(occasion="event-survey", channel="email").count() == 1


def test_a_survey_closes_by_itself_at_its_moment_and_not_before(client, came, everything):
    end = clock.now() + timedelta(hours=1)
    set_survey(event=came.event, intro="", questions=ASKED, closes_at=end, by=came.event.staff)
    assert "开放至" in client.get(link(came)).content.decode()
    survey = Survey.objects.get()
    assert (survey.is_open(end - timedelta(seconds=1)), survey.is_open(end)) == (True, False)
    Survey.objects.update(closes_at=clock.now() - timedelta(seconds=1))
    with pytest.raises(NotOpen):
        answer(booking=came, said={"satisfaction": "5"})
    tell_all(open_survey(event=came.event, by=came.event.staff))
    assert Survey.objects.get().closes_at is None
    assert answer(booking=came, said={"satisfaction": "5"}).satisfaction == 5


def test_a_survey_that_never_opened_cannot_be_closed(everything):
    visit = make_visit()
    with pytest.raises(NotOpen):
        close_survey(event=visit, by=visit.staff)


def test_a_slip_answers_once_is_counted_apart_and_leads_to_nobody(client, came, everything):
    slips = make_slips(event=came.event, number=3, by=came.event.staff)
    page = reverse("public:survey_slip", args=[slips[0].code])
    assert "谢谢您来。" in client.get(page).content.decode()
    assert client.post(page, {"q3": "没选分数"}).status_code == 422
    assert "您的答卷已计入" in client.post(page, {"satisfaction": "4"}).content.decode()
    assert "该链接已经用过" in client.post(page, {"satisfaction": "1"}).content.decode()
    assert [one.used for one in SurveySlip.objects.order_by("pk")] == [True, False, False]
    assert SurveyAnswer.objects.get().satisfaction == 4
    assert {field.name for field in SurveySlip._meta.fields} == {"id", "survey", "code", "used", "printed_at"}
    client.post(link(came), {"satisfaction": "2"})
    said = {str(one.name): (one.value, one.source) for one in figures_of(came.event)}
    assert said["满意度"] == (3.0, "匿名调查，每个预约一份，共 2 份，其中 1 份来自发给现场入场者的问卷条")
    assert client.get(reverse("public:survey_slip", args=["x" * 16])).status_code == 404


def test_where_all_came_without_a_booking_the_survey_opens_for_their_slips(everything):
    visit = make_visit()
    walk_in(slot=visit.slots.get(), persons=3, by=visit.staff)
    (slip,) = make_slips(event=visit, number=1, by=visit.staff)
    with pytest.raises(NotOpen):
        answer_slip(slip=slip, said={"satisfaction": "5"})
    assert open_survey(event=visit, by=visit.staff).parties == 0
    assert answer_slip(slip=SurveySlip.objects.get(), said={"satisfaction": "5"}).satisfaction == 5


@pytest.mark.parametrize("number", [0, -1, 501])
def test_slips_are_made_in_sensible_numbers(number, everything):
    visit = make_visit()
    with pytest.raises(Problem):
        make_slips(event=visit, number=number, by=visit.staff)
    assert SurveySlip.objects.count() == 0
