"""A package becomes a course, becomes it again, and comes out as the package it was."""

import hashlib
import io
from functools import cache

import av
import pytest
from django.db import connection
from PIL import Image
from tests.factories.campaigns import make_activity, make_campaign
from tests.factories.course_plans import COURSE, zip_of
from tests.factories.courses import make_cohort
from tests.factories.events import make_event
from tests.factories.material_files import SECRET, png, scene, video
from tests.factories.questions import make_question
from tests.factories.units import make_staff, make_unit

from worldday.base import clock
from worldday.base.models import AuditEvent
from worldday.base.problems import Problem
from worldday.courses import files
from worldday.courses.actions.building import build
from worldday.courses.models import Asset, Cohort, Course, Enrolment, Lesson, Progress
from worldday.courses.packages import read, write
from worldday.courses.queries.plans import plan_of
from worldday.events.models import Event
from worldday.materials.preparing import guarded

pytestmark = pytest.mark.django_db

TEXT = "---\nkey: scope\ntitle: 范围\nminutes: 15\nsources:\n  - GB/T 1.1—2020，8.5\n---\n\n见图。\n\n![示意](../media/a.png)\n"
VIDEO = "---\nkey: film\ntitle: 短片\nsort: video\nvideo: media/film.mp4\n---\n"
EXAM = "---\nkey: exam\ntitle: 小测\nsort: exam\ntime_limit: 15\ntries: 2\npaper:\n  - = {code} | 40\n  - 标准化法 | * | 2 | 30\n---\n"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "kept"


@pytest.fixture
def bureau():
    return make_unit("甲市市场监管局")


@pytest.fixture
def staff(bureau):
    return make_staff(unit=bureau)


@pytest.fixture
def course(bureau, staff, everything):
    return Course.objects.create(owner=bureau, name="新课程")


png, video = cache(png), cache(video)


def plan(tmp_path, **parts):
    """A package of three lessons in two chapters; `parts` replace, add (text) or leave out (None) files."""
    shown = {
        "course.md": COURSE,
        "1-要素/chapter.md": "---\ntitle: 要素\n---\n",
        "1-要素/1-范围.md": TEXT,
        "2-看一看/1-短片.md": VIDEO,
        "media/a.png": png(),
        "media/film.mp4": video(),
    }
    shown = {name: text for name, text in (shown | parts).items() if text is not None}
    into = tmp_path / f"into{len(list(tmp_path.iterdir()))}"
    into.mkdir()
    return read(zip_of(shown), into)


def learner(course: Course, owner, lesson: Lesson) -> Progress:
    activity = make_activity(make_campaign(owner=owner), units=[owner], kind="course")
    cohort = Cohort.objects.create(activity=activity, course=course, name="一班")
    enrolment = Enrolment.objects.create(cohort=cohort, learner=1, name="张三", enrolled_at=clock.now())
    now = clock.now()
    return Progress.objects.create(
        enrolment=enrolment, lesson=lesson, opened_at=now, last_at=now, percent=100, done_at=now
    )


def shape(course: Course) -> list[tuple[str, list[str]]]:
    return [(chapter.name, [lesson.name for lesson in chapter.lessons.all()]) for chapter in course.chapters.all()]


def test_a_package_becomes_a_course_with_its_files(course, staff, tmp_path):
    built = build(course=course, plan=plan(tmp_path), by=staff)
    course.refresh_from_db()
    assert (course.name, shape(course)) == ("标准起草", [("要素", ["范围"]), ("看一看", ["短片"])])
    text, film = Lesson.objects.get(key="scope"), Lesson.objects.get(key="film")
    assert (text.minutes, text.sources) == (15, [{"text": "GB/T 1.1—2020，8.5", "url": ""}])
    assert text.body == "见图。\n\n![示意](a.png)"
    picture, clip = Asset.objects.get(role="picture"), film.assets.get(role="video")
    assert (picture.name, picture.lesson, picture.width) == ("a.png", None, 640)
    assert (clip.name, clip.mime, clip.seconds) == ("film.mp4", "video/mp4", 2.0)
    assert (built.added, built.changed, built.same) == (["范围", "短片"], [], [])
    assert "course-imported" in set(AuditEvent.objects.values_list("action", flat=True))


