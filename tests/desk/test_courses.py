"""Courses in the desk: the builder, packages in and out, cohorts, rosters, the teacher's page, marking."""

import io
from datetime import timedelta
from zipfile import ZipFile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories.campaigns import make_activity, make_campaign
from tests.factories.course_plans import FILES, zip_of
from tests.factories.courses import lessons_of, make_cohort, make_design, make_enrolment
from tests.factories.material_files import gif, png
from tests.factories.sheets import sheet
from tests.factories.units import make_staff, make_unit

from worldday.base import clock, longwork
from worldday.base.models import AuditEvent
from worldday.campaigns.models import ActivityUnit, Participation
from worldday.courses.actions import editing, reading_rosters, rosters
from worldday.courses.models import Asset, Cohort, Course, Enrolment, Handin, Lesson, Progress, Roster
from worldday.courses.roster import FIELDS
from worldday.people.rosters import guess

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "kept"


@pytest.fixture
def bureau():
    return make_unit("甲市市场监管局")


@pytest.fixture
def staff(client, bureau):
    person = make_staff(unit=bureau, role="organiser")
    client.force_login(person)
    return person


@pytest.fixture
def cohort(bureau):
    activity = make_activity(make_campaign(owner=bureau), units=[bureau], kind="course", name="标准编写培训")
    return make_cohort(activity=activity, sorts=("text", "onsite", "assignment"))


CHINESE = "其余的正文是中文，字数比脚本里的字母多，不必逐字标明语言。"


def go(name: str, *args) -> str:
    return reverse(f"desk_courses:{name}", args=args)


def upload(files: dict[str, bytes | str]) -> SimpleUploadedFile:
    return SimpleUploadedFile("课程.zip", zip_of(files).getvalue(), content_type="application/zip")


def handed(enrolment: Enrolment, lesson: Lesson, **fields) -> Handin:
    values = {"key": f"k{fields.get('number', 1)}", "text": "我的作业", "handed_at": clock.now()}
    return Handin.objects.create(enrolment=enrolment, lesson=lesson, **(values | fields))


# --- the builder ---


def test_a_course_begins_with_an_activity_of_the_plan(client, staff, bureau):
    activity = make_activity(make_campaign(owner=bureau), units=[bureau], kind="course", name="宣贯培训")
    assert "宣贯培训" in client.get(go("list")).content.decode()
    answer = client.post(go("begin", activity.code))
    made = Cohort.objects.get()
    assert answer.headers["Location"] == go("cohort", made.code)
    assert (made.activity, made.course.name) == (activity, "宣贯培训")
    assert client.get(go("activity", activity.code)).headers["Location"] == go("cohort", made.code)


def test_chapters_and_lessons_are_added_moved_and_removed_without_script(client, staff, bureau):
    course = Course.objects.create(owner=bureau, name="课")
    for name in ("一", "二"):
        client.post(go("add_chapter", course.code), {"name": name})
    first, second = course.chapters.all()
    for name in ("甲", "乙"):
        client.post(go("add_lesson", course.code, first.pk), {"sort": "text", "name": name})
    one, two = lessons_of(course)
    client.post(go("lesson_step", two.code, "up"))
    assert [lesson.name for lesson in lessons_of(course)] == ["乙", "甲"]
    client.post(go("lesson_step", one.code, "down"))
    assert Lesson.objects.get(pk=one.pk).chapter == second
    client.post(go("chapter_step", course.code, second.pk, "up"))
    assert [lesson.name for lesson in lessons_of(course)] == ["甲", "乙"]
    answer = client.post(go("chapter_step", course.code, second.pk, "remove"))
    assert answer.status_code == 422
    client.post(go("lesson_step", one.code, "remove"))
    client.post(go("chapter_step", course.code, second.pk, "remove"))
    assert [chapter.name for chapter in course.chapters.all()] == ["一"]


