"""A trainee on a phone: enrols, reads, watches a part, goes on elsewhere, sits the exam, and shows the certificate."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Page, expect
from tests.factories.courses import lessons_of, make_asset, make_cohort, make_course_activity, make_design
from tests.factories.lesson_files import film
from tests.factories.quizzes import BY, make_quiz
from tests.journeys.looks import faults, too_wide
from tests.journeys.patience import becomes

from worldday.base import scope
from worldday.courses import files
from worldday.courses.models import Asset, Cohort, Enrolment, Lesson, Progress
from worldday.quizzes import actions

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SECONDS = 20
PHONE = "13800000000"


@pytest.fixture
def cohort(on_day, settings, tmp_path) -> Iterator[Cohort]:
    """A text, a film of twenty seconds, an exam; then the certificate."""
    on_day(date(2020, 10, 14))
    settings.MEDIA_ROOT = tmp_path
    settings.DEMO, settings.SMS_CHANNEL = True, "demo"
    with scope.everything("test"):
        activity = make_course_activity()
        cohort = make_cohort(
            activity=activity, sorts=("text", "video", "exam"), design=make_design(activity.campaign.owner)
        )
        _text, video, exam = lessons_of(cohort.course)
        put_film(video)
        quiz = make_quiz(activity=activity, identity="phone", classes=True, in_all=3)
        actions.freeze(quiz=quiz, by=BY)
        Lesson.objects.filter(pk=exam.pk).update(quiz=quiz)
        yield cohort


def put_film(lesson: Lesson) -> None:
    source = files.path_of("made").with_name("film.webm")
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_bytes(film(SECONDS))
    Asset.objects.filter(lesson=lesson).delete()
    make_asset(
        lesson,
        "video",
        "video/webm",
        name="课.webm",
        seconds=SECONDS,
        stored=files.keep(source),
        size=source.stat().st_size,
    )


def course_page(cohort: Cohort) -> str:
    return f"/{cohort.activity.campaign.slug}/activities/{cohort.activity.code}/course/"


def fine(page: Page) -> None:
    assert faults(page) == []
    assert too_wide(page) == 0


def enrol(page: Page, url: str) -> None:
    page.goto(url)
    fine(page)
    page.locator("a.button:visible", has_text="报名").first.click()
    page.fill("#id_name", "王晓明")
    page.fill("#id_unit_name", "上海某检测公司")
    page.fill("#id_phone", PHONE)
    page.check("[name=agree]")
    page.click("button[value=send]")
    told = page.locator("[role=status]", has_text="验证码为")
    expect(told).to_be_visible()
    fine(page)
    page.fill("#id_code", re.search(r"\d{6}", told.inner_text())[0])
    page.click("button[value=enrol]")
    expect(page.locator(".notice-good")).to_contain_text("报名成功")
    fine(page)


UNTIL = """(one, until) => new Promise((done, failed) => {
  setTimeout(() => failed(new Error("it does not play")), 90000);
  one.addEventListener("timeupdate", function look() {
    if (one.currentTime < until && !one.ended) return;
    one.removeEventListener("timeupdate", look);
    one.pause();
    done();
  });
  one.play();
})"""
LOADED = """(one, until) => new Promise((done, failed) => {
  setTimeout(() => failed(new Error("it does not load")), 90000);
  const look = () => { if (one.buffered.length && one.buffered.end(0) >= until) done(); };
  for (const kind of ["progress", "canplaythrough", "suspend"]) one.addEventListener(kind, look);
  one.preload = "auto";
  one.load();
})"""


def watch(page: Page, until: float) -> None:
    """Play until this second of the film, then stop. The page's policy lets nobody wait with a function of strings."""
    page.locator("[data-video]").evaluate(UNTIL, until)


def percent() -> int:
    """What the server holds of the film; of what was played, the last seconds are told after the player has stopped."""
    return Progress.objects.get(lesson__sort="video").percent