def test_importing_the_same_again_changes_nothing(course, staff, tmp_path):
    build(course=course, plan=plan(tmp_path), by=staff)
    assets = list(Asset.objects.values_list("pk", "stored"))
    built = build(course=course, plan=plan(tmp_path), by=staff)
    assert (built.added, built.changed, built.same) == ([], [], ["范围", "短片"])
    assert list(Asset.objects.values_list("pk", "stored")) == assets


def test_a_lesson_that_was_renamed_moved_and_rewritten_keeps_its_learners_progress(course, staff, bureau, tmp_path):
    build(course=course, plan=plan(tmp_path), by=staff)
    done = learner(course, bureau, Lesson.objects.get(key="scope"))
    moved = TEXT.replace("title: 范围", "title: 怎样写范围").replace("见图。", "请看图。")
    built = build(course=course, plan=plan(tmp_path, **{"1-要素/1-范围.md": None, "2-看一看/9-x.md": moved}), by=staff)
    done.refresh_from_db()
    assert (done.lesson.name, done.lesson.chapter.name, done.percent) == ("怎样写范围", "看一看", 100)
    assert (built.changed, shape(course)) == (["怎样写范围"], [("看一看", ["短片", "怎样写范围"])])


def test_a_lesson_that_is_gone_stays_as_optional_where_people_have_learnt(course, staff, bureau, tmp_path):
    build(course=course, plan=plan(tmp_path), by=staff)
    done = learner(course, bureau, Lesson.objects.get(key="film"))
    built = build(course=course, plan=plan(tmp_path, **{"2-看一看/1-短片.md": None, "media/film.mp4": None}), by=staff)
    done.lesson.refresh_from_db()
    assert (built.kept, built.removed, done.lesson.required) == (["短片"], [], False)
    assert done.lesson.assets.count() == 1


def test_a_lesson_that_is_gone_and_was_never_learnt_goes_with_its_file(
    course, staff, tmp_path, django_capture_on_commit_callbacks
):
    build(course=course, plan=plan(tmp_path), by=staff)
    built = build(course=course, plan=plan(tmp_path, **{"2-看一看/1-短片.md": None, "media/film.mp4": None}), by=staff)
    assert (built.removed, Asset.objects.filter(role="video").count()) == (["短片"], 0)


def test_another_picture_of_the_same_name_takes_its_place(course, staff, tmp_path, django_capture_on_commit_callbacks):
    build(course=course, plan=plan(tmp_path), by=staff)
    old = Asset.objects.get(role="picture")
    with django_capture_on_commit_callbacks(execute=True):
        build(course=course, plan=plan(tmp_path, **{"media/a.png": png(seed=9)}), by=staff)
    new = Asset.objects.get(role="picture")
    assert Image.open(files.path_of(new.stored)).convert("RGB").tobytes() == scene(seed=9).tobytes()
    assert not files.path_of(old.stored).exists()


def test_no_picture_or_film_of_a_package_keeps_its_place_device_or_owner(course, staff, tmp_path):
    assert SECRET.encode() in png() and b"31.2304" in video()
    build(course=course, plan=plan(tmp_path), by=staff)
    for asset in Asset.objects.all():
        kept = files.path_of(asset.stored).read_bytes()
        assert (asset.size, asset.digest) == (len(kept), hashlib.sha256(kept).hexdigest())
        assert not any(word in kept for word in (SECRET.encode(), b"Exif", b"eXIf", b"31.2304", b"Phone 12"))
    with av.open(files.path_of(Asset.objects.get(role="video").stored)) as film:
        assert sum(1 for _frame in film.decode(video=0)) == 20


