"""A course for citizens: its page, a seat, lessons, files in parts, an assignment, and who may see what."""

import json
import re
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.factories.courses import lessons_of, make_asset, make_cohort, make_design, make_enrolment

from worldday.base import clock
from worldday.courses import files
from worldday.courses.links import token_of
from worldday.courses.models import Asset, Enrolment, Handin, Lesson, Progress
from worldday.events.slowing import Recent
from worldday.messages.channels.sms import demo as demo_channel
from worldday.people.models import PhoneCode
from worldday.public.courses import enrol

PHONE = "13800000000"


@pytest.fixture(autouse=True)
def _day(on_day, everything):
    on_day(date(2020, 9, 20))


@pytest.fixture
def _demo_phones(settings):
    settings.DEMO, settings.SMS_CHANNEL = True, "demo"


def course_url(cohort) -> str:
    return reverse("public:course", args=[cohort.activity.campaign.slug, cohort.activity.code])


def enrol_url(cohort) -> str:
    return reverse("public:course_enrol", args=[cohort.activity.campaign.slug, cohort.activity.code, cohort.code])


def learning(enrolment: Enrolment) -> Client:
    """A browser that has opened the personal link."""
    browser = Client()
    browser.get(reverse("public:learner_link", args=[enrolment.code, token_of(enrolment)]))
    return browser


def hidden(page, name: str) -> str:
    return re.search(rf'name="{name}"[^>]*value="([^"]+)"', page.content.decode())[1]


def fill(page, **fields):
    return {"key": hidden(page, "key"), "agree": hidden(page, "agree"), "name": "王晓明", "step": "enrol"} | fields


@pytest.mark.django_db
class TestTheCoursesPage:
    def test_says_what_it_teaches_when_it_is_completed_and_how_many_seats_are_left(self, client):
        cohort = make_cohort(sorts=("text", "video", "exam"), seats=30)
        page = client.get(course_url(cohort)).content.decode()
        for said in ("标准编写基础", "每个实际播放不少于90%", "得分不低于满分的60%", "第一期", "30", enrol_url(cohort)):
            assert said in page

    def test_without_an_open_cohort_says_that_it_is_being_prepared(self, client):
        cohort = make_cohort(state="draft")
        page = client.get(course_url(cohort))
        assert page.status_code == 200
        assert "第一期" not in page.content.decode()

    def test_asks_the_database_no_more_for_three_lessons_than_for_one(self, client, django_assert_max_num_queries):
        one, three = make_cohort(), make_cohort(sorts=("text", "video", "pdf"))
        client.get(course_url(one))
        with django_assert_max_num_queries(18):
            client.get(course_url(three))


