"""A demo's visitors stand at days of their own, and the hot path stands there with them."""

import asyncio
import json
import time
from datetime import datetime

import pytest
from tests.factories.quiz_content import content
from tests.factories.quiz_database import add_edition, rows
from tests.factories.quiz_phone import NOON, phone

from worldday.base.hotpath.clock import Clock, Ids
from worldday.base.hotpath.config import from_environment
from worldday.base.hotpath.visiting import VisitorsClock, chosen_day, clock_and_ids

ZONE = "Asia/Shanghai"
JUNE = {"cookie": "csrftoken=x; worldday_day=2020-06-09"}
DAY_MS = 24 * 3600 * 1000


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp() * 1000)


@pytest.fixture
def demo(empty: str):
    """The demo stands about noon of 14 October; its quiz is the one of June."""
    rule = content(per_day=1, in_all=0, practice=True)
    times = {"opens_ms": at("2020-06-08T09:00+08:00"), "closes_ms": at("2020-06-14T21:00+08:00")}
    add_edition(empty, rule | times)
    with phone(empty, visitors_zone=ZONE, clock_shift_ms=NOON - int(time.time() * 1000)) as p:
        p.url = empty
        yield p


def test_who_stands_in_june_plays_the_quiz_of_june_from_entering_to_the_result(demo):
    status, entered = demo.post("enter", {"quiz": 1}, **JUNE)
    assert status == 200, entered
    status, started = demo.post("start", {"pass": entered["pass"]}, **JUNE)
    assert status == 200, started
    assert at("2020-06-09T12:00+08:00") <= started["now_ms"] < at("2020-06-09T12:10+08:00")
    assert started["deadline_ms"] == started["now_ms"] + 600_000
    status, result = demo.submit(started["ticket"], [[9]] * 10, **JUNE)
    assert (status, result["first"], result["score"]) == (200, True, 0)
    sent = {"ticket": started["ticket"], "answers": [[9]] * 10, "voucher": result["voucher"]}
    status, rest = demo.post("review", sent, **JUNE)
    assert status == 200 and len(rest["review"]) == 10
    assert rows(demo.url, "SELECT day, day_number FROM quizzes_attempt") == [(20200609, 0)]


def test_who_chose_no_day_or_no_true_one_stands_where_the_demo_stands(demo):
    for headers in ({}, {"cookie": "worldday_day=yesterday"}, {"cookie": "worldday_day=9999-12-31"}):
        status, told = demo.post("enter", {"quiz": 1}, **headers)
        assert status >= 400 and told["error"]["code"] == "closed"


class Asked:
    """A request that came by the straight way, as far as a room looks at it."""

    def __init__(self, headers) -> None:
        self.body, self.scope = b'{"quiz":1}', {"headers": headers, "client": ("203.0.113.7", 1)}

    def tell(self, *told) -> None:
        self.told = told


def test_the_straight_way_follows_the_day_as_well(demo):
    june = Asked([(b"cookie", b"worldday_day=2020-06-10")])
    demo.runner.run(demo.app.straight[b"/intake/enter"](june))
    assert june.told[0] == 200 and "pass" in json.loads(june.told[2])
    nowhere = Asked([])
    demo.runner.run(demo.app.straight[b"/intake/enter"](nowhere))
    assert json.loads(nowhere.told[2])["error"]["code"] == "closed"


def test_two_visitors_at_once_each_meet_their_own_day(demo):
    async def both():
        june = demo.ask("POST", "enter", {"quiz": 1}, JUNE)
        later = demo.ask("POST", "enter", {"quiz": 1}, {"cookie": "worldday_day=2020-06-12"})
        return await asyncio.gather(june, later)

    told = [json.loads(body) for _status, _headers, body in demo.runner.run(both())]
    assert 3 * DAY_MS <= told[1]["now_ms"] - told[0]["now_ms"] < 3 * DAY_MS + 60_000


def test_ids_grow_with_the_demos_own_clock_so_that_the_ranking_sees_every_attempt(demo):
    def play(cookie):
        entered = demo.post("enter", {"quiz": 1}, cookie=cookie)[1]
        started = demo.post("start", {"pass": entered["pass"]}, cookie=cookie)[1]
        return int(demo.submit(started["ticket"], [], cookie=cookie)[1]["attempt"])

    days = [play(f"worldday_day=2020-06-{day}") for day in ("12", "09", "13")]
    assert days == sorted(days)
    assert all(NOON <= attempt >> 20 < NOON + 600_000 for attempt in days)


def test_outside_a_demo_clock_and_ids_are_the_plain_ones_and_the_cookie_says_nothing(quiz, monkeypatch):
    monkeypatch.delenv("WORLDDAY_DEMO", raising=False)
    clock, ids = clock_and_ids(from_environment())
    assert (type(clock), type(ids)) == (Clock, Ids)
    monkeypatch.setenv("WORLDDAY_DEMO", "1")
    assert type(clock_and_ids(from_environment())[0]) is VisitorsClock
    with phone(quiz) as p:
        assert p.post("enter", {"quiz": 1}, **JUNE)[1]["now_ms"] == NOON


def test_only_the_cookie_of_that_name_is_a_day():
    assert chosen_day([(b"cookie", b"a=1; worldday_day=2020-06-09; b=2")]) == datetime(2020, 6, 9).date()
    assert chosen_day([(b"cookie", b"xworldday_day=2020-06-09"), (b"host", b"worldday_day=2020-06-09")]) is None
    assert chosen_day([(b"cookie", b"worldday_day=\xff")]) is None
