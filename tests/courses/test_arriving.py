"""Files of an assignment over a poor line: in pieces, going on where they stopped, handed in once, forgotten in time."""

import base64
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.courses import lessons_of, make_cohort, make_enrolment
from tests.factories.material_files import pdf
from tests.public.test_courses import learning

from worldday.base import clock
from worldday.courses import forgetting
from worldday.courses.actions import arriving
from worldday.courses.files import path_of
from worldday.courses.models import Enrolment, Handin, HandinFile, HandinUpload
from worldday.materials import tus, uploads

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture(autouse=True)
def _day(on_day, settings, tmp_path):
    on_day(date(2020, 10, 14))
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()


@pytest.fixture
def learner() -> Enrolment:
    return make_enrolment(make_cohort(sorts=("assignment",)))


def lesson_url(learner: Enrolment, name: str = "lesson_uploads") -> str:
    return reverse(f"public:{name}", args=[learner.code, lessons_of(learner.cohort.course)[0].code])


def begin(browser: Client, learner: Enrolment, length: int, name: str = "改错.pdf"):
    said = {
        "Tus-Resumable": tus.VERSION,
        "Upload-Length": str(length),
        "Upload-Metadata": f"filename {base64.b64encode(name.encode()).decode()}",
    }
    return browser.post(lesson_url(learner), headers=said)


def patch(browser: Client, url: str, content: bytes, at: int):
    said = {"Tus-Resumable": tus.VERSION, "Upload-Offset": str(at)}
    return browser.patch(url, content, content_type=tus.PIECE, headers=said)


def head(browser: Client, url: str):
    return browser.head(url, headers={"Tus-Resumable": tus.VERSION})


def send(browser: Client, learner: Enrolment, content: bytes) -> str:
    """The code of an upload that has arrived."""
    url = begin(browser, learner, len(content)).headers["Location"]
    assert patch(browser, url, content, 0).status_code == 204
    return url.rstrip("/").rpartition("/")[2]


def hand_in(browser: Client, learner: Enrolment, *codes: str, **more):
    return browser.post(lesson_url(learner, "lesson_hand_in"), {"key": "k", "text": "见附件", "sent": codes, **more})


def test_a_file_goes_on_where_the_line_broke_and_is_handed_in_with_the_text(learner):
    browser, content = learning(learner), pdf()
    url = begin(browser, learner, len(content)).headers["Location"]
    assert patch(browser, url, content[:100], 0).headers["Upload-Offset"] == "100"
    assert patch(browser, url, content[50:], 50).status_code == 409
    assert head(browser, url).headers["Upload-Offset"] == "100"
    assert patch(browser, url, content[100:], 100).headers["Upload-Offset"] == str(len(content))
    code = url.rstrip("/").rpartition("/")[2]
    assert hand_in(browser, learner, code).status_code == 302
    file = HandinFile.objects.get()
    assert (file.name, path_of(file.stored).read_bytes(), Handin.objects.get().text) == ("改错.pdf", content, "见附件")
    assert not HandinUpload.objects.exists()


def test_what_is_still_on_its_way_is_not_handed_in_and_the_text_is_kept(learner):
    browser, content = learning(learner), pdf()
    url = begin(browser, learner, len(content)).headers["Location"]
    patch(browser, url, content[:100], 0)
    refused = hand_in(browser, learner, url.rstrip("/").rpartition("/")[2])
    assert (refused.status_code, Handin.objects.count()) == (422, 0)
    assert "见附件" in refused.content.decode()


def test_a_file_that_arrived_need_not_be_sent_again_when_the_form_was_refused(learner):
    browser = learning(learner)
    code = send(browser, learner, pdf())
    refused = hand_in(browser, learner, code, text="长" * 20_001)
    assert refused.status_code == 422
    assert f'name="sent" value="{code}" checked' in refused.content.decode()
    assert hand_in(browser, learner, code).status_code == 302
    assert HandinFile.objects.count() == 1


def test_a_program_is_refused_after_its_first_bytes_and_nothing_is_left(learner):
    browser, content = learning(learner), b"MZ" + bytes(5000)
    url = begin(browser, learner, len(content), "改错.pdf").headers["Location"]
    answer = patch(browser, url, content, 0)
    assert answer.status_code == 422
    assert answer.json()["sentence"]
    assert not HandinUpload.objects.exists()


def test_nobody_sees_sends_or_hands_in_anothers_file(learner):
    browser = learning(learner)
    code = send(browser, learner, pdf())
    other = make_enrolment(learner.cohort, name="李红")
    stranger = learning(other)
    assert head(stranger, reverse("public:handin_upload", args=[other.code, code])).status_code == 404
    assert head(Client(), reverse("public:handin_upload", args=[learner.code, code])).status_code == 302
    hand_in(stranger, other, code)
    assert (Handin.objects.get().enrolment, HandinFile.objects.count()) == (other, 0)


@pytest.mark.parametrize(("length", "status"), [(0, 422), (21 * 1024**2, 413)])
def test_what_can_never_be_taken_is_refused_before_it_is_sent(learner, length, status):
    assert begin(learning(learner), learner, length).status_code == status
    assert not HandinUpload.objects.exists()


def test_nobody_begins_files_without_end(learner):
    browser = learning(learner)
    answers = [begin(browser, learner, 10).status_code for _each in range(arriving.MOST_BEGUN + 1)]
    assert answers == [201] * arriving.MOST_BEGUN + [422]


def test_what_nobody_goes_on_with_goes_after_a_day_and_at_the_learners_request_at_once(learner):
    browser = learning(learner)
    old, new = send(browser, learner, pdf()), send(browser, learner, pdf())
    HandinUpload.objects.filter(code=old).update(expires_at=clock.now() - timedelta(seconds=1))
    arriving.clear()
    assert [row.code for row in HandinUpload.objects.all()] == [new]
    forgetting.part([learner.learner])
    assert not HandinUpload.objects.exists()


def test_stopping_removes_what_had_arrived(learner, django_capture_on_commit_callbacks):
    browser = learning(learner)
    code = send(browser, learner, pdf())
    url = reverse("public:handin_upload", args=[learner.code, code])
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.delete(url, headers={"Tus-Resumable": tus.VERSION}).status_code == 204
    assert not uploads.path_of(code).exists()
    assert head(browser, url).status_code == 404