def answer_right(page: Page) -> None:
    """Every question, by the words of the factory's bank, and hand in."""
    for number in range(1, 11):
        expect(page.locator(".ask-number")).to_have_text(f"第{number}题，共10题")
        asked = int(re.search(r"第 (\d+) 题", page.locator(".ask-stem").inner_text())[1])
        page.locator(".ask-choice", has_text=f"的{'甲乙丙丁'[asked % 4]}说法").click()
        page.locator("[data-next]").click()
    expect(page.locator("h2")).to_have_text("确认交卷？")
    page.locator("[data-next]").click()
    page.wait_for_url("**/result/")


def test_a_trainee_learns_on_two_devices_passes_and_shows_the_certificate(phone, desktop, serve, cohort):
    site, page = serve(), phone.new_page()
    enrol(page, site + course_page(cohort))
    link = page.locator(".course-link code").inner_text()

    page.locator("a.course-next").click()
    expect(page.locator(".lesson-text")).to_contain_text("正文")
    fine(page)
    page.get_by_role("button", name="我已读完").click()
    expect(page.locator("[data-video]")).to_be_visible()
    fine(page)

    watch(page, 6)
    expect(page.locator("[data-saved]")).to_contain_text("已保存")
    becomes(page, percent, lambda said: 20 <= said <= 60)

    other = desktop.new_page()
    other.goto(site + re.sub(r"^https?://[^/]+", "", link))
    expect(other.locator("a.course-next")).to_contain_text("继续学习")
    other.locator("a.course-next").click()
    watch(other, 10)
    expect(other.locator("[data-resume]")).to_contain_text("已从上次的0:0")
    other.locator("[data-video]").evaluate("one => { one.playbackRate = 2; }")
    watch(other, SECONDS - 0.5)
    expect(other.locator("[data-state]")).to_contain_text("已完成")

    page.goto(page.url)
    page.get_by_role("link", name="exam 3").click()
    expect(page.locator("[data-begin]")).to_be_enabled()  # its script is there
    fine(page)
    page.get_by_role("button", name="开始考试").click()
    page.wait_for_url("**/play/")
    answer_right(page)
    expect(page.get_by_role("link", name="排行榜")).to_have_count(0)  # learners stand in none
    page.get_by_role("link", name="返回课程").click()
    expect(page.locator("[data-state]")).to_contain_text("已完成")
    page.locator(".crumbs a").first.click()
    expect(page.locator(".course-done")).to_contain_text("学习证明编号")
    fine(page)

    page.get_by_role("link", name="在线查验").click()
    learner = Enrolment.objects.get()
    expect(page.locator("main")).to_contain_text("王晓明")
    expect(page.locator("main")).to_contain_text(learner.certificate)
    assert (learner.state, learner.percent, learner.minutes) == ("completed", 100, 90)


def test_what_is_watched_without_a_line_is_kept_and_counted_when_it_is_back(phone, serve, cohort):
    site, page = serve(), phone.new_page()
    enrol(page, site + course_page(cohort))
    lesson = Lesson.objects.get(sort="video")
    learner = Enrolment.objects.get()
    page.goto(f"{site}/learn/{learner.code}/lessons/{lesson.code}/")
    page.locator("[data-video]").evaluate(LOADED, SECONDS - 1)
    phone.set_offline(True)
    watch(page, 4)
    expect(page.locator("[data-line]")).to_contain_text("网络已断开")
    assert Progress.objects.get(lesson=lesson).spans == []
    phone.set_offline(False)
    expect(page.locator("[data-saved]")).to_contain_text("已保存")
    becomes(page, percent, lambda said: 15 <= said <= 40)


def test_jumping_to_the_end_counts_nothing_that_was_jumped_over(phone, serve, cohort):
    site, page = serve(), phone.new_page()
    enrol(page, site + course_page(cohort))
    lesson, learner = Lesson.objects.get(sort="video"), Enrolment.objects.get()
    page.goto(f"{site}/learn/{learner.code}/lessons/{lesson.code}/")
    watch(page, 1)
    page.locator("[data-video]").evaluate(f"one => {{ one.currentTime = {SECONDS - 2}; }}")
    with page.expect_response("**/report/"):
        watch(page, SECONDS)
    expect(page.locator("[data-saved]")).to_contain_text("已保存")
    assert Progress.objects.get(lesson=lesson).percent < 40
