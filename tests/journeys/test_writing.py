"""A clerk writes what is owed, in a real browser, on bad days: the line breaks, the sign-in ends, somebody else writes too."""

import json
import random
import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from tests.factories.campaigns import make_activity, make_campaign, make_task
from tests.factories.filings import TEXT, make_filing
from tests.factories.units import make_staff, make_unit
from tests.journeys.looks import desk_faults, too_wide
from tests.journeys.patience import becomes, next_page

from worldday.base import clock, scope
from worldday.campaigns.models import Task
from worldday.reports import marks
from worldday.reports.actions.reviewing import comment, return_submission
from worldday.reports.actions.writing import send
from worldday.reports.counting import count
from worldday.reports.models import Filing, ReportedFigure, Submission
from worldday.units.models import Staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CASES = json.loads((Path(__file__).parents[1] / "reports" / "counting_cases.json").read_text("utf8"))
SAVED = re.compile("已保存")


@pytest.fixture
def task(on_day) -> Task:
    on_day(date(2020, 10, 20))
    city = make_unit("甲市市场监管局")
    district = make_unit("乙区市场监管局", parent=city, type="district")
    with scope.everything("test"):
        campaign = make_campaign(owner=city)
        return make_task(campaign, district, max_chars=60, points=["开展了哪些活动", "有何亮点"])


@pytest.fixture
def clerk(task) -> Staff:
    return make_staff("李二", unit=task.unit, role="unit-staff", email="li@example.org")


