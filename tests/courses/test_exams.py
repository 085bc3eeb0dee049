"""An exam for each chapter: every one has its own quiz, counts by itself, and the course asks for all of them in words."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localtime
from tests.factories.courses import lessons_of, make_cohort, make_enrolment, make_lesson
from tests.factories.quizzes import make_attempt, make_questions, make_quiz
from tests.factories.units import make_staff
from tests.public.test_courses import learning

from worldday.base.audit import System
from worldday.courses.actions import cohorts, editing
from worldday.courses.actions.completing import settle
from worldday.courses.actions.examining import open_exams, set_exam
from worldday.courses.exams import pass_for
from worldday.courses.models import Cohort, Enrolment, Lesson, Progress
from worldday.courses.packages import PaperLine
from worldday.courses.queries import outline
from worldday.quizzes import actions as quizzes
from worldday.quizzes.editions import rule_of
from worldday.quizzes.models import Quiz

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
BY = System("test")


@pytest.fixture(autouse=True)
def _day(on_day):
    on_day(date(2020, 10, 14))


@pytest.fixture
def cohort() -> Cohort:
    """Two chapters, an exam of 40 points in each; the questions are frozen."""
    found = make_cohort(sorts=("exam",))
    second = editing.add_chapter(course=found.course, name="第二章", by=BY)
    make_lesson(second, "exam", name="第二章小测", name_en="Test of chapter 2")
    make_questions(found.course.owner)
    topic = quizzes_topic()
    for lesson in lessons_of(found.course):
        set_exam(lesson=lesson, paper=[PaperLine(topic, None, 4, 10)], by=BY)
    assert len(open_exams(course=found.course, by=BY)) == 2
    return found


def quizzes_topic() -> str:
    from tests.factories.quiz_content import TOPICS

    return TOPICS[0]


def exams(cohort: Cohort) -> list[Quiz]:
    return [lesson.quiz for lesson in lessons_of(cohort.course)]


def test_each_exam_has_a_quiz_of_its_own_and_the_activity_keeps_one_under_its_address(cohort):
    first, second = exams(cohort)
    assert (first.main_of, second.main_of, second.title) == (cohort.activity, None, "第二章小测")
    assert (first.key, second.key) == (cohort.activity.code, second.code)
    assert cohort.activity.quiz == first
    assert quizzes.set_up_quiz(activity=cohort.activity, by=BY) == first


def test_the_course_is_completed_when_every_exam_is_passed_and_says_so(cohort):
    first, second = exams(cohort)
    learner = make_enrolment(cohort)
    assert outline(cohort.course).rule_text("zh")[0] == "参加2次考试，每次得分不低于满分的60%，多次作答取最好的一次。"
    make_attempt(first, learner.learner, 40)
    assert (settle(enrolment=learner).state, Enrolment.objects.get().percent) == ("enrolled", 50)
    make_attempt(second, learner.learner, 20)
    assert settle(enrolment=learner).state == "enrolled"
    make_attempt(second, learner.learner, 30)
    assert settle(enrolment=learner).state == "completed"
    scores = Progress.objects.order_by("lesson__chapter__position").values_list("score", flat=True)
    assert list(scores) == [100, 75]


def test_an_exam_is_sat_from_its_own_lesson_under_its_own_name_and_address(cohort):
    second = exams(cohort)[1]
    lesson = Lesson.objects.get(quiz=second)
    browser, learner = browser_of(cohort)
    page = browser.get(reverse("public:lesson", args=[learner.code, lesson.code]))
    data = page.context["quiz_data"]
    assert (data["quiz"], data["name"]) == (second.pk, "第二章小测")
    play = reverse("public:quiz_play", args=[cohort.activity.campaign.slug, second.code])
    assert data["urls"]["play"] == play
    assert browser.get(play).status_code == 200
    assert browser.post(reverse("public:lesson_exam", args=[learner.code, lesson.code])).json()["pass"]


def browser_of(cohort: Cohort):
    learner = make_enrolment(cohort)
    return learning(learner), learner


def test_the_desk_reaches_each_exam_by_itself(client, cohort):
    first, second = exams(cohort)
    client.force_login(make_staff(unit=cohort.course.owner))
    page = client.get(reverse("desk_courses:lesson", args=[Lesson.objects.get(quiz=second).code])).content.decode()
    assert reverse("desk_quizzes:quiz", args=[second.code]) in page
    for quiz, name in ((first, cohort.activity.name), (second, "第二章小测")):
        shown = client.get(reverse("desk_quizzes:quiz", args=[quiz.key]))
        assert (shown.context["quiz"], shown.status_code) == (quiz, 200)
        assert f"<h1>{name}" in shown.content.decode()
    assert client.get(reverse("desk_quizzes:results", args=[second.key])).status_code == 200
    listed = client.get(reverse("desk_quizzes:list")).content.decode()
    assert "第二章小测" in listed


def test_a_stranger_does_not_find_an_exam_in_the_desk(client, cohort):
    from tests.factories.units import make_unit

    client.force_login(make_staff(unit=make_unit("乙市市场监管局")))
    assert client.get(reverse("desk_quizzes:quiz", args=[exams(cohort)[1].key])).status_code == 404


def test_a_course_for_an_activity_that_is_a_quiz_leaves_that_quiz_alone():
    cohort = make_cohort(sorts=("exam",))
    cohort.activity.kind = "quiz"
    cohort.activity.save()
    make_questions(cohort.course.owner)
    own = quizzes.set_up_quiz(activity=cohort.activity, by=BY)
    made = set_exam(lesson=lessons_of(cohort.course)[0], paper=[PaperLine(quizzes_topic(), None, 2, 10)], by=BY)
    assert (made.pk != own.pk, made.main_of) == (True, None)


def test_an_exam_added_while_a_cohort_is_open_is_opened_by_a_press(client, cohort):
    client.force_login(make_staff(unit=cohort.course.owner))
    third = make_lesson(cohort.course.chapters.last(), "exam", name="补考", position=5)
    quiz = set_exam(lesson=third, paper=[PaperLine(quizzes_topic(), None, 2, 10)], by=BY)
    page = client.get(reverse("desk_courses:lesson", args=[third.code])).content.decode()
    assert "开放考试" in page
    client.post(reverse("desk_courses:open_exam", args=[third.code]))
    quiz.refresh_from_db()
    assert quiz.frozen_at is not None


def test_an_exam_goes_on_until_the_last_cohort_is_over(cohort, on_day):
    quiz = exams(cohort)[0]
    asked, digest = quiz.editions.get().content, quiz.rule_digest
    on_day(date(2020, 11, 10))
    later = cohorts.add_cohort(course=cohort.course, activity=cohort.activity, by=BY, name="第二期")
    days = {"starts_on": date(2020, 11, 9), "ends_on": date(2020, 11, 20), "recognition": "link"}
    cohorts.change_cohort(cohort=later, changes=days, by=BY)
    learner = make_enrolment(cohorts.open_cohort(cohort=later, by=BY))
    quiz.refresh_from_db()
    newest = quiz.editions.order_by("-number").first()
    assert pass_for(learner, quiz)
    assert (f"{localtime(quiz.closes_at):%m-%d %H:%M}", newest.number) == ("11-20 23:59", 2)
    assert rule_of(quiz).closes == "2020-11-20T23:59:59+08:00" and quiz.rule_digest != digest
    hours = {"opens_ms", "closes_ms"}
    assert {key for key in asked if newest.content[key] != asked[key]} == {"closes_ms"} < hours


def test_a_cohort_that_lasts_longer_takes_its_exams_along_and_one_that_ends_earlier_does_not(cohort):
    cohorts.change_cohort(cohort=cohort, changes={"ends_on": date(2020, 11, 30)}, by=BY)
    cohorts.change_cohort(cohort=cohort, changes={"ends_on": date(2020, 10, 20)}, by=BY)
    closing = {f"{localtime(quiz.closes_at):%m-%d}" for quiz in exams(cohort)}
    assert (closing, exams(cohort)[0].editions.count()) == ({"11-30"}, 2)


def test_the_hours_of_a_quiz_with_prizes_stay_as_people_read_them():
    quiz = make_quiz(identity="phone", in_all=1)
    quizzes.freeze(quiz=quiz, by=BY)
    quiz.refresh_from_db()
    quiz.rule["prizes"] = True
    quiz.save()
    with pytest.raises(quizzes.Frozen):
        quizzes.prolong(quiz=quiz, opens_at=quiz.opens_at, closes_at=quiz.closes_at + timedelta(days=1), by=BY)
