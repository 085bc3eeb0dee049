"""An organiser makes a letter of appointment, sees it while writing, and issues it from a roster."""

import io

import openpyxl
import pytest
from django.conf import settings as configured
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from tests.factories.lots import worked
from tests.factories.sheets import sheet
from tests.factories.units import make_staff, make_unit
from tests.journeys.looks import faults, too_wide

from worldday.base import scope
from worldday.certificates.models import Certificate, Lot
from worldday.units.models import Staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "kept"


@pytest.fixture
def organiser() -> Staff:
    with scope.everything("test"):
        return make_staff(unit=make_unit("甲市市场监管局"), role="organiser")


def desk(context: BrowserContext, live_server, staff: Staff, path: str = "") -> Page:
    signed_in = Client()
    signed_in.force_login(staff)
    value = signed_in.cookies[configured.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": configured.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/desk/certificates/{path}")
    return page


def the_background_works() -> Lot:
    """What a worker does meanwhile."""
    with scope.everything("test"):
        return worked(Lot.objects.get())


def test_from_a_design_to_letters_in_one_sitting(desktop, live_server, organiser):
    page = desk(desktop, live_server, organiser, "designs/new/")
    page.fill("[name=name]", "专家聘书")
    page.select_option("[name=sort]", "appointment")
    page.fill("[name=title]", "聘书")
    page.fill("[name=body]", "兹聘请{name}为{领域}专家。")
    expect(page.locator("#preview img")).to_be_visible()
    assert faults(page, ".desk-page") == []
    page.click("button:has-text('保存')")
    expect(page.locator("h1")).to_have_text("专家聘书")

    page.click("a:has-text('按名单签发')")
    rows = [
        ["姓名", "单位", "领域"],
        ["王䶮", "某某大学", "绿色制造"],
        ["", "某某大学", "绿色制造"],
        ["艾力江·买买提", "", "检测"],
    ]
    page.set_input_files("#file", {"name": "名单.xlsx", "mimeType": XLSX, "buffer": sheet(rows).read()})
    page.click("button:has-text('上传')")
    expect(page.locator("[name='c-领域']")).to_have_value("2")
    assert faults(page, ".desk-page") == []
    page.click("button:has-text('读取并检查')")
    expect(page.locator("progress")).to_be_visible()

    the_background_works()
    expect(page.locator("button:has-text('签发 2 份证明')")).to_be_visible()  # the page looks again by itself
    expect(page.locator("body")).to_contain_text("没有姓名。")
    assert faults(page, ".desk-page") == []
    with page.expect_download() as got:
        page.click("a:has-text('下载需更正')")
    back = openpyxl.load_workbook(io.BytesIO(got.value.path().read_bytes())).active
    assert [cell.value for cell in back[2]][3:] == ["没有姓名。", 3]

    page.click("button:has-text('签发 2 份证明')")
    expect(page.locator("progress")).to_be_visible()
    the_background_works()
    page.click("a:has-text('查看证明')")
    expect(page.locator(".cert-table tbody tr")).to_have_count(2)
    with scope.everything("test"):
        assert set(Certificate.objects.values_list("holder_name", flat=True)) == {"王䶮", "艾力江·买买提"}


@pytest.mark.parametrize("path", ["", "designs/new/", "lots/", "issued/"])
def test_the_pages_fit_a_phone(phone, live_server, organiser, path):
    page = desk(phone, live_server, organiser, path)
    assert too_wide(page) == 0
    assert faults(page, ".desk-page") == []
