"""Handing in: once for one press, again only when it is wanted, everything or nothing."""

import hashlib
from datetime import date

import pytest
from tests.factories.at_once import at_once
from tests.factories.courses import lessons_of, make_cohort, make_enrolment
from tests.factories.material_files import SECRET, heic, pdf, photo, video

from worldday.base import clock
from worldday.courses.actions.handing_in import Given, Nothing, TooManyFiles, Waiting, WrongFile, hand_in
from worldday.courses.files import path_of
from worldday.courses.models import Handin, HandinFile
from worldday.courses.pages import picture_of


@pytest.fixture(autouse=True)
def _day(on_day, everything, settings, tmp_path):
    on_day(date(2020, 10, 14))
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()


@pytest.fixture
def begun():
    cohort = make_cohort(sorts=("assignment",))
    return {"enrolment": make_enrolment(cohort), "lesson": lessons_of(cohort.course)[0]}


def given(folder, name: str, content: bytes) -> Given:
    path = folder / f"{len(list(folder.iterdir()))}"
    path.write_bytes(content)
    return Given(path, name)


@pytest.mark.django_db
class TestOneLearner:
    def test_hands_in_a_text_and_a_pdf(self, begun, tmp_path):
        handin = hand_in(**begun, text="说明", given=[given(tmp_path, "../../改错.exe", pdf())], key="a")
        assert (handin.number, handin.state, handin.files.get().name) == (1, "handed", "改错.pdf")

    def test_cannot_hand_in_again_while_it_waits_but_after_it_came_back(self, begun):
        first = hand_in(**begun, text="一", given=[], key="a")
        with pytest.raises(Waiting):
            hand_in(**begun, text="二", given=[], key="b")
        Handin.objects.filter(pk=first.pk).update(state="returned", marked_at=clock.now())
        assert hand_in(**begun, text="二", given=[], key="b").number == 2

    def test_may_try_again_below_the_mark_and_not_above(self, begun):
        first = hand_in(**begun, text="一", given=[], key="a")
        Handin.objects.filter(pk=first.pk).update(state="marked", mark=59, marked_at=clock.now())
        second = hand_in(**begun, text="二", given=[], key="b")
        Handin.objects.filter(pk=second.pk).update(state="marked", mark=60, marked_at=clock.now())
        with pytest.raises(Waiting):
            hand_in(**begun, text="三", given=[], key="c")

    def test_is_told_which_file_is_not_taken_and_nothing_is_kept(self, begun, tmp_path):
        files = [given(tmp_path, "好.pdf", pdf()), given(tmp_path, "片.mp4", video(seconds=1))]
        with pytest.raises(WrongFile) as told:
            hand_in(**begun, text="", given=files, key="a")
        assert "片.mp4" in str(told.value)
        assert not Handin.objects.exists() and not HandinFile.objects.exists()

    def test_hands_in_photos_without_the_place_and_the_device_and_as_any_browser_shows_them(self, begun, tmp_path):
        taken = [given(tmp_path, "作业1.jpg", photo()), given(tmp_path, "作业2.heic", heic())]
        kept = hand_in(**begun, text="", given=taken, key="a").files.order_by("pk")
        assert [(one.name, one.mime) for one in kept] == [("作业1.jpg", "image/jpeg"), ("作业2.jpg", "image/jpeg")]
        for one in kept:
            content = path_of(one.stored).read_bytes()
            assert (one.size, one.digest) == (len(content), hashlib.sha256(content).hexdigest())
            assert not any(word in content for word in (b"Exif", b"Phone 12", SECRET.encode()))

    def test_needs_something_and_not_too_much(self, begun, tmp_path):
        with pytest.raises(Nothing):
            hand_in(**begun, text=" \n", given=[], key="a")
        with pytest.raises(TooManyFiles):
            hand_in(**begun, text="", given=[given(tmp_path, f"{n}.txt", b"a") for n in range(6)], key="a")


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_many_times_at_once_is_one(begun):
    found = at_once(lambda _n: hand_in(**begun, text="一", given=[], key="the same"), 5)
    assert {one.pk for one in found} == {Handin.objects.get().pk}


@pytest.mark.django_db
def test_a_page_of_a_document_is_made_once_in_a_process_of_its_own(settings):
    cohort = make_cohort(sorts=("pdf",))
    asset = lessons_of(cohort.course)[0].assets.get()
    source = settings.MEDIA_ROOT / "courses" / asset.stored
    source.parent.mkdir(parents=True)
    source.write_bytes(pdf())
    first = picture_of(asset, 1)
    made = first.stat().st_mtime_ns
    assert first.read_bytes().startswith(b"\xff\xd8")
    assert picture_of(asset, 1).stat().st_mtime_ns == made
