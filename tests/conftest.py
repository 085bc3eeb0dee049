import os
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import hypothesis
import pytest
from django.core.cache import cache
from django.utils import translation
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from worldday.base import clock, scope

# A machine's mood is no property of the code: no time limits on examples, and in CI the same examples every time.
hypothesis.settings.register_profile(
    "worldday",
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
    derandomize="CI" in os.environ,
)
hypothesis.settings.load_profile("worldday")

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
# For the same reason: what never comes fails later, what comes late still passes.
LONGEST_MS = 90_000
expect.set_options(timeout=LONGEST_MS)
# A browser that can reach this machine and nothing else: a page that asks for another host fails its test.
CLOSED = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever drives the browser is a browser test. They run apart: their driver keeps an event loop in its process."""
    for item in items:
        if "_browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.fixture(autouse=True)
def _nobodys_language():
    """A request leaves its language behind in the thread; the next test begins with the installation's own."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    cache.clear()


@pytest.fixture
def everything() -> Iterator[None]:
    """The test itself looks with the installation's eyes; requests still look with their own."""
    with scope.everything("test"):
        yield


@pytest.fixture
def on_day(settings):
    """`on_day(date(2020, 10, 14))`: the domain's clock stands at that day, 10:00, for everything incl. the live server."""

    def stand(day: date) -> None:
        ten = datetime(day.year, day.month, day.day, 10, tzinfo=clock.timezone.get_default_timezone())
        settings.CLOCK_SHIFT = ten - clock.wall()

    return stand


def _patient(browser: Browser) -> Browser:
    """Whatever is opened in it is waited for as long as what is expected of it."""
    opened = browser.new_context

    def new_context(**given: Any) -> BrowserContext:
        context = opened(**given)
        context.set_default_timeout(LONGEST_MS)
        return context

    browser.new_context = new_context  # type: ignore[method-assign]
    return browser


@pytest.fixture(scope="session")
def _browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no chromium here: browser tests are skipped")
    with sync_playwright() as driver:
        browser = _patient(driver.chromium.launch(executable_path=CHROMIUM, args=CLOSED))
        yield browser
        browser.close()


@pytest.fixture
def phone(_browser: Browser) -> Iterator[BrowserContext]:
    context = _browser.new_context(
        viewport={"width": 360, "height": 740}, locale="zh-CN", has_touch=True, is_mobile=True
    )
    yield context
    context.close()


@pytest.fixture
def desktop(_browser: Browser) -> Iterator[BrowserContext]:
    context = _browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    yield context
    context.close()