def sign_in(context: BrowserContext, live_server, staff: Staff) -> None:
    signed_in = Client()
    signed_in.force_login(staff)
    value = signed_in.cookies[configured.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": configured.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])


def writing(context: BrowserContext, live_server, staff: Staff, task: Task) -> Page:
    sign_in(context, live_server, staff)
    page = context.new_page()
    page.goto(f"{live_server.url}/desk/tasks/{task.code}/")
    expect(page.locator(".scripted")).to_be_attached()
    return page


def filing() -> Filing:
    with scope.everything("test"):
        return Filing.objects.select_related("current").get()


def type_on(page: Page, text: str) -> None:
    page.locator("#text").focus()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(text)


def state(page: Page):
    return page.locator("#writing [data-state]")


def module(page: Page, live_server, name: str, call: str, given: object) -> object:
    """What a function of one of our script modules answers to each of `given`."""
    page.goto(f"{live_server.url}/accounts/login/")
    script = f"async (given) => {{ const m = await import('/static/desk/{name}.js'); return given.map({call}); }}"
    return page.evaluate(script, given)


def test_the_live_count_is_the_servers_count(desktop, live_server):
    pick = random.Random(20201014)
    signs = "".join(case["text"] for case in CASES) + "字。，a1 .-’'\u200d\U0001f1e8\U0001f1f3\U00020bb7"
    texts = [case["text"] for case in CASES]
    texts += ["".join(pick.choices(signs, k=pick.randrange(30))) for _ in range(2000)]
    texts += [
        "".join(chr(pick.choice([*range(0x20, 0xD800), *range(0xE000, 0x3FFFF)])) for _ in range(20))
        for _ in range(500)
    ]
    told = module(desktop.new_page(), live_server, "writing-count", "(text) => m.count(text)", texts)
    assert [text for text, n in zip(texts, told, strict=True) if n != count(text)] == []


def edits(pick: random.Random, how_many: int) -> list[dict]:
    """Texts with marks, one passage of each replaced by letters that the text has not, and where the marks belong then."""
    made = []
    for _ in range(how_many):
        text = [pick.choice("哈一二\U00020bb7\n") for _ in range(pick.randrange(1, 25))]
        ranges = marks.settled([sorted(pick.choices(range(len(text) + 1), k=2)) for _ in range(3)], len(text))
        start, end = sorted(pick.choices(range(len(text) + 1), k=2))
        new = ["新"] * pick.randrange(4)
        marked = [any(a <= at < b for a, b in ranges) for at in range(len(text))]
        # typed at a mark's edge: outside; in the place of marked words, or between them: inside
        inside = any((a < start and end < b) or (a <= start < end <= b) for a, b in ranges)
        kept = marked[:start] + [inside] * len(new) + marked[end:]
        after = text[:start] + new + text[end:]
        made.append(
            {
                "before": "".join(text),
                "after": "".join(after),
                "ranges": ranges,
                "start": start,
                "kept": kept,
                "new": len(new),
            }
        )
    return made


def test_marks_stay_on_their_words_while_the_text_is_edited(desktop, live_server):
    given = edits(random.Random(51), 3000)
    call = """(one) => {
      const points = [...one.after], caret = points.slice(0, one.start + one.new).join("").length;
      return m.toServer(one.after, m.shifted(m.fromServer(one.before, one.ranges), one.before, one.after, caret));
    }"""
    told = module(desktop.new_page(), live_server, "writing-marks", call, given)
    wrong = []
    for one, ranges in zip(given, told, strict=True):
        marked = [any(a <= at < b for a, b in ranges) for at in range(len(one["after"]))]
        if marked != one["kept"]:
            wrong.append((one, ranges))
    assert wrong == []


def test_what_is_typed_is_counted_and_saved_by_itself(desktop, live_server, task, clerk):
    page = writing(desktop, live_server, clerk, task)
    type_on(page, TEXT)
    expect(page.locator("[data-count]")).to_have_text("29")
    expect(state(page)).to_have_text(re.compile(r"\d\d:\d\d:\d\d已保存"))
    page.get_by_label("有何亮点").check()
    becomes(page, lambda: (filing().text, filing().points), (TEXT, [1]).__eq__)
    expect(state(page)).to_have_text(SAVED)


def test_a_passage_is_marked_and_stays_marked_while_the_text_before_it_grows(desktop, live_server, task, clerk):
    page = writing(desktop, live_server, clerk, task)
    type_on(page, TEXT)
    page.evaluate("() => document.querySelector('#text').setSelectionRange(8, 13)")
    page.get_by_role("button", name="标为亮点").click()
    expect(page.locator("[data-marked] span")).to_have_text("开放日活动")
    page.evaluate("() => document.querySelector('#text').setSelectionRange(0, 0)")
    page.keyboard.insert_text("𠮷：")
    expect(page.locator("[data-layer] mark")).to_have_text("开放日活动")
    expect(state(page)).to_have_text(SAVED)
    kept = filing()
    assert marks.quotes(kept.text, kept.highlights) == ["开放日活动"]
    page.reload()
    expect(page.locator("[data-layer] mark")).to_have_text("开放日活动")


def test_a_cut_line_in_the_middle_of_writing_loses_nothing(desktop, live_server, task, clerk):
    page = writing(desktop, live_server, clerk, task)
    type_on(page, "第一句。")
    expect(state(page)).to_have_text(SAVED)
    desktop.set_offline(True)
    type_on(page, "第二句。")
    expect(page.locator("[data-trouble]")).to_contain_text("网络中断")
    type_on(page, "第三句。")
    page.locator("button[value=send]").click()
    expect(page.locator("[data-trouble]")).to_contain_text("未报送")
    desktop.set_offline(False)
    expect(state(page)).to_have_text(SAVED)
    expect(page.locator("[data-trouble]")).to_have_text("")
    assert (filing().text, filing().state) == ("第一句。第二句。第三句。", "draft")


def test_a_browser_that_dies_without_a_line_brings_the_text_back(desktop, live_server, task, clerk):
    page = writing(desktop, live_server, clerk, task)
    type_on(page, "第一句。")
    expect(state(page)).to_have_text(SAVED)
    desktop.set_offline(True)
    type_on(page, "还没保存。")
    expect(page.locator("[data-trouble]")).to_contain_text("网络中断")
    page.close()
    desktop.set_offline(False)
    again = writing(desktop, live_server, clerk, task)
    expect(again.locator("#text")).to_have_value("第一句。还没保存。")
    expect(again.locator("#writing [data-restored]")).to_contain_text("已从本机恢复")
    expect(state(again)).to_have_text(SAVED)
    assert filing().text == "第一句。还没保存。"


def test_an_answer_that_is_lost_is_no_conflict(desktop, live_server, task, clerk):
    page = writing(desktop, live_server, clerk, task)

    def swallow(route):
        if route.request.method == "POST":
            route.fetch()  # it reaches the server
            route.abort()
        else:
            route.continue_()

    page.route("**/desk/tasks/**", swallow)
    type_on(page, "到了服务器，回音丢了。")
    expect(page.locator("[data-trouble]")).to_contain_text("网络中断")
    page.unroute("**/desk/tasks/**")
    type_on(page, "又写一句。")
    expect(state(page)).to_have_text(SAVED)
    expect(page.locator("#writing [data-conflict]")).to_be_hidden()
    assert filing().text == "到了服务器，回音丢了。又写一句。"


def test_a_sign_in_that_ends_in_the_middle_of_writing_loses_nothing(desktop, live_server, task, clerk):
    page = writing(desktop, live_server, clerk, task)
    type_on(page, "登录还在。")
    expect(state(page)).to_have_text(SAVED)
    Session.objects.all().delete()
    type_on(page, "登录没了。")
    expect(page.locator("[data-trouble]")).to_contain_text("登录已失效")
    with desktop.expect_page() as opened:
        page.get_by_role("link", name="在新标签页登录").click()
    door = opened.value
    door.get_by_label("邮件").fill("li@example.org")
    door.get_by_label("密码").fill("a long enough password")
    door.get_by_role("button", name="登录").click()
    expect(door.get_by_role("heading", name="我的报送")).to_be_visible()
    page.bring_to_front()
    type_on(page, "接着写。")
    expect(state(page)).to_have_text(SAVED)
    expect(page.get_by_role("link", name="在新标签页登录")).to_be_hidden()
    assert filing().text == "登录还在。登录没了。接着写。"


def test_two_tabs_keep_both_texts_and_one_chooses(desktop, live_server, task, clerk):
    make_filing(task, clerk, "开头。")
    first, second = (writing(desktop, live_server, clerk, task) for _ in range(2))
    type_on(first, "甲写的。")
    expect(state(first)).to_have_text(SAVED)
    type_on(second, "乙写的。")
    expect(second.locator("#writing [data-theirs]")).to_have_text("开头。甲写的。")
    expect(second.locator("#text")).to_have_value("开头。乙写的。")
    assert filing().text == "开头。甲写的。"
    assert desk_faults(second) == []
    second.get_by_role("button", name="两份都要").click()
    expect(state(second)).to_have_text(SAVED)
    assert filing().text == "开头。甲写的。\n\n开头。乙写的。"
    type_on(first, "又写。")
    first.get_by_role("button", name="用对方的").click()
    expect(first.locator("#text")).to_have_value("开头。甲写的。\n\n开头。乙写的。")
    expect(first.locator("aside [data-aside]")).to_contain_text("开头。甲写的。又写。")


def test_a_double_click_on_send_makes_one_version(desktop, live_server, task, clerk):
    page = writing(desktop, live_server, clerk, task)
    type_on(page, TEXT)
    page.locator("button[value=send]").dblclick()
    expect(page.get_by_text("撤回修改")).to_be_visible()
    with scope.everything("test"):
        assert Submission.objects.count() == 1
    assert filing().current.text == TEXT


def test_too_long_is_said_while_writing_and_when_sending(phone, live_server, task, clerk):
    page = writing(phone, live_server, clerk, task)
    type_on(page, "字" * 5000)
    expect(page.locator("#writing [data-over]")).to_have_text("超出4940字")
    page.locator("button[value=send]").click()
    expect(page.locator("#problem")).to_contain_text("正文5000字，超出60字的限制4940字")
    expect(page.locator("#text")).to_have_value("字" * 5000)


def test_a_counted_number_is_put_in_struck_and_undone(desktop, live_server, task, clerk):
    with scope.everything("test"):
        activity = make_activity(task.campaign, units=[task.unit], name="开放日", kind="event")
        told = {"definition": "签到的人", "source": "签到表", "counted_on": date(2020, 10, 14), "added_at": clock.now()}
        ReportedFigure.objects.create(
            activity=activity, unit=task.unit, name="参观人数", value=1286, measure="人次", **told
        )
    page = writing(desktop, live_server, clerk, task)
    page.get_by_role("button", name="写入正文").click()
    expect(page.locator("#text")).to_have_value("“开放日”参观人数1286人次。")
    expect(state(page)).to_have_text(SAVED)
    assert [(one["number"], one["state"]) for one in filing().figures] == [("1286人次", "accepted")]
    page.get_by_role("button", name="撤销").click()
    expect(page.locator("#text")).to_have_value("")
    page.get_by_role("button", name="不用").click()
    expect(page.locator(".offer__yes")).to_contain_text("不用")
    expect(state(page)).to_have_text(SAVED)
    page.reload()
    assert [(one["number"], one["state"]) for one in filing().figures] == [("1286人次", "struck")]


def test_a_clerk_finds_and_sends_a_returned_task_by_keyboard_on_a_phone(phone, live_server, task, clerk):
    with scope.everything("test"):
        reviewer = make_staff("赵四", unit=task.campaign.owner)
        sent = send(filing=make_filing(task, clerk, highlights=[[8, 13]]), by=clerk)
        comment(submission=sent, start=8, end=13, text="请写清场次", by=reviewer)
        return_submission(submission=sent, reason="请补充参与人数", new_due=date(2020, 10, 28), by=reviewer)
    sign_in(phone, live_server, clerk)
    page = phone.new_page()
    page.goto(f"{live_server.url}/desk/tasks/")
    expect(page.locator(".mine__why")).to_contain_text("请补充参与人数")
    assert desk_faults(page) == []
    page.locator(".mine__one a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".returned")).to_contain_text("请补充参与人数")
    assert too_wide(page) == 0
    assert desk_faults(page) == []
    show = page.get_by_role("button", name="在正文中定位")
    show.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.insert_text("三场开放日活动")
    expect(page.locator("#text")).to_have_value(TEXT.replace("开放日活动", "三场开放日活动"))
    page.get_by_role("button", name="已处理").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".remarks__settled")).to_be_visible()
    page.locator("button[value=send]").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("第2版已于")).to_be_visible()
    assert desk_faults(page) == []
    assert "三场开放日活动" in filing().current.text


def test_without_script_a_form_does_it_all(desktop, live_server, task, clerk):
    context = desktop.browser.new_context(java_script_enabled=False, locale="zh-CN")
    sign_in(context, live_server, clerk)
    page = context.new_page()
    page.goto(f"{live_server.url}/desk/tasks/{task.code}/")
    page.locator("#text").fill(TEXT)
    page.locator("#highlight_lines").fill("开放日活动")
    page.get_by_label("有何亮点").check()
    with next_page(page):
        page.get_by_role("button", name="保存").last.click()
    expect(page.locator("#text")).to_have_value(TEXT)
    page.locator("button[value=send]").click()
    expect(page.get_by_text("撤回修改")).to_be_visible()
    context.close()
    assert marks.quotes(filing().text, filing().current.highlights) == ["开放日活动"]
