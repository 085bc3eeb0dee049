"""An organiser prepares a batch, another reviews it, it becomes public at a given minute, and a citizen finds it on a phone."""

from datetime import datetime, timedelta

import pytest
from django.conf import settings as configured
from django.test import Client
from django.utils.timezone import localtime
from playwright.sync_api import expect
from tests.factories.campaigns import make_activity, make_campaign
from tests.factories.registries import make_batch, make_registry, make_released, work, write_sheet
from tests.factories.units import make_staff, make_unit
from tests.journeys.looks import cramped, faults

from worldday.base import clock, scope
from worldday.registry.actions import releasing
from worldday.registry.models import Batch, BatchState, Record
from worldday.registry.schema import Entry

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NINE = datetime(2020, 10, 14, 9, 0, tzinfo=clock.timezone.get_default_timezone())


@pytest.fixture
def bureau(settings):
    settings.CLOCK_SHIFT = NINE - clock.wall()
    with scope.everything("test"):
        return make_unit("上海市市场监督管理局", contact="标准创新发展处")


@pytest.fixture
def activity(bureau):
    with scope.everything("test"):
        campaign = make_campaign(owner=bureau, slug="wsd")
        found = make_activity(campaign, units=[bureau], kind="release", name="首批“上海标准”发布")
        make_batch(make_registry("standards", owner=bureau), activity=found, name="首批“上海标准”")
    return found