def test_a_lesson_is_previewed_without_being_saved_and_its_text_runs_nothing(client, staff, cohort):
    lesson = lessons_of(cohort.course)[0]
    said = {
        "name": "新名",
        "minutes": "15",
        "required": "on",
        "body": f"**粗**<script>alert(1)</script>{CHINESE}",
        "sources": "",
    }
    page = client.post(go("lesson", lesson.code), said | {"preview": "1"}).content.decode()
    assert "<strong>粗</strong>&lt;script&gt;" in page
    lesson.refresh_from_db()
    assert lesson.name == "text 1"


def test_a_lesson_is_saved_with_its_sources(client, staff, cohort):
    lesson = lessons_of(cohort.course)[0]
    said = {
        "name": "范围",
        "minutes": "15",
        "body": "正文",
        "sources": "GB/T 1.1—2020，8.5\n条例 <https://www.gov.cn/x>",
    }
    assert client.post(go("lesson", lesson.code), said).status_code == 302
    lesson.refresh_from_db()
    assert (lesson.name, lesson.minutes, lesson.required) == ("范围", 15, False)
    assert lesson.sources == [
        {"text": "GB/T 1.1—2020，8.5", "url": ""},
        {"text": "条例", "url": "https://www.gov.cn/x"},
    ]


def test_a_lesson_in_which_people_have_learnt_is_not_removed(client, staff, cohort):
    lesson, now = lessons_of(cohort.course)[0], clock.now()
    Progress.objects.create(enrolment=make_enrolment(cohort), lesson=lesson, opened_at=now, last_at=now)
    assert client.post(go("lesson_step", lesson.code, "remove")).status_code == 422
    assert Lesson.objects.filter(pk=lesson.pk).exists()


def test_a_picture_is_put_into_the_course_and_a_program_is_not(client, staff, cohort):
    lesson = lessons_of(cohort.course)[0]
    bad = SimpleUploadedFile("a.png", b"MZ" + b"\0" * 100)
    assert client.post(go("put_file", lesson.code, "picture"), {"file": bad}).status_code == 422
    good = SimpleUploadedFile("示意 图.png", png())
    assert client.post(go("put_file", lesson.code, "picture"), {"file": good}).status_code == 302
    asset = Asset.objects.get()
    assert (asset.name, asset.lesson) == ("示意 图.png", None)
    kept = b"".join(client.get(go("file", asset.code)).streaming_content)
    assert (kept[:4], b"eXIf" in png(), b"eXIf" in kept) == (b"\x89PNG", True, False)
    client.post(go("remove_file", asset.code), {"lesson": lesson.code})
    assert Asset.objects.count() == 0


def test_a_picture_that_moves_stays_as_it_came(client, staff, cohort):
    lesson = lessons_of(cohort.course)[0]
    assert (
        client.post(go("put_file", lesson.code, "picture"), {"file": SimpleUploadedFile("步骤.gif", gif())}).status_code
        == 302
    )
    assert b"".join(client.get(go("file", Asset.objects.get().code)).streaming_content) == gif()


@pytest.mark.parametrize(
    ("sort", "role", "taken"),
    [("pdf", "document", "PDF"), ("video", "video", "MP4 / WebM"), ("video", "subtitles", "WebVTT")],
)
def test_a_file_of_another_format_is_told_which_one_is_needed(client, staff, bureau, sort, role, taken):
    activity = make_activity(make_campaign(owner=bureau), units=[bureau], kind="course")
    lesson = lessons_of(make_cohort(activity=activity, sorts=(sort,)).course)[0]
    page = client.post(go("put_file", lesson.code, role), {"file": SimpleUploadedFile("a.png", png())})
    assert (page.status_code, f"此处需要以下格式的文件：{taken}" in page.content.decode()) == (422, True)


