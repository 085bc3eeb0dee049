"""What people say afterwards: once a booking, without a name, and never as a list that gives somebody away."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.visits import make_booking, make_visit

from worldday.base import scope
from worldday.base.problems import Problem
from worldday.events.actions.checking_in import check_in
from worldday.events.actions.surveying import open_survey, set_survey, token_of
from worldday.events.models import SurveyAnswer, SurveyUse
from worldday.events.surveying import questions_of, read, results
from worldday.messages.models import Message

pytestmark = pytest.mark.django_db
ASKED = [
    {"text": "讲解清楚吗？", "sort": "scale"},
    {"text": "最喜欢哪一站？", "sort": "choice", "options": ["计量", "食品", "计量", " "]},
    {"text": "还想说什么？", "sort": "text"},
    {"text": "  ", "sort": "text"},
]


@pytest.fixture
def came():
    """A family that was checked in, its event's survey open."""
    with scope.everything("test"):
        visit = make_visit()
        family = make_booking(visit.slots.get(), adults=2, person={"email": "a@example.org"})
        set_survey(event=visit, intro="谢谢您来。", questions=ASKED, by=visit.staff)
        check_in(booking=family, persons=2, by=visit.staff)
        open_survey(event=visit, by=visit.staff)
        family.event = visit
        return family


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
    open_survey(event=came.event, by=came.event.staff)
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
