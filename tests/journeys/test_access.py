"""Ways into the desk, in a real browser: with a second factor, by invitation on a phone, and with a list that has faults."""

import re
import time
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from playwright.sync_api import expect
from tests.factories.sheets import sheet
from tests.factories.units import make_staff, make_unit
from tests.journeys.looks import desk_faults, too_wide

from worldday.units import invitations
from worldday.units.models import Membership, Staff, Unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "a long enough password"


@pytest.fixture
def bureau():
    return make_unit("甲市市场监管局")


def sign_in(page, live_server, email, path="/desk/"):
    page.goto(f"{live_server.url}{path}")
    page.get_by_label("邮件").fill(email)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()


def test_an_organiser_signs_in_with_a_one_time_code_by_keyboard_alone(desktop, live_server, bureau, settings):
    settings.MFA_TOTP_TOLERANCE = 2  # the code may grow old while a busy machine types it
    staff, secret = make_staff("王一", unit=bureau, role="organiser", email="wang@example.org"), generate_totp_secret()
    TOTP.activate(staff, secret)
    page = desktop.new_page()
    page.goto(f"{live_server.url}/desk/staff/")
    assert desk_faults(page) == []
    page.keyboard.type("wang@example.org")  # the first field has the focus
    page.get_by_label("密码").focus()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="动态验证码")).to_be_visible()
    assert desk_faults(page) == []
    page.get_by_label("代码").focus()
    page.keyboard.type(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/staff/")
    expect(page.get_by_role("heading", name="人员", exact=True)).to_be_visible()


def test_an_invited_person_chooses_a_password_on_a_phone(phone, live_server, bureau):
    staff = Staff.objects.create_user("li@example.org", name="李二")
    Membership.objects.create(staff=staff, unit=bureau, role="unit-staff")
    page = phone.new_page()
    page.goto(f"{live_server.url}/accounts/invitation/{invitations.token_for(staff)}/")
    expect(page.get_by_role("heading")).to_have_text("李二，欢迎")
    assert desk_faults(page) == []
    assert too_wide(page) == 0
    page.get_by_label("密码", exact=True).fill("too short")
    page.get_by_label("再次输入密码").fill("too short")
    page.get_by_role("button", name="保存并登录").tap()
    expect(page.locator(".error").first).to_contain_text("12")
    page.get_by_label("密码", exact=True).fill("eine ganz lange Losung 9")
    page.get_by_label("再次输入密码").fill("eine ganz lange Losung 9")
    page.get_by_role("button", name="保存并登录").tap()
    page.wait_for_url("**/desk/")
    expect(page.get_by_role("heading", name="李二，您好")).to_be_visible()
    page.goto(f"{live_server.url}/accounts/invitation/{invitations.token_for(staff)}/")
    expect(page.get_by_role("heading")).to_have_text("邀请已失效")


def test_a_list_of_units_with_three_wrong_lines_is_corrected_and_imported(desktop, live_server, bureau, tmp_path):
    make_staff("王一", unit=bureau, role="organiser", email="wang@example.org")
    headings = ["名称", "单位类型", "上级单位"]
    good = [[f"第{number}区市场监管局", "区局", bureau.name] for number in range(1, 9)]
    wrong = [
        ["", "区局", bureau.name],
        ["第九区市场监管局", "部门", bureau.name],
        ["第十区市场监管局", "区局", "没有的局"],
    ]
    page = desktop.new_page()
    sign_in(page, live_server, "wang@example.org", "/desk/units/")
    page.get_by_role("link", name="导入").click()
    page.get_by_label("电子表格").set_input_files(_kept(tmp_path / "list.xlsx", [headings, *good, *wrong]))
    page.get_by_role("button", name="上传并预览").click()
    expect(page.get_by_role("status").filter(has_text="错误 3 条")).to_be_visible()
    lines = page.locator("tbody tr")
    for place, number in enumerate(("10", "11", "12")):
        expect(lines.nth(place).locator("th")).to_have_text(number)
    expect(lines.nth(0)).to_contain_text("缺少名称")
    expect(lines.nth(1)).to_contain_text("没有“部门”这一类型")
    expect(lines.nth(2)).to_contain_text("没有的局")
    assert desk_faults(page) == []
    assert page.get_by_role("button", name=re.compile("^导入 ")).count() == 0
    page.get_by_label("电子表格").set_input_files(_kept(tmp_path / "better.xlsx", [headings, *good]))
    page.get_by_role("button", name="上传并预览").click()
    expect(page.get_by_role("button", name="导入 8 条")).to_be_visible()
    assert Unit.objects.count() == 1
    page.get_by_role("button", name="导入 8 条").click()
    page.wait_for_url("**/desk/units/")
    expect(page.get_by_role("link", name="第3区市场监管局")).to_be_visible()
    assert desk_faults(page) == []
    assert Unit.objects.count() == 9


def _kept(path: Path, rows: list[list]) -> Path:
    path.write_bytes(sheet(rows).getvalue())
    return path


def test_no_page_of_the_desk_asks_another_host_for_anything(desktop, live_server, bureau):
    staff = make_staff("王一", unit=bureau, role="organiser", email="wang@example.org")
    Membership.objects.create(staff=staff, unit=bureau, role="auditor")
    page, asked = desktop.new_page(), set()
    page.on("request", lambda request: asked.add(request.url.split("/")[2]) if request.url.startswith("http") else None)
    sign_in(page, live_server, "wang@example.org")
    page.wait_for_url("**/desk/")
    for path in (
        "/desk/",
        "/desk/account/",
        "/desk/units/",
        "/desk/staff/",
        f"/desk/staff/{staff.code}/",
        "/desk/audit/",
        "/accounts/",
        "/accounts/2fa/",
    ):
        page.goto(f"{live_server.url}{path}", wait_until="networkidle")
        assert desk_faults(page) == [], path
    assert asked == {live_server.url.split("/")[2]}