def test_words_and_rule_are_changed_on_one_page(client, staff, cohort):
    course = cohort.course
    rule = {"rule-watched": "80", "rule-seen": "100", "rule-exam": "70", "rule-assignment": "60"}
    assert client.post(go("edit", course.code), {"name": "新名", **rule}).status_code == 302
    course.refresh_from_db()
    assert (course.name, course.rule["exam"], course.rule["watched"]) == ("新名", 70, 80)
    assert not course.readable
    client.post(go("edit", course.code), {"name": "新名", "readable": "on", **rule})
    course.refresh_from_db()
    assert course.readable
    assert "公开阅读" in client.get(go("course", course.code)).content.decode()
    assert client.post(go("edit", course.code), {"name": "", **rule, "rule-exam": "0"}).status_code == 422


# --- packages ---


def test_a_package_goes_in_and_comes_out(client, staff, bureau):
    course = Course.objects.create(owner=bureau, name="课")
    page = client.post(go("import", course.code), {"package": upload(FILES)})
    assert "范围怎样写" in page.content.decode()
    assert page.status_code == 200
    answer = client.post(go("export", course.code))
    packed = io.BytesIO(b"".join(answer.streaming_content))
    assert "标准起草" in ZipFile(packed).read("course.md").decode()
    client.post(go("import", course.code), {"package": SimpleUploadedFile("a.zip", packed.getvalue())})
    assert Lesson.objects.filter(chapter__course=course).count() == 1
    actions = set(AuditEvent.objects.values_list("action", flat=True))
    assert {"course-imported", "course-exported"} <= actions


def test_a_hostile_package_is_refused_in_one_sentence_and_nothing_changes(client, staff, cohort):
    page = client.post(go("import", cohort.course.code), {"package": upload(FILES | {"../x.md": "x"})})
    assert page.status_code == 422
    assert "../x.md" in page.content.decode()
    assert len(lessons_of(cohort.course)) == 3


def test_what_would_fill_the_disk_of_the_database_waits_and_nothing_changes(client, staff, cohort, monkeypatch):
    monkeypatch.setattr("worldday.materials.limits.room", lambda: 100)
    lesson = lessons_of(cohort.course)[0]
    page = client.post(go("put_file", lesson.code, "picture"), {"file": SimpleUploadedFile("图.png", png())})
    assert page.status_code == 422 and "服务器" in page.content.decode()
    page = client.post(go("import", cohort.course.code), {"package": upload(FILES)})
    assert page.status_code == 422 and "服务器" in page.content.decode()
    assert (Asset.objects.count(), len(lessons_of(cohort.course))) == (0, 3)


def test_no_file_at_all_is_said(client, staff, cohort):
    assert client.post(go("import", cohort.course.code)).status_code == 422
    assert client.post(go("upload_roster", cohort.code)).status_code == 422


# --- cohorts ---


def test_a_cohort_is_given_dates_seats_and_a_certificate_and_opened(client, staff, cohort, bureau):
    design = make_design(bureau)
    said = {
        "name": "第二期",
        "starts_on": "2020-10-12",
        "ends_on": "2020-10-16",
        "seats": "30",
        "offer_hours": "12",
        "admission": "roster",
        "recognition": "link",
        "design": str(design.pk),
        "enrols_from": "2020-10-01T09:00",
    }
    Cohort.objects.update(state="draft")
    assert client.post(go("edit_cohort", cohort.code), said).status_code == 302
    client.post(go("open_cohort", cohort.code))
    cohort.refresh_from_db()
    assert (cohort.name, cohort.seats, cohort.design, cohort.state) == ("第二期", 30, design, "open")
    client.post(go("close_cohort", cohort.code))
    cohort.refresh_from_db()
    assert cohort.state == "closed"


def test_a_design_that_no_course_can_fill_is_refused_where_it_is_chosen(client, staff, cohort, bureau):
    design = make_design(bureau, words={"title": "聘书", "body": "兹聘请{name}，专业领域：{专业领域}。"})
    said = {"name": "一", "offer_hours": "24", "admission": "open", "recognition": "phone", "design": str(design.pk)}
    answer = client.post(go("edit_cohort", cohort.code), said)
    assert answer.status_code == 422
    assert "没有一门课程会填写“专业领域”" in answer.content.decode()
    cohort.refresh_from_db()
    assert cohort.design is None


