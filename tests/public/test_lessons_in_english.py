"""A course read on an English page: its English texts, or a plain word that there are none."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.courses import lessons_of, make_cohort, make_enrolment

from worldday.base import clock
from worldday.courses.links import token_of
from worldday.courses.models import Course, Handin, Lesson, Progress

UNOFFICIAL = "The English names are unofficial translations"
ONLY_CHINESE = "The text of this lesson is in Chinese only."


@pytest.fixture(autouse=True)
def _day(on_day, everything):
    on_day(date(2020, 9, 20))


def reading(sort: str = "text", **fields):
    """A lesson with these texts, and how its learner's browser shows it."""
    cohort = make_cohort(sorts=(sort,))
    learner, [lesson] = make_enrolment(cohort), lessons_of(cohort.course)
    Lesson.objects.filter(pk=lesson.pk).update(**fields)
    browser = Client()
    browser.get(reverse("public:learner_link", args=[learner.code, token_of(learner)]))
    url = reverse("public:lesson", args=[learner.code, lesson.code])
    return lambda prefix="", **said: browser.get(f"{prefix}{url}", said).content.decode()


@pytest.mark.django_db
def test_what_became_of_an_assignment_names_its_lesson_in_english():
    cohort = make_cohort(sorts=("assignment",))
    learner, [lesson] = make_enrolment(cohort), lessons_of(cohort.course)
    Lesson.objects.filter(pk=lesson.pk).update(name="改一页草案", name_en="Mend a page")
    now = clock.now()
    Handin.objects.create(
        enrolment=learner, lesson=lesson, key="k", text="x", handed_at=now, state="marked", mark=80, marked_at=now
    )
    browser = Client()
    browser.get(reverse("public:learner_link", args=[learner.code, token_of(learner)]))
    page = browser.get("/en" + reverse("public:learner", args=[learner.code])).content.decode()
    assert "Your assignment “Mend a page” was marked with 80 of 100." in page


@pytest.mark.django_db
def test_whoever_enrols_reads_in_english_who_is_responsible():
    cohort = make_cohort(recognition="link")
    owner = cohort.course.owner
    owner.name_en, owner.contact = "Institute of Grain Science", ""
    owner.save()
    where = cohort.activity.campaign.slug, cohort.activity.code, cohort.code
    page = Client().get("/en" + reverse("public:course_enrol", args=where)).content.decode()
    assert "Institute of Grain Science (Institute of Grain Science)" in page


@pytest.mark.django_db
class TestALesson:
    def test_is_english_on_an_english_page_and_chinese_on_a_chinese_one(self):
        page = reading(body="正文在此", body_en="Its text", sources=[{"text": "标准化法第二条", "url": ""}])
        assert "Its text" in page("/en")
        assert "正文在此" not in page("/en")
        assert "正文在此" in page()
        assert [ONLY_CHINESE in text for text in (page("/en"), page())] == [False, False]

    def test_shows_the_same_sources_in_both_languages(self):
        page = reading(body="正文", body_en="Its text", sources=[{"text": "标准化法第二条", "url": ""}])
        assert [text.count("标准化法第二条") for text in (page(), page("/en"))] == [1, 1]

    def test_names_its_sources_in_english_beside_the_original_as_an_unofficial_translation(self):
        law = {"text": "标准化法第二条", "url": "https://www.gov.cn/a", "text_en": "Standardization Law, Article 2"}
        page = reading(body="正文", body_en="Its text", sources=[law, {"text": "示例", "url": ""}])
        said = page("/en")
        assert ">Standardization Law, Article 2</a>" in said
        assert "标准化法第二条" in said
        assert '<span lang="zh-Hans">示例</span>' in said
        assert UNOFFICIAL in said
        assert "Standardization Law" not in page()

    def test_whose_sources_are_chinese_only_says_nothing_of_translations(self):
        page = reading(body="正文", body_en="Its text", sources=[{"text": "标准化法第二条", "url": ""}])
        assert UNOFFICIAL not in page("/en")

    def test_without_english_says_so_and_marks_the_chinese(self):
        page = reading(body="正文在此", body_en="")("/en")
        assert ONLY_CHINESE in page
        assert '<article class="lesson-text" lang="zh-Hans"><p>正文在此</p>' in page

    def test_without_any_text_says_nothing_of_languages(self):
        assert ONLY_CHINESE not in reading("onsite", body="", body_en="")("/en")

    def test_turns_english_slides_one_by_one_and_counts_the_same_pages(self):
        page = reading("slides", body="# 一\n\n---\n\n# 二", body_en="# One\n\n---\n\n# Two")
        said = page("/en", page=2)
        assert "<h2>Two</h2>" in said
        assert "<h2>One</h2>" not in said
        assert Progress.objects.get().percent == 50

    def test_with_another_number_of_english_slides_shows_the_chinese_ones(self):
        page = reading("slides", body="# 一\n\n---\n\n# 二", body_en="# One")("/en", page=2)
        assert '<div class="leaf-slide lesson-text" lang="zh-Hans"><h2>二</h2>' in page
        assert ONLY_CHINESE in page


@pytest.mark.django_db
class TestWhatACourseIsAbout:
    def page(self, client, prefix: str = "", **fields) -> str:
        cohort = make_cohort()
        Course.objects.filter(pk=cohort.course_id).update(**fields)
        url = reverse("public:course", args=[cohort.activity.campaign.slug, cohort.activity.code])
        return client.get(f"{prefix}{url}").content.decode()

    def test_is_shown_as_it_was_written(self, client):
        page = self.page(client, summary="第一段。\n\n**由负责单位补充**", summary_en="")
        assert "<p>第一段。</p>\n<p><strong>由负责单位补充</strong></p>" in page

    def test_is_english_on_an_english_page(self, client):
        page = self.page(client, "/en", summary="中文简介", summary_en="**About** it")
        assert "<strong>About</strong> it" in page
        assert "中文简介" not in page

    def test_without_english_is_marked_as_chinese(self, client):
        page = self.page(client, "/en", summary="中文简介", summary_en="")
        assert '<div class="lead lesson-text" lang="zh-Hans"><p>中文简介</p>' in page

    def test_runs_nothing_an_author_writes(self, client):
        assert "<script>alert" not in self.page(client, summary="<script>alert(1)</script>")


@pytest.mark.django_db
class TestACohort:
    def pages(self, client, **fields) -> tuple[str, str]:
        cohort = make_cohort(place="培训教室", teacher="市质检院讲师", **fields)
        url = reverse("public:course", args=[cohort.activity.campaign.slug, cohort.activity.code])
        return client.get(url).content.decode(), client.get(f"/en{url}").content.decode()

    def test_says_place_and_teacher_in_english_where_there_is_some(self, client):
        zh, en = self.pages(client, place_en="Training room", teacher_en="Lecturer of the institute")
        assert "培训教室 · 市质检院讲师" in zh
        assert "Training room · Lecturer of the institute" in en
        assert "培训教室" not in en

    def test_falls_back_to_the_chinese_marked_as_such(self, client):
        _zh, en = self.pages(client)
        assert '<span lang="zh-Hans">培训教室</span>' in en
