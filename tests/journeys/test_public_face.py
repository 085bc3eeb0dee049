"""The public pages in a real browser that can reach this machine only: reading, seeing, hearing, tabbing, waiting."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect
from tests.factories.campaigns import make_activity, make_campaign
from tests.factories.units import make_unit
from tests.journeys.looks import faults, too_wide

from worldday.base import scope
from worldday.campaigns.models import ActivityUnit, Theme

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DAY = date(2020, 10, 14)
SEEN_ON_LOAD = 150 * 1024  # bytes of the first view, as transferred
# The sum as browsers report it.
SHIFTS = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => { for (const e of list.getEntries()) sum += e.value; })
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(sum), 150);
})"""
HAIR, LOADS = 0.001, 3
COLOURS = ("color-contrast", "target-size", "scrollable-region-focusable")


@pytest.fixture
def pages(settings, on_day):
    """One of every public page of a campaign whose names are long and whose units are many."""
    settings.DEMO = True
    on_day(DAY)
    with scope.everything("test"):
        city = make_unit(
            "某市市场监督管理局", name_en="Municipal Administration for Market Regulation", contact="市民服务热线12345"
        )
        campaign = make_campaign(slug="wsd", name_en="World Standards Day", owner=city, ordinal=51, hue=155)
        make_campaign(slug="wad", name="世界认可日", hue=25, starts_on=date(2020, 6, 9), ends_on=date(2020, 6, 9))
        Theme.objects.create(
            campaign=campaign,
            scope="international",
            text="标准保护地球",
            text_en="Protecting the planet with standards",
        )
        long = make_activity(
            campaign,
            name="举办GB/T 1.1—2020编写与标准化认知能力升级训练营",
            kind="course",
            content="立项评估；案例分析。",
            units=[city],
        )
        for number in range(8):
            unit = make_unit(f"第{number}区市场监管局", parent=city, district=f"第{number}区")
            ActivityUnit.objects.create(
                activity=long, unit=unit, role="participate", phrase="各区市场监管局", position=number
            )
        for number, kind in enumerate(["event", "release", "outreach"]):
            make_activity(
                campaign,
                kind=kind,
                position=number,
                window_start=date(2020, 9, 1),
                window_end=date(2020, 10, 13 + number),
                units=[city],
            )
    inner = [
        "",
        "by/unit/",
        "by/district/",
        f"activities/{long.code}/",
        "units/",
        f"units/{city.code}/",
        "calendar/",
        "gantt/",
        "share/",
    ]
    return ["/", "/archive/", "/gallery/", "/no/such/page/", *(f"/wsd/{path}" for path in inner)]


def shifts(page) -> float:
    """How much of the page moves while it loads. What a page does, it does every time; a parser that pauses inside an element,
    as on a busy machine, may move a line once."""
    page.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})  # every time the first
    for _load in range(LOADS):
        if (moved := page.evaluate(SHIFTS)) <= HAIR:
            return 0
        page.reload()
    return moved


def in_other_looks(page) -> list[str]:
    """Dark, then dark with large text and high contrast by the page's own switches. Colours know no language."""
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    wrong = [f"dark {line}" for line in faults(page, rules=COLOURS)]
    page.evaluate("document.getElementById('look-large').closest('details').open = true")
    page.check("#look-large")
    page.check("#look-contrast")
    return wrong + [f"large {line}" for line in faults(page, rules=COLOURS)]


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_page_is_readable_to_everyone_in_light_dark_and_large_text(phone, live_server, pages, language):
    page, wrong = phone.new_page(), []
    page.on(
        "console", lambda m: wrong.append(f"{page.url} {m.text}") if m.type == "error" and "404" not in m.text else None
    )
    page.on("request", lambda r: wrong.append(r.url) if not r.url.startswith((live_server.url, "data:")) else None)
    for path in pages:
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        page.goto(f"{live_server.url}{language}{path}")
        wrong += [f"{path} shifts by {moved}"] if (moved := shifts(page)) else []
        wrong += [f"{path} {line}" for line in faults(page)]
        wrong += [] if language else [f"{path} {line}" for line in in_other_looks(page)]
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        wrong += [f"{path} is {over} px too wide at 200 %"] if (over := too_wide(page)) else []
        page.evaluate("localStorage.clear()")
    assert "\n".join(wrong) == ""


def test_the_first_view_of_the_theme_page_is_light(desktop, live_server, pages):
    page, sizes = desktop.new_page(), {}
    page.on("requestfinished", lambda r: sizes.update({r.url: r.sizes()["responseBodySize"]}))
    page.goto(f"{live_server.url}/wsd/", wait_until="networkidle")
    assert len(sizes) >= 8
    assert sum(sizes.values()) <= SEEN_ON_LOAD


def test_without_script_everything_can_be_read_and_made_larger(phone, live_server, pages):
    context = phone.browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/wsd/")
    assert page.locator("#programme .row").count() == 4
    row = page.locator("#programme .row h4").first
    before = row.bounding_box()["height"]
    page.click(".look summary")
    page.check("#look-large")
    assert row.bounding_box()["height"] > before * 1.3
    page.click(".demo button:has-text('6月9日')")
    assert page.url == f"{live_server.url}/wsd/"
    expect(page.locator(".poster-count")).to_have_text(re.compile(r"^\s*还有\s*127\s*天\s*$"))
    context.close()


def test_the_keyboard_reaches_every_activity_in_order_after_the_skip_link(desktop, live_server, pages):
    page = desktop.new_page()
    page.goto(f"{live_server.url}/wsd/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    reached = []
    for _step in range(40):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate("document.activeElement.closest('#programme .row') && document.activeElement.href")
        )
    rows = page.evaluate("[...document.querySelectorAll('#programme .row a')].map(a => a.href)")
    assert list(dict.fromkeys(href for href in reached if href)) == rows


def test_large_text_is_remembered_on_the_next_page_and_taken_back(phone, live_server, pages):
    page = phone.new_page()
    size = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
    page.goto(f"{live_server.url}/wsd/")
    assert page.evaluate(size) == 17
    page.click(".look summary")
    page.check("#look-large")
    page.goto(f"{live_server.url}/wsd/units/")
    assert page.evaluate(size) == 24
    assert page.is_checked("#look-large")
    page.click(".look summary")
    page.uncheck("#look-large")
    assert page.evaluate(size) == 17
    page.goto(f"{live_server.url}/wsd/")
    assert page.evaluate(size) == 17


def test_on_a_phone_the_one_action_is_in_view_without_scrolling(phone, live_server, pages):
    page = phone.new_page()
    page.goto(live_server.url + next(path for path in pages if "activities" in path))
    button = page.locator(".action .button")
    box = button.bounding_box()
    assert button.is_visible()
    assert box["y"] > 0 and box["y"] + box["height"] <= 740
    assert box["height"] >= 44