@pytest.mark.django_db
class TestEnrolling:
    def test_by_personal_link_takes_one_form(self, client):
        cohort = make_cohort(recognition="link")
        page = client.get(enrol_url(cohort))
        answer = client.post(enrol_url(cohort), fill(page, unit_name="上海某检测公司"))
        learner = Enrolment.objects.get()
        assert answer.url == f"{reverse('public:learner', args=[learner.code])}?welcome=1"
        assert token_of(learner) in client.get(answer.url).content.decode()

    def test_pressing_twice_takes_one_seat(self, client):
        cohort = make_cohort(recognition="link", seats=5)
        said = fill(client.get(enrol_url(cohort)))
        assert client.post(enrol_url(cohort), said).url == client.post(enrol_url(cohort), said).url
        cohort.refresh_from_db()
        assert cohort.taken == 1

    @pytest.mark.usefixtures("_demo_phones")
    def test_by_phone_asks_for_the_code_and_keeps_what_was_typed(self, client):
        cohort = make_cohort()
        page = client.get(enrol_url(cohort))
        asked = client.post(enrol_url(cohort), fill(page, phone=PHONE, step="send", unit_name="某公司"))
        assert 'name="code"' in asked.content.decode()
        assert "某公司" in asked.content.decode()
        wrong = client.post(enrol_url(cohort), fill(page, phone=PHONE, code="000000"))
        assert wrong.status_code == 422
        right = client.post(enrol_url(cohort), fill(page, phone=PHONE, code=demo_channel.last_code(PHONE)))
        assert (right.status_code, Enrolment.objects.get().strength) == (302, "phone")

    def test_without_agreeing_nothing_is_written_and_the_name_is_kept(self, client):
        cohort = make_cohort(recognition="link")
        page = client.get(enrol_url(cohort))
        answer = client.post(enrol_url(cohort), fill(page, agree=""))
        assert answer.status_code == 422
        assert "王晓明" in answer.content.decode()
        assert not Enrolment.objects.exists()

    def test_from_a_busy_network_answers_a_small_question_and_is_not_locked_out(self, client, monkeypatch):
        monkeypatch.setattr(enrol, "recent", Recent())
        cohort = make_cohort(recognition="link")
        for _at in range(30):
            client.post(enrol_url(cohort), fill(client.get(enrol_url(cohort))))
        said = fill(client.get(enrol_url(cohort)))
        asked = client.post(enrol_url(cohort), said)
        assert (asked.status_code, Enrolment.objects.count()) == (422, 30)
        question = re.search(r'for="id_riddle">([^<]+)<', asked.content.decode())[1]
        one, sign, other = re.match(r"(.)(加|减)(.)等于几", question).groups()
        numbers = {letter: at for at, letter in enumerate("零一二三四五六七八九")}
        right = numbers[one] + numbers[other] if sign == "加" else numbers[one] - numbers[other]
        assert (
            client.post(enrol_url(cohort), said | {"riddle": str(right), "token": hidden(asked, "token")}).status_code
            == 302
        )


@pytest.mark.django_db
class TestWhoMaySee:
    def test_a_stranger_is_led_to_the_door(self, client):
        learner = make_enrolment(make_cohort())
        answer = client.get(reverse("public:learner", args=[learner.code]))
        assert answer.url == f"{reverse('public:learn')}?to={learner.code}"

    def test_a_learner_sees_no_lesson_of_another_course(self):
        mine, other = make_enrolment(make_cohort()), make_cohort()
        [lesson] = lessons_of(other.course)
        assert learning(mine).get(reverse("public:lesson", args=[mine.code, lesson.code])).status_code == 404

    def test_a_wrong_link_says_so_and_opens_nothing(self, client):
        learner = make_enrolment(make_cohort())
        answer = client.get(reverse("public:learner_link", args=[learner.code, "0" * 32]))
        assert answer.status_code == 404
        assert client.get(reverse("public:learner", args=[learner.code])).status_code == 302

    def test_no_cache_keeps_a_learners_page(self):
        learner = make_enrolment(make_cohort())
        answer = learning(learner).get(reverse("public:learner", args=[learner.code]))
        assert "no-store" in answer["Cache-Control"]

    @pytest.mark.usefixtures("_demo_phones")
    def test_the_phone_opens_the_same_course_on_another_device(self, client):
        cohort = make_cohort()
        page = client.get(enrol_url(cohort))
        client.post(enrol_url(cohort), fill(page, phone=PHONE, step="send"))
        client.post(enrol_url(cohort), fill(page, phone=PHONE, code=demo_channel.last_code(PHONE)))
        other = Client()
        PhoneCode.objects.update(sent_at=clock.now() - timedelta(minutes=2))
        cache.clear()
        other.post(reverse("public:learn"), {"phone": PHONE, "step": "send"})
        opened = other.post(
            reverse("public:learn"), {"phone": PHONE, "step": "open", "code": demo_channel.last_code(PHONE)}
        )
        assert opened.url == reverse("public:learner", args=[Enrolment.objects.get().code])
        assert other.get(opened.url).status_code == 200


