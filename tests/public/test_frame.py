"""What holds for every public page: headers, no cookies, the path prefix, errors, the demo's bar, the monitor's page."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.urls import get_script_prefix, set_script_prefix
from tests.factories.campaigns import make_activity, make_campaign
from tests.factories.units import make_staff, make_unit

from worldday.base import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture
def paths():
    """One of every public page."""
    campaign = make_campaign(slug="wsd")
    unit = make_unit()
    activity = make_activity(campaign, units=[unit])
    inner = ["", "by/unit/", f"activities/{activity.code}/", "units/", f"units/{unit.code}/"]
    return ["/", "/archive/", *(f"/wsd/{path}" for path in inner)]


def read(answer):
    return BeautifulSoup(answer.content, "lxml")


def test_public_pages_forbid_inline_code_and_other_hosts_and_set_no_cookie(client, paths):
    for path in [*paths, "/no/such/page/"]:
        answer = client.get(path)
        policy = dict(part.split(" ", 1) for part in answer["Content-Security-Policy"].split("; "))
        assert policy["default-src"] == "'none'"
        assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
        assert policy["frame-ancestors"] == "'self'"
        assert "camera=()" in answer["Permissions-Policy"]
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "same-origin"
        assert not answer.cookies, path


def test_the_desk_may_write_inline_but_reaches_no_other_host(client):
    client.force_login(make_staff(unit=make_unit()), backend="worldday.units.backends.StaffBackend")
    policy = client.get("/desk/")["Content-Security-Policy"]
    assert "'unsafe-inline'" in policy
    assert "http" not in policy
    assert "*" not in policy


def test_a_signed_in_person_sees_the_same_public_page(client, paths):
    seen = client.get("/wsd/").content
    client.force_login(make_staff(unit=make_unit()), backend="worldday.units.backends.StaffBackend")
    assert client.get("/wsd/").content == seen


def test_under_a_path_prefix_every_link_stays_under_it(client, paths, settings):
    settings.FORCE_SCRIPT_NAME = settings.PREFIX = "/zt/sjbzr2020"
    before = get_script_prefix()
    set_script_prefix("/zt/sjbzr2020/")  # as the WSGI handler does; the test client has a handler of its own
    try:
        for path in paths:
            page = read(client.get(path))
            links = {a["href"] for a in page.select("a[href], link[hreflang]")} | {
                img["src"] for img in page.select("img")
            }
            inside = [link for link in links if not link.startswith(("#", "http", "webcal"))]
            assert inside
            assert [link for link in inside if not link.startswith("/zt/sjbzr2020/")] == []
    finally:
        set_script_prefix(before)


def test_a_missing_page_says_so_plainly_in_both_languages(client):
    chinese, english = client.get("/no/such/page/"), client.get("/en/no/such/page/")
    assert (chinese.status_code, english.status_code) == (404, 404)
    assert read(chinese).h1.text == "没有这个页面"
    assert read(english).h1.text == "There is no such page"
    assert read(english).select_one("a.button")["href"] == "/en/"


def test_a_failing_page_says_what_is_kept_and_what_to_do(client, monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError("a secret of the machine room")

    monkeypatch.setattr("worldday.public.views.home.programme.published", fail)
    client.raise_request_exception = False
    answer = client.get("/")
    assert answer.status_code == 500
    assert read(answer).h1.text == "系统出错了"
    assert "已保存的内容都还在" in answer.content.decode()
    assert "secret" not in answer.content.decode()


def test_the_gallery_is_open_in_a_demo_and_nowhere_else(client, settings):
    assert client.get("/gallery/").status_code == 404
    settings.DEMO = True
    for path in ("/gallery/", "/en/gallery/"):
        assert client.get(path).status_code == 200


def test_health_says_ok_and_nothing_else(client):
    answer = client.get("/health/")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert answer["Cache-Control"] == "no-store"


def test_health_fails_when_the_database_does_not_answer(client, monkeypatch):
    from django.db import OperationalError

    def gone():
        raise OperationalError

    monkeypatch.setattr("worldday.public.views.health.connection.cursor", gone)
    assert client.get("/health/").status_code == 503


def test_a_visitor_of_a_demo_moves_to_another_day_and_stays_on_the_page(client, settings):
    settings.DEMO = True
    make_campaign(slug="wsd")
    answer = client.post("/day/", {"day": "2020-10-02", "back": "/en/wsd/"})
    assert (answer.status_code, answer["Location"]) == (302, "/en/wsd/")
    page = client.get("/wsd/")
    assert read(page).select_one(".poster-count").get_text().strip() == "还有 12 天"
    assert "Cookie" in page["Vary"]
    client.post("/day/", {"day": "", "back": "/"})
    assert client.cookies["worldday_day"].value == ""


@pytest.mark.parametrize("day", ["", "yesterday", "0001-01-01", "9999-12-31", "2020-02-30", "2020-10-14T00:00"])
def test_a_day_that_cannot_be_leaves_the_clock_alone(client, settings, day):
    settings.DEMO = True
    client.cookies["worldday_day"] = day
    page = client.get("/")
    assert page.status_code == 200
    assert f"今天是{clock.today().year}年" in page.content.decode()


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""])
def test_the_day_bar_sends_nobody_to_another_site(client, settings, back):
    settings.DEMO = True
    assert client.post("/day/", {"day": "2020-10-02", "back": back})["Location"] == "/"


def test_outside_a_demo_there_is_no_bar_and_no_cookie_counts(client):
    client.cookies["worldday_day"] = "2020-10-02"
    make_campaign(slug="wsd", starts_on=date(2020, 10, 14), ends_on=date(2020, 10, 14))
    page = read(client.get("/wsd/"))
    assert page.select_one(".demo") is None
    assert "已过去" in page.select_one(".poster-count").text
    assert client.post("/day/", {"day": "2020-10-02"}).status_code == 404