def sign_in(context, live_server, staff):
    """A page of the desk for this person."""
    client = Client()
    client.force_login(staff)
    value = client.cookies[configured.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": configured.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
    return context.new_page()


def test_from_the_first_record_to_a_citizens_phone(desktop, phone, live_server, activity, bureau, settings, tmp_path):
    preparer = make_staff("王准备", unit=bureau)
    reviewer = make_staff("李审核", unit=bureau)
    # one prepares: a sheet, and one record by hand
    page = sign_in(desktop, live_server, preparer)
    page.goto(f"{live_server.url}/desk/registry/activities/{activity.code}/")
    page.click("text=导入表格")
    rows = [
        ("DB31/T 1201—2020", "学校运动场地合成材料面层有害物质限量", "团体标准"),
        ("x", "编号写错的标准", "地方标准"),
    ]
    path = write_sheet(tmp_path / "list.xlsx", rows, headings=("标准编号", "标准名称", "标准类别"))
    page.set_input_files("#id_file", path)
    page.click("main button:has-text('上传')")
    expect(page.locator(".desk-error")).to_contain_text("不符合规定的格式")
    page.click("button[name=begin]")
    expect(page.locator(".work-note")).to_contain_text("正在后台处理")
    work()
    page.reload()
    expect(page.locator("h1 + p .state")).to_have_text("已导入")
    expect(page.locator("dl.tally div").first).to_contain_text("1")
    page.click(".work-back a")
    page.click("text=添加记录")
    page.fill("#id_name", "监护型救护车配置规范")
    page.select_option("#id_v_mark", "上海标准")
    page.fill("#id_v_remark", "内部的话")
    page.click("button:has-text('保存')")
    expect(page.locator(".messages")).to_contain_text("监护型救护车配置规范")
    page.click(".work-back a")
    page.click("form[action$='/submit/'] button")
    expect(page.locator(".reg-next")).to_contain_text("须由他人审核")
    # nobody outside sees anything yet
    citizen = phone.new_page()
    citizen.goto(f"{live_server.url}/registry/?q=救护车")
    assert "监护型救护车配置规范" not in citizen.content()
    # another reviews and sets the minute
    other = desktop.browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page = sign_in(other, live_server, reviewer)
    page.goto(f"{live_server.url}/desk/registry/")
    page.click("text=首批“上海标准”")
    page.click("form[action$='/approve/'] button")
    expect(page.locator(".reg-next")).to_contain_text("李审核")
    minute = localtime(NINE + timedelta(hours=1))
    page.fill("#id_release_at", f"{minute:%Y-%m-%dT%H:%M}")
    page.check("#id_announced")
    page.click("form[action$='/moment/'] button")
    expect(page.locator(".reg-next strong")).to_contain_text("10:00")
    citizen.goto(f"{live_server.url}/wsd/activities/{activity.code}/release/")
    expect(citizen.locator(".reg-moment")).to_contain_text("发布时刻")
    assert "救护车" not in citizen.content()
    # the minute comes
    settings.CLOCK_SHIFT += minute - clock.now() + timedelta(seconds=1)
    with scope.everything("the worker"):
        assert releasing.release_due() == 1
        assert Batch.objects.get().state == BatchState.RELEASED
    # a citizen finds it on a phone
    citizen.goto(f"{live_server.url}/wsd/activities/{activity.code}/release/")
    citizen.reload()  # its cache knows nothing of a clock that jumps
    expect(citizen.locator(".reg-rows")).to_contain_text("监护型救护车配置规范")
    citizen.goto(f"{live_server.url}/registry/")
    citizen.fill("#q", "救护 ")
    citizen.click("main button:has-text('查找')")
    citizen.click(".reg-row a")
    expect(citizen.locator("h1")).to_have_text("监护型救护车配置规范")
    expect(citizen.locator(".reg-state")).to_contain_text("有效")
    assert "内部的话" not in citizen.content()
    # … checks several numbers at once
    citizen.goto(f"{live_server.url}/registry/check/")
    citizen.fill("#numbers", "db31/t 1201-2020\nDB31/T 9—2020\n监护型救护车配置规范")
    citizen.click("main button:has-text('查验')")
    expect(citizen.locator(".reg-checked li")).to_have_count(3)
    assert ["有效" in one or "未查到" in one for one in citizen.locator(".reg-checked li").all_inner_texts()] == [
        True
    ] * 3
    assert "未查到" in citizen.locator(".reg-checked li").nth(1).inner_text()
    # … and takes the open data along
    citizen.goto(f"{live_server.url}/registry/standards/data/")
    with citizen.expect_download() as got:
        citizen.click("text=CSV")
    text = (got.value.path()).read_text("utf-8-sig")
    assert text.splitlines()[0].startswith("标准编号,标准名称,")
    assert len(text.splitlines()) == 3
    assert "内部的话" not in text
    other.close()


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_public_page_is_readable_to_everyone_on_a_narrow_phone(phone, live_server, activity, bureau, language):
    with scope.everything("test"):
        registry = make_registry("standards", owner=bureau)
        entry = Entry(
            "监护型救护车配置规范",
            "DB31/T 1201-2020",
            values={"sort": "地方标准", "mark": "上海标准"},
            source="公开报道",
        )
        make_released(entry, registry=registry, activity=activity, name="第二批")
        record = Record.objects.get()
    page, wrong = phone.new_page(), []
    page.on("console", lambda m: wrong.append(f"{page.url} {m.text}") if m.type == "error" else None)
    page.on("request", lambda r: wrong.append(r.url) if not r.url.startswith((live_server.url, "data:")) else None)
    for path in (
        "/registry/",
        "/registry/?q=救护",
        "/registry/standards/",
        f"/registry/standards/{record.code}/",
        "/registry/standards/data/",
        "/registry/check/",
        f"/wsd/activities/{activity.code}/release/",
        f"/wsd/activities/{activity.code}/release/stage/",
    ):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.goto(f"{live_server.url}{language}{path}")
            wrong += [f"{path} {scheme} {line}" for line in faults(page)]
        wrong += [f"{path} {line}" for line in cramped(page)]
    assert "\n".join(wrong) == ""


def test_looking_up_and_checking_work_without_script(desktop, live_server, bureau):
    with scope.everything("test"):
        make_released(Entry("汉钟精机", "SP-1"), registry=make_registry("brands", owner=bureau))
    context = desktop.browser.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 740}, locale="zh-CN"
    )
    page = context.new_page()
    page.goto(f"{live_server.url}/registry/brands/")
    page.fill("#q", "精机")
    page.click("main button:has-text('查找')")
    expect(page.locator(".reg-row")).to_have_count(1)
    page.goto(f"{live_server.url}/registry/check/")
    page.fill("#numbers", "ｓｐ—1")
    page.click("main button:has-text('查验')")
    expect(page.locator(".reg-checked li")).to_contain_text("有效")
    context.close()


def test_a_record_prints_with_its_code(desktop, live_server, bureau):
    with scope.everything("test"):
        record = make_released(
            Entry("监护型救护车配置规范", "DB31/T 1-2020"), registry=make_registry("standards", owner=bureau)
        )[0]
    page = desktop.new_page()
    page.emulate_media(media="print")
    page.goto(f"{live_server.url}/registry/standards/{record.code}/")
    assert 120 < page.locator(".reg-qr svg").bounding_box()["width"] < 140  # 35 mm
    assert page.locator(".reg-address").is_visible()
    assert not page.locator(".reg-take .links").is_visible()