def test_files_are_looked_into_before_anything_is_held(course, staff, tmp_path, monkeypatch):
    held, depth, real = [], len(connection.savepoint_ids), guarded.examine
    monkeypatch.setattr(guarded, "examine", lambda path: held.append(len(connection.savepoint_ids)) or real(path))
    build(course=course, plan=plan(tmp_path), by=staff)
    assert held == [depth, depth]


def test_a_sort_does_not_change_under_people_who_have_learnt(course, staff, bureau, tmp_path):
    build(course=course, plan=plan(tmp_path), by=staff)
    learner(course, bureau, Lesson.objects.get(key="scope"))
    other = TEXT.replace("title: 范围", "title: 范围\nsort: assignment")
    with pytest.raises(Problem):
        build(course=course, plan=plan(tmp_path, **{"1-要素/1-范围.md": other, "course.md": COURSE + "新"}), by=staff)
    course.refresh_from_db()
    assert course.summary == "怎样起草标准。"


def test_a_file_that_is_broken_changes_nothing(course, staff, tmp_path):
    bad = plan(tmp_path, **{"media/film.mp4": b"\0\0\0\x18ftypisom" + b"\0" * 200})
    with pytest.raises(Problem, match=r"“media/film\.mp4”：文件不完整或已损坏"):
        build(course=course, plan=bad, by=staff)
    assert (course.chapters.count(), Asset.objects.count()) == (0, 0)


def test_an_exam_becomes_the_quiz_of_the_activity(course, staff, bureau, tmp_path):
    question = make_question(bureau)
    activity = make_activity(make_campaign(owner=bureau), units=[bureau], kind="course")
    Cohort.objects.create(activity=activity, course=course, name="一班", starts_on="2020-10-12", ends_on="2020-10-16")
    exam = {"3-考/1-小测.md": EXAM.format(code=question.code)}
    build(course=course, plan=plan(tmp_path, **exam), by=staff)
    quiz = Lesson.objects.get(key="exam").quiz
    assert (quiz.activity, quiz.rule["time_limit_s"], quiz.rule["in_all"]) == (activity, 900, 2)
    assert quiz.rule["pass_mark"] == 60
    assert [(part.question, part.topic, part.count, part.points) for part in quiz.parts.all()] == [
        (question, "", 1, 40),
        (None, "标准化法", 2, 30),
    ]


def test_an_exam_of_a_course_held_nowhere_is_said_and_the_rest_is_imported(course, staff, tmp_path):
    built = build(course=course, plan=plan(tmp_path, **{"3-考/1-小测.md": EXAM.format(code="x")}), by=staff)
    assert (len(built.added), len(built.notes)) == (3, 1)
    assert Lesson.objects.get(key="exam").quiz is None


def test_an_exam_with_an_unknown_question_changes_nothing(course, staff, bureau, tmp_path):
    activity = make_activity(make_campaign(owner=bureau), units=[bureau], kind="course")
    Cohort.objects.create(activity=activity, course=course, name="一班")
    with pytest.raises(Problem, match="nosuch"):
        build(course=course, plan=plan(tmp_path, **{"3-考/1-小测.md": EXAM.format(code="nosuch")}), by=staff)
    assert course.chapters.count() == 0


def test_what_was_imported_comes_out_and_goes_in_again_the_same(course, staff, bureau, tmp_path):
    question = make_question(bureau)
    activity = make_activity(make_campaign(owner=bureau), units=[bureau], kind="course")
    Cohort.objects.create(activity=activity, course=course, name="一班")
    build(course=course, plan=plan(tmp_path, **{"3-考/1-小测.md": EXAM.format(code=question.code)}), by=staff)
    course.refresh_from_db()
    assets = list(Asset.objects.values_list("pk", "stored"))
    out = io.BytesIO()
    write(plan_of(course), out)
    into = tmp_path / "again"
    into.mkdir()
    built = build(course=course, plan=read(out, into), by=staff)
    assert (built.added, built.changed, built.removed, len(built.same)) == ([], [], [], 3)
    assert shape(course) == [("要素", ["范围"]), ("看一看", ["短片"]), ("考", ["小测"])]
    assert list(Asset.objects.values_list("pk", "stored")) == assets