@pytest.mark.django_db
class TestLessons:
    def test_a_text_is_read_to_its_end_by_a_press_without_script(self):
        cohort = make_cohort()
        learner, [lesson] = make_enrolment(cohort), lessons_of(cohort.course)
        browser = learning(learner)
        assert "正文" in browser.get(reverse("public:lesson", args=[learner.code, lesson.code])).content.decode()
        browser.post(reverse("public:lesson_finish", args=[learner.code, lesson.code]))
        learner.refresh_from_db()
        assert (learner.state, learner.percent, learner.minutes) == ("completed", 100, 30)

    def test_what_an_author_writes_cannot_run(self):
        cohort = make_cohort()
        [lesson] = lessons_of(cohort.course)
        Lesson.objects.filter(pk=lesson.pk).update(body="<script>alert(1)</script>\n\n[x](javascript:alert(1))")
        learner = make_enrolment(cohort)
        page = learning(learner).get(reverse("public:lesson", args=[learner.code, lesson.code])).content.decode()
        assert "<script>alert" not in page
        assert 'href="javascript' not in page

    def test_a_lessons_sources_are_shown(self):
        cohort = make_cohort()
        [lesson] = lessons_of(cohort.course)
        source = {"text": "GB/T 1.1—2020 第8.3条", "url": "https://example.org/"}
        Lesson.objects.filter(pk=lesson.pk).update(sources=[source])
        learner = make_enrolment(cohort)
        page = learning(learner).get(reverse("public:lesson", args=[learner.code, lesson.code])).content.decode()
        assert "GB/T 1.1—2020 第8.3条" in page

    def test_pages_are_counted_as_they_are_turned_without_script(self):
        cohort = make_cohort(sorts=("pdf",))
        learner, [lesson] = make_enrolment(cohort), lessons_of(cohort.course)
        browser, url = learning(learner), reverse("public:lesson", args=[learner.code, lesson.code])
        for number in (1, 2, 2, 4):
            browser.get(url, {"page": number})
        assert Progress.objects.get().percent == 75
        browser.get(url, {"page": 3})
        learner.refresh_from_db()
        assert learner.state == "completed"

    def test_slides_written_as_text_are_turned_one_by_one(self):
        cohort = make_cohort(sorts=("slides",))
        [lesson] = lessons_of(cohort.course)
        Lesson.objects.filter(pk=lesson.pk).update(body="# 一\n\n---\n\n# 二\n\n---\n\n# 三")
        learner = make_enrolment(cohort)
        browser, url = learning(learner), reverse("public:lesson", args=[learner.code, lesson.code])
        page = browser.get(url, {"page": 2}).content.decode()
        assert "<h2>二</h2>" in page
        assert "<h2>一</h2>" not in page
        assert Progress.objects.get().percent == 33

    def test_before_the_first_day_a_lesson_is_shut_and_says_so(self, on_day):
        cohort = make_cohort()
        learner, [lesson] = make_enrolment(cohort), lessons_of(cohort.course)
        browser = learning(learner)
        on_day(date(2020, 8, 1))
        answer = browser.get(reverse("public:lesson", args=[learner.code, lesson.code]))
        assert answer.status_code == 409
        assert "lesson-text" not in answer.content.decode()

    def test_after_the_last_day_it_can_be_read_but_counts_no_more(self, on_day):
        cohort = make_cohort()
        learner, [lesson] = make_enrolment(cohort), lessons_of(cohort.course)
        browser = learning(learner)
        on_day(date(2020, 11, 1))
        assert browser.get(reverse("public:lesson", args=[learner.code, lesson.code])).status_code == 200
        assert browser.post(reverse("public:lesson_finish", args=[learner.code, lesson.code])).status_code == 409
        learner.refresh_from_db()
        assert learner.percent == 0

    def test_completing_brings_the_certificate(self):
        cohort = make_cohort()
        cohort.design = make_design(cohort.course.owner)
        cohort.save()
        learner, [lesson] = make_enrolment(cohort), lessons_of(cohort.course)
        browser = learning(learner)
        browser.post(reverse("public:lesson_finish", args=[learner.code, lesson.code]))
        learner.refresh_from_db()
        page = browser.get(reverse("public:learner", args=[learner.code])).content.decode()
        assert learner.certificate and learner.certificate in page

    def test_a_name_that_a_certificate_carries_is_not_changed_and_the_page_says_whom_to_ask(self):
        learner = make_enrolment(make_cohort(state="open"))
        Enrolment.objects.update(state="completed", completed_at=clock.now(), certificate="X")
        said = {"name": "王小明", "latin": "", "unit_name": ""}
        page = learning(learner).post(reverse("public:learner_correct", args=[learner.code]), said)
        assert page.status_code == 422
        assert "如需更正，请联系主办单位换发" in page.content.decode()
        assert Enrolment.objects.get().name == "王晓明"

    def test_asks_the_database_no_more_for_three_lessons_than_for_one(self, django_assert_max_num_queries):
        cohort = make_cohort(sorts=("text", "video", "pdf", "text", "video", "exam"))
        learner = make_enrolment(cohort)
        browser = learning(learner)
        browser.get(reverse("public:learner", args=[learner.code]))
        with django_assert_max_num_queries(22):
            browser.get(reverse("public:learner", args=[learner.code]))