def test_fewer_seats_than_are_taken_are_refused(client, staff, cohort):
    for _each in range(2):
        make_enrolment(cohort)
    said = {"name": "一", "seats": "1", "admission": "open", "recognition": "phone"}
    assert client.post(go("edit_cohort", cohort.code), said).status_code == 422


def test_another_cohort_of_the_same_course_is_begun(client, staff, cohort):
    client.post(go("add_cohort", cohort.course.code), {"like": cohort.code})
    made = Cohort.objects.exclude(pk=cohort.pk).get()
    assert (made.course, made.activity, made.state) == (cohort.course, cohort.activity, "draft")


def test_the_teacher_sees_who_is_stuck_where_and_hours_per_unit(client, staff, cohort):
    text, _onsite, work = lessons_of(cohort.course)
    long_ago = clock.now() - timedelta(days=8)
    stuck = make_enrolment(cohort, name="卡住的人", unit_name="第一单位")
    Enrolment.objects.filter(pk=stuck.pk).update(last_lesson=text, last_at=long_ago, minutes=90)
    busy = make_enrolment(cohort, name="在学的人", unit_name="第二单位")
    Progress.objects.create(
        enrolment=busy, lesson=work, opened_at=long_ago, last_at=clock.now(), score=80, done_at=clock.now()
    )
    handed(stuck, work)
    page = client.get(go("cohort", cohort.code))
    rows = {one.lesson.pk: one for one in page.context["lessons"]}
    assert (rows[text.pk].stuck, rows[work.pk].mean, rows[work.pk].done, rows[work.pk].to_mark) == (1, 80, 1, 1)
    assert [(unit.name, unit.minutes) for unit in page.context["units"]] == [("第一单位", 90), ("第二单位", 0)]
    only = client.get(go("cohort", cohort.code), {"stuck": text.code}).context["page"].object_list
    assert [one.name for one in only] == ["卡住的人"]
    found = client.get(go("cohort", cohort.code), {"words": "第二"}).context["page"].object_list
    assert [one.name for one in found] == ["在学的人"]


@pytest.mark.parametrize("name", ["cohort", "course", "list"])
def test_a_page_costs_the_same_with_one_learner_and_with_many(
    client, staff, cohort, name, django_assert_max_num_queries
):
    address = go(name) if name == "list" else go(name, cohort.code if name == "cohort" else cohort.course.code)
    make_enrolment(cohort)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    chapter = cohort.course.chapters.get()
    for n in range(5):
        make_enrolment(cohort, name=f"学员{n}", unit_name=f"单位{n}")
        editing.add_lesson(chapter=chapter, sort="text", name=f"课{n}", by=staff)
        client.post(go("add_cohort", cohort.course.code), {"like": cohort.code})
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) <= len(few)


def test_the_list_is_taken_along_only_for_a_purpose_and_without_formulas(client, staff, cohort):
    lesson = lessons_of(cohort.course)[2]
    one = make_enrolment(cohort, name="=HYPERLINK(1)", unit_name="@SUM(A1)", phone="13800000000")
    Progress.objects.create(
        enrolment=one, lesson=lesson, opened_at=clock.now(), last_at=clock.now(), score=77, percent=0
    )
    assert client.post(go("export_learners", cohort.code)).status_code == 422
    answer = client.post(go("export_learners", cohort.code), {"purpose": "学时统计"})
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    head, row = list(book.worksheets[0].iter_rows())[:2]
    assert (row[1].value, row[1].data_type, row[3].data_type) == ("=HYPERLINK(1)", "s", "s")
    assert [cell.value for cell in head][-1] == lesson.name
    assert row[-1].value == 77
    assert "13800000000" not in str([[cell.value for cell in line] for line in book.worksheets[0].iter_rows()])
    assert len(book.worksheets) == 3
    assert AuditEvent.objects.get(action="learners-exported").after == {"purpose": "学时统计"}


