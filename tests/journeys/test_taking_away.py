"""A campaign taken away in a real browser: asked for with a press, made by the worker, saved, unpacked, found true."""

import os
import zipfile
from pathlib import Path

import bagit
import pytest
from django.conf import settings as configured
from django.test import Client
from openpyxl import load_workbook
from playwright.sync_api import BrowserContext, Page, expect
from tests.factories.archives import make_full
from tests.factories.final_report import DAY
from tests.journeys.looks import faults, too_wide

from worldday.base import longwork
from worldday.base.models import LongWork

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def made(settings, tmp_path, on_day):
    settings.MEDIA_ROOT = tmp_path / "media"
    on_day(DAY)
    return make_full()


def desk(context: BrowserContext, live_server, made, path: str) -> Page:
    signed_in = Client()
    signed_in.force_login(made.organiser)
    value = signed_in.cookies[configured.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": configured.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
    page = context.new_page()
    page.goto(live_server.url + path)
    return page


def shot(page: Page, name: str) -> None:
    if folder := os.environ.get("WORLDDAY_SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def saved(page: Page, button, folder: Path) -> Path:
    with page.expect_download() as waited:
        button.click()
    path = folder / waited.value.suggested_filename
    waited.value.save_as(path)
    return path


def test_an_organiser_takes_the_package_and_the_workbook_and_both_open(desktop, live_server, made, tmp_path):
    page = desk(desktop, live_server, made, f"/desk/final/{made.campaign.code}/")
    page.get_by_role("link", name="导出与存档").click()
    shot(page, "archives-empty-1440")
    page.get_by_role("button", name="生成档案包").click()
    expect(page.get_by_text("正在后台处理")).to_be_visible()
    shot(page, "archives-waiting-1440")
    longwork.run.func(LongWork.objects.get().pk)
    expect(page.get_by_role("button", name="重新生成档案包")).to_be_visible()  # the page looks by itself
    page.get_by_role("button", name="生成工作簿").click()
    expect(page.get_by_role("button", name="重新生成工作簿")).to_be_visible()
    page.locator("summary", has_text="包含内容").last.click()
    shot(page, "archives-ready-1440")
    assert faults(page, rules=("wcag2a", "wcag2aa"), grave=False) == []
    sheet, package = (saved(page, page.get_by_role("link", name="下载").nth(n), tmp_path) for n in (0, 1))
    assert load_workbook(sheet).sheetnames[0] == "概览"
    assert package.name == "世界标准日2020档案包20201030.zip"
    with zipfile.ZipFile(package) as file:
        file.extractall(tmp_path / "unpacked")
    (root,) = (tmp_path / "unpacked").iterdir()
    assert bagit.Bag(str(root)).validate()


def test_on_a_phone_nothing_is_cut_off(phone, live_server, made):
    page = desk(phone, live_server, made, f"/desk/archives/{made.campaign.code}/")
    page.get_by_role("button", name="生成工作簿").click()
    expect(page.get_by_role("button", name="重新生成工作簿")).to_be_visible()
    page.locator("summary", has_text="包含内容").click()
    assert too_wide(page) == 0
    shot(page, "archives-360")
    page.emulate_media(color_scheme="dark")
    shot(page, "archives-360-dark")
