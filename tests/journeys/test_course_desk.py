"""An organiser imports the example package, opens a cohort and takes in a unit's roster; an expert marks an assignment."""

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings as configured
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from tests.factories.campaigns import make_activity, make_campaign
from tests.factories.course_plans import zip_of
from tests.factories.courses import make_design
from tests.factories.sheets import sheet
from tests.factories.units import make_staff, make_unit
from tests.journeys.looks import desk_faults, too_wide
from tests.journeys.patience import next_page

from worldday.base import clock, longwork, scope
from worldday.base.audit import System
from worldday.courses.actions import editing, reading_rosters, rosters
from worldday.courses.actions.setting_up import set_up_course
from worldday.courses.models import Cohort, Enrolment, Handin, Roster

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PACKAGE = Path(__file__).resolve().parents[2] / "demo" / "courses" / "gbt-1-1-mistakes"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "kept"


@pytest.fixture
def city():
    with scope.everything("test"):
        return make_unit("上海市市场监督管理局", contact="标准创新发展处")


@pytest.fixture
def cohort(city) -> Cohort:
    with scope.everything("test"):
        activity = make_activity(
            make_campaign(owner=city),
            units=[city],
            kind="course",
            name="标准业务能力提升专题培训",
            window_start=date(2020, 10, 1),
            window_end=date(2020, 10, 31),
        )
        return set_up_course(activity=activity, by=System("test"))


def desk(context: BrowserContext, live_server, staff, path: str) -> Page:
    signed_in = Client()
    signed_in.force_login(staff)
    value = signed_in.cookies[configured.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": configured.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(live_server.url + path)
    return page


def package() -> bytes:
    found = {str(path.relative_to(PACKAGE)): path.read_bytes() for path in PACKAGE.rglob("*") if path.is_file()}
    return zip_of(found).getvalue()


def roster() -> bytes:
    rows = [["姓名", "手机号", "工作单位"], *([f"学员{n}", f"138{n:08d}", "某检验所"] for n in range(40))]
    rows[7][1] = "电话不详"
    return sheet(rows).getvalue()


def test_an_organiser_imports_a_package_opens_a_cohort_and_takes_in_a_roster(
    desktop, live_server, city, cohort, on_day, tmp_path
):
    on_day(date(2020, 10, 2))
    with scope.everything("test"):
        staff, design = make_staff(unit=city), make_design(city)
    page = desk(desktop, live_server, staff, "/desk/courses/")
    assert desk_faults(page) == []
    for _page in ("the cohort", "its course"):
        with next_page(page):
            page.get_by_role("link", name="标准业务能力提升专题培训").first.click()
    expect(page.get_by_role("heading", name="导入课程包")).to_be_visible()
    page.get_by_label("课程包（.zip）").set_input_files(
        {"name": "课程.zip", "mimeType": "application/zip", "buffer": package()}
    )
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("按GB/T 1.1—2020起草标准：常见错误")
    expect(page.locator("#built")).to_contain_text("新增12节")
    expect(page.get_by_text("参加考试得分不低于满分的60%")).to_be_visible()
    assert desk_faults(page) == []

    second = page.locator(".course-chapter").first.locator("li").nth(1)
    expect(second).to_contain_text("前言")
    second.get_by_role("button", name="上移").click()
    expect(page.locator(".course-chapter").first.locator("li").first).to_contain_text("前言")

    page.get_by_role("link", name="范围：说清对象和适用界限").click()
    page.get_by_label("正文（Markdown）").fill("# 范围\n\n**第1章**")
    page.get_by_role("button", name="预览").click()
    expect(page.locator("#preview strong")).to_have_text("第1章")
    with next_page(page):
        page.get_by_role("button", name="保存").click()
    expect(page.locator("#preview")).to_have_count(0)
    assert desk_faults(page) == []

    page.goto(f"{live_server.url}/desk/courses/cohorts/{cohort.code}/edit/")
    page.get_by_role("spinbutton", name="名额", exact=True).fill("30")
    page.get_by_label("完成后颁发的证明").select_option(str(design.pk))
    page.get_by_role("button", name="保存").click()
    page.get_by_role("button", name="开班").click()
    expect(page.locator(".state--open").first).to_have_text("进行中")
    expect(page.get_by_text("完成后，系统自动颁发学习证明")).to_be_visible()
    assert desk_faults(page) == []

    page.get_by_label("表格（.xlsx）").set_input_files(
        {"name": "名单.xlsx", "mimeType": "application/octet-stream", "buffer": roster()}
    )
    page.get_by_role("button", name="上传并预览").click()
    expect(page.get_by_text("正在后台读取")).to_be_visible()
    assert desk_faults(page) == []
    with scope.everything("test"):
        found = Roster.objects.get()
    longwork.run.func(longwork.find(reading_rosters.WORK, found.code).pk)
    expect(page.get_by_text("有1行有误，会退回给您。")).to_be_visible(timeout=15_000)
    assert desk_faults(page) == []
    page.get_by_role("button", name="导入40行").click()
    expect(page.get_by_text("正在导入")).to_be_visible()
    longwork.run.func(longwork.find(rosters.WORK, found.code).pk)
    page.goto(f"{live_server.url}/desk/courses/rosters/{found.code}/")
    expect(page.get_by_text("已导入。")).to_be_visible()
    with page.expect_download() as got:
        page.get_by_role("link", name="下载有误的行及原因").click()
    got.value.save_as(tmp_path / "wrong.xlsx")
    rows = list(openpyxl.load_workbook(io.BytesIO((tmp_path / "wrong.xlsx").read_bytes())).worksheets[0].values)
    assert (len(rows), rows[1][1]) == (11, "电话不详")
    assert {row[-1] for row in rows[2:]} == {"本班名额已满。"}
    with scope.everything("test"):
        assert Enrolment.objects.count() == 30


def test_an_expert_marks_an_assignment_on_a_phone(phone, live_server, city, cohort, on_day):
    on_day(date(2020, 10, 2))
    with scope.everything("test"):
        chapter = editing.add_chapter(course=cohort.course, name="作业", by=System("test"))
        lesson = editing.add_lesson(chapter=chapter, sort="assignment", name="改一页草案", by=System("test"))
        learner = Enrolment.objects.create(cohort=cohort, learner=7, name="王晓明", enrolled_at=clock.now())
        Handin.objects.create(
            enrolment=learner, lesson=lesson, key="k", text="第1处：自称应为本文件。", handed_at=clock.now()
        )
        expert = make_staff("专家", unit=city, role="expert")
    page = desk(phone, live_server, expert, "/desk/marking/")
    page.get_by_role("link", name="改一页草案").click()
    expect(page.get_by_text("第1处：自称应为本文件。")).to_be_visible()
    assert too_wide(page) == 0
    assert desk_faults(page) == []
    page.get_by_label("分数（满分100）").fill("88")
    page.get_by_label("给学员的评语").fill("找得准；还漏了附录的性质。")
    page.get_by_role("button", name="打分").click()
    expect(page.get_by_text("没有待批改的作业")).to_be_visible()
    with scope.everything("test"):
        handin = Handin.objects.get()
        assert (handin.state, handin.mark, handin.comment) == ("marked", 88, "找得准；还漏了附录的性质。")
        assert Enrolment.objects.get().percent == 100