def test_the_roll_is_called_for_a_day_on_site(client, staff, cohort):
    onsite, one = lessons_of(cohort.course)[1], make_enrolment(cohort)
    client.post(go("learner_step", one.code, "present"), {"lesson": onsite.code})
    assert Progress.objects.get(lesson=onsite).percent == 100
    assert onsite.name in client.get(go("learner", one.code)).content.decode()
    client.post(go("learner_step", one.code, "absent"), {"lesson": onsite.code})
    assert Progress.objects.get(lesson=onsite).done_at is None
    client.post(go("learner_step", one.code, "withdraw"))
    cohort.refresh_from_db()
    assert cohort.taken == 0


# --- rosters ---


def read(roster: Roster) -> None:
    longwork.run.call(longwork.find(reading_rosters.WORK, roster.code).pk)


def test_a_roster_is_uploaded_looked_at_taken_in_and_its_wrong_lines_come_back(client, staff, cohort):
    lines = [["1", "张三", "13800000001", "甲"], ["2", "", "13800000002", "乙"], ["3", "@SUM(1)", "13800000003", "丙"]]
    book = sheet([["序号", "姓名", "手机", "单位"], *lines]).getvalue()
    answer = client.post(go("upload_roster", cohort.code), {"file": SimpleUploadedFile("名单.xlsx", book)})
    roster = Roster.objects.get()
    assert answer.headers["Location"] == go("roster", roster.code)
    page = client.get(go("roster", roster.code))
    assert (page.headers["Refresh"], "正在后台读取，已读0行" in page.content.decode()) == ("5", True)
    assert client.post(go("take_in", roster.code)).status_code == 422
    assert "尚未读完" in client.get(go("cohort", cohort.code)).content.decode()
    read(roster)
    page = client.get(go("roster", roster.code))
    assert [(line.number, line.wrong) for line in page.context["preview"].lines] == [
        (2, ""),
        (3, "no-name"),
        (4, "formula"),
    ]
    assert Enrolment.objects.count() == 0
    client.post(go("take_in", roster.code))
    longwork.run.call(longwork.find(rosters.WORK, roster.code).pk)
    assert Enrolment.objects.get().name == "张三"
    assert client.get(go("roster", roster.code)).context["roster"].wrong == 2
    back = openpyxl.load_workbook(io.BytesIO(client.get(go("roster_wrong", roster.code)).content)).worksheets[0]
    rows = [[cell.value for cell in row] for row in back.iter_rows()]
    assert rows[0][:4] == ["序号", "姓名", "手机", "单位"]
    assert [row[0] for row in rows[1:]] == ["2", "3"]
    assert rows[2][1] == "@SUM(1)"
    assert back["B3"].data_type == "s"
    client.post(go("drop_roster", roster.code))
    assert (Roster.objects.count(), Enrolment.objects.count()) == (0, 1)


def test_columns_are_said_by_hand_where_nobody_can_guess_them(client, staff, cohort):
    book = sheet([["甲", "乙"], ["13800000001", "李四"]]).getvalue()
    client.post(go("upload_roster", cohort.code), {"file": SimpleUploadedFile("x.xlsx", book)})
    roster = Roster.objects.get()
    read(roster)
    assert client.post(go("take_in", roster.code)).status_code == 422
    assert client.post(go("roster", roster.code), {"name": "7"}).status_code == 422
    client.post(go("roster", roster.code), {"name": "1", "phone": "0"})
    assert client.get(go("roster", roster.code)).context["preview"].lines[0].said.name == "李四"


