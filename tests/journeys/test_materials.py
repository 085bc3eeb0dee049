"""Photos, video and documents in a real browser: dropped, chosen, cut off, gone on with, described; on a phone too."""

import re
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from tests.factories import material_files as files
from tests.factories.materials import make_owing, make_ready
from tests.journeys.looks import faults, too_wide
from tests.journeys.patience import SLOW_MS

from worldday.materials.models import Material

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
UPLOAD = re.compile(r"/desk/materials/uploads/[a-z0-9]{8}/$")


@pytest.fixture
def owing(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    settings.SPARE_MEGABYTES = 0
    return make_owing()


def open_box(context: BrowserContext, address: str, owing) -> Page:
    signed_in = Client()
    signed_in.force_login(owing[1])
    value = signed_in.cookies[configured.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": configured.SESSION_COOKIE_NAME, "value": value, "url": address}])
    page = context.new_page()
    page.goto(f"{address}/desk/materials/of/{owing[0].code}/")
    return page


def choose(page: Page, folder: Path, **named: bytes) -> None:
    paths = [files.written(folder, name.replace("_", "."), content) for name, content in named.items()]
    page.locator("input[name=files]").set_input_files(paths)


def test_several_files_are_sent_refused_and_shown_when_ready(desktop, serve, owing, tmp_path):
    page = open_box(desktop, serve(), owing)
    choose(page, tmp_path, 合影_jpg=files.photo(), 总结_docx=files.word(), 标志_svg=files.SVG)
    expect(page.locator("[data-cards] .mat-card")).to_have_count(2, timeout=SLOW_MS)
    expect(page.locator(".mat-way--no")).to_contain_text("SVG")
    expect(page.locator("[data-waiting]")).to_have_count(2)
    for material in Material._base_manager.all():
        make_ready(material)
    expect(page.locator("[data-waiting]")).to_have_count(0)
    expect(page.locator(".mat-card img")).to_have_count(1)
    page.get_by_role("button", name="知道了").click()
    expect(page.locator(".mat-way li")).to_have_count(0)


def test_files_are_dropped_onto_the_box(desktop, serve, owing):
    page = open_box(desktop, serve(), owing)
    page.evaluate(
        """() => {
          const carried = new DataTransfer();
          carried.items.add(new File(["活动说明"], "说明.txt", { type: "text/plain" }));
          document.querySelector(".mat-drop").dispatchEvent(new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true }));
        }"""
    )
    expect(page.locator(".mat-card__name")).to_have_text("说明.txt", timeout=SLOW_MS)


def test_an_upload_whose_line_is_cut_goes_on_by_itself(desktop, serve, owing, tmp_path):
    page = open_box(desktop, serve(), owing)
    cut = []

    def break_off(route):
        if route.request.method == "PATCH" and len(cut) < 3:
            cut.append(route.request.headers["upload-offset"])
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route(UPLOAD, break_off)
    choose(page, tmp_path, 现场_mp4=files.video())
    expect(page.locator(".mat-card__name")).to_have_text("现场.mp4", timeout=SLOW_MS)
    assert len(cut) == 3


def test_an_upload_goes_on_from_where_it_was_after_the_page_was_closed(desktop, serve, owing, tmp_path):
    page = open_box(desktop, serve(), owing)
    content = files.video() + bytes(9 * 1024**2)
    sent = []

    def only_the_first(route):
        if route.request.method == "PATCH":
            sent.append(int(route.request.headers["upload-offset"]))
            if len(sent) > 1:
                return route.abort("connectionreset")
        return route.continue_()

    page.route(UPLOAD, only_the_first)
    choose(page, tmp_path, 现场_mp4=content)
    expect(page.locator(".mat-way__said")).to_contain_text("网络中断")
    page.close()  # with its line still broken: a retry must not slip through first
    page = open_box(desktop, page.url.partition("/desk/")[0], owing)
    expect(page.locator(".mat-way__old")).to_contain_text("续传")
    begun = []
    page.on("request", lambda request: begun.append(request.url) if request.url.endswith("/uploads/") else None)
    page.locator("input[name=files]").set_input_files(tmp_path / "现场.mp4")
    expect(page.locator(".mat-card__name")).to_have_text("现场.mp4", timeout=SLOW_MS)
    assert begun == []  # no new upload: the old one went on


def test_on_a_phone_the_camera_is_offered_and_nothing_overflows(phone, serve, owing):
    page = open_box(phone, serve(), owing)
    expect(page.get_by_text("拍照")).to_be_visible()
    assert page.locator("input[capture]").first.get_attribute("accept") == "image/*"
    assert too_wide(page) == 0
    assert faults(page, "main") == []


def test_several_photos_get_the_same_words_by_keyboard(desktop, serve, owing, tmp_path):
    page = open_box(desktop, serve(), owing)
    choose(page, tmp_path, 一_jpg=files.photo(1), 二_jpg=files.photo(2))
    expect(page.locator("[data-cards] .mat-card")).to_have_count(2, timeout=SLOW_MS)
    page.get_by_role("link", name="填写说明、人物同意和使用范围").press("Enter")
    page.wait_for_url("**/describe/**")
    assert faults(page, "main") == []
    for box in page.locator("[name=chosen]").all():
        box.press("Space")
    page.locator("#id_all-people").select_option("agreed")
    page.locator("#id_all-reuse").select_option("report")
    page.locator("button[value=same]").press("Enter")
    page.wait_for_url("**/describe/")
    kept = set(Material._base_manager.values_list("people", "reuse"))
    assert kept == {("agreed", "report")}


def test_without_script_an_ordinary_form_sends_them(desktop, serve, owing, tmp_path):
    context = desktop.browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = open_box(context, serve(), owing)
    page.locator("input[name=files]").set_input_files(files.written(tmp_path, "合影.jpg", files.photo()))
    page.get_by_role("button", name="上传所选文件").click()
    expect(page.locator(".mat-card__name")).to_have_text("合影.jpg")
    assert Material._base_manager.count() == 1
    context.close()