DAY = "---\nkey: day\ntitle: 现场\nsort: onsite\nevent: {event}\n---\n"


def with_event(course: Course, name: str = "实验室开放日"):
    """An event of this name, in the campaign in which the course runs."""
    event = make_event()
    event.activity.name = name
    event.activity.save()
    make_cohort(activity=make_activity(event.activity.campaign, kind="course"), course=course)
    return event.activity


def test_a_day_on_site_finds_its_event_by_name_and_takes_it_along(course, staff, tmp_path):
    activity = with_event(course, "实验室  开放日")
    built = build(course=course, plan=plan(tmp_path, **{"3-a/1-d.md": DAY.format(event="实验室 开放日")}), by=staff)
    assert (Lesson.objects.get(key="day").onsite, built.notes) == (activity, [])
    assert [one.event for one in plan_of(course).lessons()] == ["", "", "实验室 开放日"]


def test_an_event_that_is_not_found_is_said_in_a_sentence_and_the_lesson_is_kept(course, staff, tmp_path):
    with_event(course)
    built = build(course=course, plan=plan(tmp_path, **{"3-a/1-d.md": DAY.format(event="别的活动")}), by=staff)
    assert built.notes == ["“现场”所指的活动“别的活动”不在本课程所在的主题日中；这节课已导入，请手动选择活动。"]
    assert Lesson.objects.get(key="day").onsite is None


def test_an_event_whose_name_is_not_the_only_one_is_left_to_people(course, staff, tmp_path):
    activity = with_event(course)
    other = make_activity(activity.campaign, name=activity.name, kind="event")
    Event.objects.create(activity=other)
    built = build(course=course, plan=plan(tmp_path, **{"3-a/1-d.md": DAY.format(event=activity.name)}), by=staff)
    assert built.notes == ["有几项活动都叫“实验室开放日”；“现场”这节课已导入，请手动选择活动。"]
    assert Lesson.objects.get(key="day").onsite is None


def test_a_package_that_names_no_event_keeps_the_one_that_was_chosen(course, staff, tmp_path):
    activity = with_event(course)
    day = DAY.format(event=activity.name)
    build(course=course, plan=plan(tmp_path, **{"3-a/1-d.md": day}), by=staff)
    without = day.replace(f"event: {activity.name}\n", "")
    built = build(course=course, plan=plan(tmp_path, **{"3-a/1-d.md": without}), by=staff)
    assert (Lesson.objects.get(key="day").onsite, len(built.same)) == (activity, 3)


def test_an_event_of_another_campaign_is_not_taken(course, staff, tmp_path):
    make_event()
    built = build(course=course, plan=plan(tmp_path, **{"3-a/1-d.md": DAY.format(event="实验室开放日")}), by=staff)
    assert len(built.notes) == 1
    assert Lesson.objects.get(key="day").onsite is None


def test_english_names_of_sources_come_in_and_go_out(course, staff, tmp_path):
    english = TEXT.replace("8.5\n---", "8.5\nsources_en:\n  - GB/T 1.1—2020, 8.5\n---")
    build(course=course, plan=plan(tmp_path, **{"1-要素/1-范围.md": english}), by=staff)
    assert Lesson.objects.get(key="scope").sources == [
        {"text": "GB/T 1.1—2020，8.5", "url": "", "text_en": "GB/T 1.1—2020, 8.5"}
    ]
    assert next(plan_of(course).lessons()).sources[0].text_en == "GB/T 1.1—2020, 8.5"