def test_a_sheet_that_cannot_be_read_to_its_end_says_so_on_its_page(client, staff, cohort):
    book = sheet([["姓名", "手机"]]).getvalue()
    client.post(go("upload_roster", cohort.code), {"file": SimpleUploadedFile("x.xlsx", book)})
    roster = Roster.objects.get()
    read(roster)
    page = client.get(go("roster", roster.code))
    assert "Refresh" not in page.headers
    assert "表头下面没有数据行" in page.content.decode()
    client.post(go("drop_roster", roster.code))
    assert not Roster.objects.exists()


def test_what_is_no_spreadsheet_is_refused(client, staff, cohort):
    answer = client.post(go("upload_roster", cohort.code), {"file": SimpleUploadedFile("x.xlsx", b"nothing")})
    assert (answer.status_code, Roster.objects.count()) == (422, 0)


def test_the_template_is_understood_when_it_comes_back(client, staff, cohort):
    book = openpyxl.load_workbook(io.BytesIO(client.get(go("roster_template", cohort.code)).content))
    headings = [cell.value for cell in book.worksheets[0][1]]
    assert guess(headings, FIELDS) == {field: place for place, field in enumerate(FIELDS)}


# --- who may ---


def test_an_expert_marks_and_cannot_reach_the_builder(client, cohort, bureau):
    lesson, one = lessons_of(cohort.course)[2], make_enrolment(cohort)
    handin = handed(one, lesson)
    client.force_login(make_staff(unit=bureau, role="expert"))
    assert client.get(go("list")).status_code == 302
    page = client.get(reverse("desk_marking:list"))
    assert [row.pk for row in page.context["page"]] == [handin.pk]
    answer = client.post(
        reverse("desk_marking:mark", args=[handin.code]), {"points": "85", "comment": "范围写得清楚。"}
    )
    assert answer.status_code == 302
    handin.refresh_from_db()
    assert (handin.state, handin.mark, handin.comment) == ("marked", 85, "范围写得清楚。")
    assert Progress.objects.get(enrolment=one, lesson=lesson).score == 85


def test_a_returned_assignment_says_why_and_an_older_one_is_not_marked_any_more(client, staff, cohort):
    lesson, one = lessons_of(cohort.course)[2], make_enrolment(cohort)
    first = handed(one, lesson)
    address = reverse("desk_marking:return", args=[first.code])
    assert client.post(address, {"back-comment": ""}).status_code == 422
    assert client.post(address, {"back-comment": "请补上来源"}).status_code == 302
    second = handed(one, lesson, number=2)
    assert client.post(reverse("desk_marking:mark", args=[first.code]), {"points": "60"}).status_code == 422
    assert client.post(reverse("desk_marking:mark", args=[second.code]), {"points": "101"}).status_code == 422
    assert client.post(reverse("desk_marking:mark", args=[second.code]), {"points": "60"}).status_code == 302


def test_staff_of_another_authority_find_nothing(client, cohort, bureau):
    handin = handed(make_enrolment(cohort), lessons_of(cohort.course)[2])
    client.force_login(make_staff(unit=make_unit("乙市市场监管局"), role="organiser"))
    for address in (go("course", cohort.course.code), go("cohort", cohort.code), go("lesson", handin.lesson.code)):
        assert client.get(address).status_code == 404
    assert client.get(reverse("desk_marking:handin", args=[handin.code])).status_code == 404
    assert Course.objects.get().name not in client.get(go("list")).content.decode()


def test_a_unit_that_takes_part_teaches_and_does_not_change_anothers_course(client, bureau, cohort):
    helper = make_unit("协办单位")
    ActivityUnit.objects.create(activity=cohort.activity, unit=helper, role="assist")
    Participation.objects.create(campaign=cohort.activity.campaign, unit=helper)
    client.force_login(make_staff(unit=helper, role="unit-staff"))
    assert client.get(go("cohort", cohort.code)).status_code == 200
    assert client.get(go("course", cohort.course.code)).status_code == 404
