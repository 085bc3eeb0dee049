from datetime import date
from io import StringIO
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from tests.factories.campaigns import make_activity, make_campaign
from tests.factories.units import make_unit

from worldday.public.export import export, names
from worldday.public.export.crawl import Crawl
from worldday.public.export.folder import MARK, ForeignFolder
from worldday.public.views import share

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture(autouse=True)
def _live(settings, on_day, monkeypatch):
    """A site with a known address and day; its pictures are tested elsewhere and drawn in no time here."""
    settings.PUBLIC_URL = "https://day.example.org"
    on_day(date(2020, 10, 14))
    for shape in ("wide", "tall"):
        monkeypatch.setitem(share.SHAPES, shape, lambda sheet: sheet.heading.encode())


@pytest.fixture
def campaign():
    unit = make_unit("某某协会", contact="021-00000000")
    found = make_campaign(slug="standards-day", name_en="World Standards Day", owner=unit)
    make_activity(found, units=[unit], code="aaaaaaaa")
    make_activity(found, name="未定的", window_start=None, window_end=None, code="bbbbbbbb")
    return found


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_copy_has_every_page_in_both_languages_with_calendars_feeds_and_pictures(campaign, tmp_path):
    result = export(tmp_path / "copy")
    found = set(files(tmp_path / "copy"))
    for language in ("", "en/"):
        assert {
            f"{language}index.html",
            f"{language}archive/index.html",
            f"{language}standards-day/index.html",
            f"{language}standards-day/by/unit/index.html",
            f"{language}standards-day/gantt/index.html",
            f"{language}standards-day/calendar/index.html",
            f"{language}standards-day/calendar.ics",
            f"{language}standards-day/feed.rss",
            f"{language}standards-day/share/tall.png",
            f"{language}standards-day/activities/aaaaaaaa/index.html",
            f"{language}standards-day/activities/aaaaaaaa/calendar.ics",
            f"{language}standards-day/activities/bbbbbbbb/share/wide.png",
        } <= found, sorted(found)
    assert "static/ui/chart.css" in found
    assert result.broken == []
    assert result.files == len(found) - 1  # all but the mark


def test_every_address_in_the_copy_opens_in_a_browser_from_a_folder(campaign, tmp_path, desktop):
    folder = tmp_path / "somewhere else" / "副本"
    export(folder)
    page = desktop.new_page()
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(f"{request.failure} {request.url}"))
    for path in sorted(folder.rglob("*.html")):
        page.goto(path.as_uri())
        for address in page.evaluate("[...document.querySelectorAll('[href], [src]')].map(e => e.href || e.src)"):
            if isinstance(address, str) and address.startswith("file:"):
                target, fragment = urldefrag(address)
                file = Path(unquote(urlsplit(target).path))
                assert file.is_file(), f"{path} names {address}"
                if fragment:
                    assert BeautifulSoup(file.read_bytes(), "lxml").find(id=fragment), f"{path} names {address}"
            else:
                assert not str(address).startswith("http") or "day.example.org" in address, address
    assert [one for one in failed if "ERR_ABORTED" not in one] == []  # a page left before its icon came
    page.goto((folder / "index.html").as_uri())
    page.click("main a[href='standards-day/index.html'] >> nth=0")
    page.wait_for_url("**/standards-day/index.html")
    assert page.evaluate("document.styleSheets.length") >= 6


def test_a_copy_says_that_it_is_one_and_offers_nothing_that_only_a_live_site_can_do(campaign, tmp_path, settings):
    settings.DEMO = True
    settings.DEMO_DAYS = ["2020-06-09", "2020-10-14"]
    export(tmp_path / "copy")
    page = BeautifulSoup((tmp_path / "copy/standards-day/index.html").read_bytes(), "lxml")
    assert not page.find_all("form")
    assert not page.select("aside.demo")
    assert page.select_one(".copy-note").get_text() == (
        "静态副本，制作于2020年10月14日（周三）。实时页面：https://day.example.org/standards-day/"
    )
    english = BeautifulSoup((tmp_path / "copy/en/standards-day/index.html").read_bytes(), "lxml")
    assert english.select_one(".copy-note").get_text().startswith("A copy made on Wed 14 October 2020.")


@pytest.mark.parametrize(
    ("page", "copied"),
    [
        ("", True),
        ("quiz/", False),
        ("quiz/play/", False),
        ("quiz/rules/", True),
        ("draw/", True),
        ("draw/mine/", False),
        ("event/", False),
        ("event/book/", False),
    ],
)
def test_what_only_a_live_site_can_do_stays_there(page, copied):
    crawl = Crawl()
    assert crawl._is_ours(f"/standards-day/activities/aaaaaaaa/{page}") is copied


def test_two_exports_of_the_same_rows_are_the_same_bytes_and_nothing_of_the_first_stays(campaign, tmp_path):
    export(tmp_path / "copy")
    first = files(tmp_path / "copy")
    (tmp_path / "copy/left-over.html").write_text("old")
    export(tmp_path / "copy")
    assert files(tmp_path / "copy") == first
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]


def test_a_folder_of_somebody_else_is_refused_in_one_sentence_and_left_alone(campaign, tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(ForeignFolder):
        export(tmp_path)
    errors = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("export", str(tmp_path), stderr=errors)
    assert stopped.value.code == 2
    assert len(errors.getvalue().strip().splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_an_export_that_fails_leaves_the_former_copy_as_it_was(campaign, tmp_path, monkeypatch):
    export(tmp_path / "copy")
    first = files(tmp_path / "copy")

    def break_down(*_args):
        raise RuntimeError("disk on fire")

    monkeypatch.setattr("worldday.public.calendars.campaign_calendar", break_down)
    with pytest.raises(RuntimeError):
        export(tmp_path / "copy")
    assert files(tmp_path / "copy") == first
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]


def test_a_site_below_a_prefix_is_copied_like_any_other(campaign, tmp_path, settings):
    from django.urls import set_script_prefix

    settings.PREFIX = settings.FORCE_SCRIPT_NAME = "/zt/day"
    set_script_prefix("/zt/day/")
    try:
        export(tmp_path / "copy")
    finally:
        set_script_prefix("/")
    found = files(tmp_path / "copy")
    assert "standards-day/index.html" in found
    assert not any(name.startswith("zt/") for name in found)
    assert b"https://day.example.org/zt/day/standards-day/" in found["standards-day/index.html"]


def test_an_empty_site_has_a_copy_too_and_drafts_are_not_in_it(tmp_path):
    make_campaign(state="draft", slug="secret-plan")
    (tmp_path / "copy").mkdir()
    export(tmp_path / "copy")
    found = files(tmp_path / "copy")
    assert "index.html" in found and MARK in found
    assert not any("secret-plan" in name or b"secret-plan" in content for name, content in found.items())


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/a/b/", "a/b/index.html"),
        ("/a/?by=unit&page=2", "a/index.by-unit.page-2.html"),
        ("/a/b.ics", "a/b.ics"),
        ("/a/b.png?v=1", "a/b.v-1.png"),
        ("/%E5%89%AF/", "副/index.html"),
        ("/a/?q=../../etc", "a/index.q-..-..-etc.html"),
    ],
)
def test_an_address_has_one_file_name(address, file):
    assert names.file_of(address) == file


def test_links_between_files_are_relative_and_quoted():
    assert names.link("a/b/index.html", "a/index.html", "top") == "../index.html#top"
    assert names.link("a/index.html", "a/index.html", "top") == "#top"
    assert names.link("index.html", "副/index.html") == "%E5%89%AF/index.html"
