"""From a pasted notice to its workplan in a real browser, mostly by keyboard: review, correct, confirm; and bad days."""

import json
import re
from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from tests.factories.authority import make_authority
from tests.factories.campaigns import make_activity, make_campaign, make_task
from tests.factories.units import make_staff
from tests.journeys.looks import faults, too_wide
from tests.journeys.patience import SLOW_MS, becomes

from worldday.base import scope
from worldday.campaigns.models import Activity, Campaign
from worldday.notices import actions
from worldday.notices.models import Draft, Notice
from worldday.notices.reading import read
from worldday.notices.reading.extract import extract

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOTICE = Path(__file__).resolve().parents[2] / "demo" / "notices" / "world-standards-day-2020.txt"


@pytest.fixture(scope="module")
def reading() -> dict:
    """What the real reader makes of the notice, once for all tests but the first, which runs it as the desk does."""
    document = extract(str(NOTICE))
    return json.loads(json.dumps({**read(document), "text": document.text}))


@pytest.fixture
def ready(monkeypatch, reading) -> None:
    """The reader answers at once, so that a busy machine cannot run into its time limit."""
    monkeypatch.setattr(actions, "read_file_safely", lambda _path: deepcopy(reading))


@pytest.fixture
def there(on_day, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    on_day(date(2020, 10, 14))
    with scope.everything("test"):
        return make_authority()


def desk(context: BrowserContext, live_server, staff, path: str = "/desk/notices/take-in/") -> Page:
    """A page of the desk on which `staff` is signed in already."""
    signed_in = Client()
    signed_in.force_login(staff)
    value = signed_in.cookies[configured.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": configured.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
    page = context.new_page()
    page.goto(live_server.url + path)
    return page


def paste(page: Page) -> None:
    page.locator("#text").focus()
    page.keyboard.insert_text(NOTICE.read_text("utf8"))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/desk/notices/[a-z0-9]{8}/$"), timeout=SLOW_MS)


def in_data(path: str):
    with scope.everything("test"):
        value = Draft.objects.get().data
    for step in path.split("."):
        value = value[int(step)] if step.isdigit() else value[step]
    return value


def last_unit() -> str:
    """Of the activity that stands second once the first two have changed places."""
    return in_data("activities.1.units")[-1]["name"]


@pytest.mark.usefixtures("patient_reader")
def test_an_organiser_reads_corrects_and_confirms_a_notice_by_keyboard(desktop, live_server, there):
    page = desk(desktop, live_server, make_staff("王一", unit=there.city))
    paste(page)
    content = page.locator("#f-activities-0-content")
    for _press in range(30):  # n leads from one open point to the next
        if content.evaluate("field => field === document.activeElement"):
            break
        page.locator("h1").evaluate("() => document.activeElement.blur()")
        page.keyboard.press("n")
    expect(content).to_be_focused()
    expect(page.locator(".mark.lit").first).to_be_in_viewport()
    assert "办法" in "".join(page.locator(".mark.lit").all_inner_texts())
    content.evaluate("field => field.select()")
    page.keyboard.insert_text("公布长三角标准国际化协作平台成员单位、颁发长三角区域国际标准化顾问专家证书")
    expect(page.locator("[data-state]")).to_contain_text("已保存")
    assert "颁发" in in_data("activities.0.content")
    page.locator("button[value=check]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/confirm/")
    expect(page.locator(".tally")).to_contain_text("21")
    page.locator(".work-go button").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/desk/campaigns/[a-z0-9]{8}/$"))
    expect(page.locator(".plan tbody tr")).to_have_count(21)
    with scope.everything("test"):
        assert "颁发" in Activity.objects.get(seq="1").content


@pytest.mark.usefixtures("ready")
def test_a_mark_leads_to_its_field_and_a_field_shows_its_marks(desktop, live_server, there):
    page = desk(desktop, live_server, make_staff(unit=there.city))
    paste(page)
    page.locator("#m-activities-20-name").click()
    expect(page.locator("#f-activities-20-name")).to_be_focused()
    page.locator("#f-tasks-0-due_text").focus()
    expect(page.locator(".mark.lit").first).to_have_text(re.compile("10月23日"))
    page.locator("[data-mend]").first.click()
    expect(page.locator("#f-activities-0-content")).to_have_value(re.compile("颁发长三角"))


@pytest.mark.usefixtures("ready")
def test_words_chosen_in_the_notice_go_into_the_field_last_used(desktop, live_server, there):
    page = desk(desktop, live_server, make_staff(unit=there.city))
    paste(page)
    page.locator("#f-contacts-0-names").focus()
    page.evaluate("getSelection().selectAllChildren(document.querySelector('#m-doc_number'))")
    page.get_by_role("button", name="填入：姓名").click()
    expect(page.locator("#f-contacts-0-names")).to_have_value("沪市监标创〔2020〕444号")


@pytest.mark.usefixtures("ready")
def test_rows_change_at_once_and_are_saved_in_their_new_order(desktop, live_server, there):
    page = desk(desktop, live_server, make_staff(unit=there.city))
    paste(page)
    page.locator("#r-activities-1 > .tools button[value^=up]").click()
    page.locator("#r-activities-2 > .tools button[value^=drop]").click()
    page.locator("#r-activities-0 .units .add").click()
    page.keyboard.insert_text("金山区市场监管局")
    becomes(page, last_unit, "金山区市场监管局".__eq__)
    page.locator("#r-activities-0 .units .add").click()  # and again after the save, on the same page
    page.keyboard.insert_text("嘉定区市场监管局")
    becomes(page, last_unit, "嘉定区市场监管局".__eq__)
    names = [row["name"] for row in in_data("activities")]
    assert (len(names), names[0], names[1]) == (20, "首批“上海标准”发布", "长三角标准国际化协作平台启动")
    assert [unit["name"] for unit in in_data("activities.1.units")][-2:] == ["金山区市场监管局", "嘉定区市场监管局"]
    expect(page.locator("#r-activities-0 .unit-row__is").last).to_have_text("= 上海市嘉定区市场监督管理局")
    page.reload()
    expect(page.locator("#f-activities-1-units-5-name")).to_have_value("嘉定区市场监管局")


@pytest.mark.usefixtures("ready")
def test_the_form_works_without_script(desktop, live_server, there):
    context = desktop.browser.new_context(
        java_script_enabled=False, viewport={"width": 1440, "height": 900}, locale="zh-CN"
    )
    page = desk(context, live_server, make_staff(unit=there.city))
    paste(page)
    page.locator("#f-title").fill("改过的标题")
    page.locator("button[value='add:/tasks']").click()
    expect(page.locator("#f-title")).to_have_value("改过的标题")
    expect(page.locator("#f-tasks-1-who")).to_have_count(1)
    page.locator("#doubts [data-doubt]").first.click()
    expect(page).to_have_url(re.compile("#w1$"))
    context.close()


def test_a_wrong_file_is_one_sentence_and_what_was_pasted_stays(desktop, live_server, there):
    page = desk(desktop, live_server, make_staff(unit=there.city))
    page.locator("#text").fill("先粘贴了一些文字")
    page.locator("#file").set_input_files(
        {"name": "名单.docx", "mimeType": "application/zip", "buffer": b"PK\x03\x04 broken"}
    )
    page.locator("form.work-take button[type=submit]").click()
    expect(page.locator("#problem")).to_be_focused()
    expect(page.locator("#problem p")).to_have_count(1)
    expect(page.locator("#text")).to_have_value("先粘贴了一些文字")
    with scope.everything("test"):
        assert Notice.objects.count() == 0


@pytest.mark.usefixtures("ready")
def test_two_quick_clicks_on_confirm_make_one_campaign(desktop, live_server, there):
    page = desk(desktop, live_server, make_staff(unit=there.city))
    paste(page)
    page.locator("button[value=check]").click()
    page.wait_for_url("**/confirm/")
    page.locator(".work-go button").dblclick()
    page.wait_for_url(re.compile(r"/desk/campaigns/[a-z0-9]{8}/$"))
    with scope.everything("test"):
        assert (Campaign.objects.count(), Activity.objects.count()) == (1, 21)


@pytest.mark.usefixtures("ready")
def test_of_two_reviewers_the_second_is_told_and_keeps_what_they_typed(desktop, live_server, there):
    first = desk(desktop, live_server, make_staff("王一", unit=there.city))
    paste(first)
    other = desktop.browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    second = desk(other, live_server, make_staff("陈三", unit=there.city), first.url.removeprefix(live_server.url))
    first.locator("#f-doc_number").fill("王一改的号")
    expect(first.locator("[data-state]")).to_contain_text("已保存")
    second.locator("#f-doc_number").fill("陈三改的号")
    expect(second.locator("[data-state]")).to_contain_text("有人刚刚保存了这份识别稿")
    second.get_by_role("button", name="保存草稿").click()
    expect(second.locator("#problem")).to_contain_text("王一")
    expect(second.locator("#f-doc_number")).to_have_value("陈三改的号")
    assert in_data("doc_number") == "王一改的号"
    other.close()


@pytest.mark.usefixtures("ready")
def test_on_a_phone_the_notice_and_its_fields_are_two_tabs(phone, live_server, there):
    page = desk(phone, live_server, make_staff(unit=there.city))
    page.locator("#text").fill(NOTICE.read_text("utf8"))
    page.locator("form.work-take button[type=submit]").click()
    page.wait_for_url(re.compile(r"/desk/notices/[a-z0-9]{8}/$"))
    expect(page.locator("#fields")).to_be_visible()
    expect(page.locator("#doc")).to_be_hidden()
    page.get_by_role("link", name="通知原文").click()
    expect(page.locator("#doc")).to_be_visible()
    page.locator("#m-doc_number").click()
    expect(page.locator("#f-doc_number")).to_be_focused()
    assert too_wide(page) == 0


@pytest.mark.usefixtures("ready")
@pytest.mark.parametrize("screen", ["phone", "desktop"])
def test_nobody_is_shut_out_of_the_desks_working_pages(request, live_server, there, screen):
    with scope.everything("test"):
        staff = make_staff(unit=there.city)
        campaign = make_campaign(owner=there.city)
        activity, task = make_activity(campaign, units=[there.jinshan]), make_task(campaign, there.jinshan)
    page = desk(request.getfixturevalue(screen), live_server, staff)
    page.locator("#text").fill(NOTICE.read_text("utf8"))
    page.locator("form.work-take button[type=submit]").click()
    page.wait_for_url(re.compile(r"/desk/notices/[a-z0-9]{8}/$"))
    inner = ["", "gantt/", "calendar/", "tasks/", "blockers/", "edit/", "activities/add/", "tasks/add/"]
    paths = [
        page.url.removeprefix(live_server.url),
        "/desk/notices/",
        "/desk/notices/take-in/",
        "/desk/campaigns/",
        "/desk/",
    ]
    paths += [paths[0] + "confirm/", *(f"/desk/campaigns/{campaign.code}/{path}" for path in inner)]
    paths += [f"/desk/campaigns/activities/{activity.code}/{path}" for path in ("", "edit/", "units/")]
    wrong = []
    for path in [*paths, f"/desk/campaigns/tasks/{task.code}/"]:
        page.goto(live_server.url + path)
        wrong += [(path, found) for found in faults(page, "main")]
        wrong += [(path, f"{over} px too wide")] if (over := too_wide(page)) else []
    assert wrong == []