@pytest.mark.django_db
class TestVideos:
    def report(self, browser, learner, lesson, **said):
        body = {"key": "a", "played": [[0, 20, 1]], "position": 20} | said
        url = reverse("public:lesson_report", args=[learner.code, lesson.code])
        return browser.post(url, json.dumps(body), content_type="application/json")

    def watching(self):
        cohort = make_cohort(sorts=("video",))
        learner, [lesson] = make_enrolment(cohort), lessons_of(cohort.course)
        browser = learning(learner)
        browser.get(reverse("public:lesson", args=[learner.code, lesson.code]))
        return browser, learner, lesson

    def later(self, learner, seconds: float) -> None:
        Enrolment.objects.filter(pk=learner.pk).update(clocked_at=clock.wall() - timedelta(seconds=seconds))

    def test_what_was_played_counts_and_where_it_stopped_is_known_on_another_device(self):
        browser, learner, lesson = self.watching()
        self.later(learner, 20)
        told = self.report(browser, learner, lesson).json()
        assert (told["percent"], told["done"], told["spans"]) == (3, False, [[0, 20]])
        page = learning(learner).get(reverse("public:lesson", args=[learner.code, lesson.code])).content.decode()
        assert '"position": 20.0' in page

    def test_a_report_that_is_sent_again_counts_once(self):
        browser, learner, lesson = self.watching()
        self.later(learner, 20)
        first = self.report(browser, learner, lesson).json()
        self.later(learner, 600)
        assert self.report(browser, learner, lesson, played=[[0, 600, 1]]).json()["percent"] == first["percent"]

    def test_more_than_time_can_have_given_is_not_believed(self):
        browser, learner, lesson = self.watching()
        assert self.report(browser, learner, lesson, played=[[0, 600, 1]]).json()["percent"] == 0

    def test_time_is_spent_once_also_on_two_videos(self):
        cohort = make_cohort(sorts=("video", "video"))
        learner, [one, other] = make_enrolment(cohort), lessons_of(cohort.course)
        browser = learning(learner)
        browser.get(reverse("public:lesson", args=[learner.code, one.code]))
        self.later(learner, 300)
        assert self.report(browser, learner, one, played=[[0, 300, 1]]).json()["percent"] == 50
        assert self.report(browser, learner, other, key="b", played=[[0, 300, 1]]).json()["percent"] == 0

    def test_time_saved_up_is_forgotten_after_two_hours(self):
        browser, learner, lesson = self.watching()
        Asset.objects.filter(lesson=lesson).update(seconds=36000)
        self.later(learner, 36000)
        assert self.report(browser, learner, lesson, played=[[0, 36000, 1]]).json()["percent"] == 20

    @pytest.mark.parametrize(
        "body",
        [
            *(
                "",
                "[]",
                "null",
                '{"played": [[0, 1]]}',
                '{"key": "a", "played": "all"}',
                '{"key": "a", "position": "x"}',
            ),
            *('{"key": "\\u0000"}', '{"key": "\\ud800"}', '{"key": 1}', f'{{"key": "a", "position": {"9" * 400}}}'),
            f'{{"key": "a", "played": [[0, {"9" * 400}, 1]]}}',
        ],
    )
    def test_a_report_of_nonsense_does_no_harm(self, body):
        browser, learner, lesson = self.watching()
        url = reverse("public:lesson_report", args=[learner.code, lesson.code])
        assert browser.post(url, body, content_type="application/json").status_code in (200, 400)
        assert Progress.objects.get().percent == 0

    def test_a_stranger_cannot_report(self, client):
        _browser, learner, lesson = self.watching()
        assert self.report(client, learner, lesson).status_code == 302
        assert Progress.objects.get().spans == []

    def test_a_player_gets_the_part_it_asks_for(self, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        browser, learner, lesson = self.watching()
        asset = lesson.assets.get()
        path = files.path_of(asset.stored)
        path.parent.mkdir(parents=True)
        path.write_bytes(bytes(range(200)))
        url = reverse("public:lesson_file", args=[learner.code, asset.code])
        answer = browser.get(url, headers={"Range": "bytes=50-99"})
        assert (answer.status_code, answer["Content-Range"]) == (206, "bytes 50-99/200")
        assert b"".join(answer.streaming_content) == bytes(range(50, 100))
        assert browser.get(url, headers={"Range": "bytes=200-"}).status_code == 416
        assert Client().get(url).status_code == 302

    def test_whoever_saves_data_gets_the_small_version(self):
        browser, learner, lesson = self.watching()
        small = make_asset(lesson, "low", "video/mp4", name="小.mp4", seconds=600)
        page = browser.get(reverse("public:lesson", args=[learner.code, lesson.code]), headers={"Save-Data": "on"})
        assert small.code in page.content.decode()


@pytest.mark.django_db
class TestAssignments:
    def begun(self):
        cohort = make_cohort(sorts=("assignment",))
        learner, [lesson] = make_enrolment(cohort), lessons_of(cohort.course)
        return learning(learner), learner, lesson, reverse("public:lesson_hand_in", args=[learner.code, lesson.code])

    def test_a_text_and_a_file_are_handed_in_once(self, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        browser, learner, lesson, url = self.begun()
        for _press in range(2):
            file = SimpleUploadedFile("作业 😀.txt", "内容".encode())
            browser.post(url, {"key": "k1", "text": "我的答案", "files": [file]})
        handin = Handin.objects.get()
        [kept] = handin.files.all()
        assert (handin.text, kept.name, kept.size) == ("我的答案", "作业 😀.txt", 6)
        own = browser.get(reverse("public:handin_file", args=[learner.code, kept.code]))
        assert b"".join(own.streaming_content) == "内容".encode()
        assert "attachment" in own["Content-Disposition"]
        assert "等待批改" in browser.get(reverse("public:lesson", args=[learner.code, lesson.code])).content.decode()

    def test_a_program_is_refused_and_the_text_is_kept(self, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        browser, _learner, _lesson, url = self.begun()
        answer = browser.post(
            url, {"key": "k1", "text": "我的答案", "files": [SimpleUploadedFile("a.pdf", b"MZ\x90\x00")]}
        )
        assert answer.status_code == 422
        assert "我的答案" in answer.content.decode()
        assert not Handin.objects.exists()

    def test_nothing_is_nothing(self):
        browser, _learner, _lesson, url = self.begun()
        assert browser.post(url, {"key": "k1", "text": "  "}).status_code == 422

    def test_nobody_else_reads_the_file(self, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        browser, _learner, _lesson, url = self.begun()
        browser.post(url, {"key": "k1", "files": [SimpleUploadedFile("a.txt", b"secret")]})
        other = make_enrolment(Enrolment.objects.get().cohort, name="李四")
        [kept] = Handin.objects.get().files.all()
        assert learning(other).get(reverse("public:handin_file", args=[other.code, kept.code])).status_code == 404
