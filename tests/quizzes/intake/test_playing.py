"""Entering, starting and submitting as a phone sees them."""

import asyncio
import json

import pytest
from tests.factories.quiz_content import answers, content
from tests.factories.quiz_database import add_edition, add_key, add_unit, rows
from tests.factories.quiz_phone import NOON, Hands, phone

from worldday.quizzes.intake.papers import edition_of
from worldday.quizzes.intake.refusals import SENTENCES
from worldday.quizzes.intake.tickets import Key, KeyRing, Pass, open_ticket, seal

EDITION = edition_of(content(per_day=2, in_all=3, practice=True), 1)
WRONG = [[9]] * 10
ONE_DAY = 24 * 3600


def right(url: str, ticket: str, count: int = 10):
    """Answers that only somebody with the server's key could know."""
    ((key_id, secret),) = rows(url, "SELECT id, secret FROM quizzes_signingkey ORDER BY id LIMIT 1")
    opened = open_ticket(ticket, KeyRing([Key(key_id, bytes(secret))]), NOON)
    return answers(EDITION, opened.seed, right=count)


def test_a_stranger_enters_answers_and_is_told_what_is_on_disk(quiz):
    with phone(quiz) as p:
        entered = p.enter(district="310115", age_band="adult")
        started = p.start(entered["pass"])
        assert len(started["paper"]) == 10 and started["deadline_ms"] == NOON + 600_000
        p.hands.forward(42.5)
        result = p.hand_in(started["ticket"], right(quiz, started["ticket"], 7))
        assert (result["score"], result["points"], result["right"], result["total"]) == (70, 100, 7, 10)
        assert (result["passed"], result["time_ms"], result["first"]) == (True, 42_500, True)
        assert [told["right"] for told in result["review"]] == [True] * 7 + [False] * 3
        assert result["review"][0]["basis"] == "中华人民共和国标准化法"
    (row,) = rows(
        quiz,
        "SELECT id, number, day, day_number, district, age_band, strength, score, right_count FROM quizzes_attempt",
    )
    assert row == (int(result["attempt"]), 0, 20201014, 0, "310115", "adult", "device", 70, 7)


def test_sending_again_with_other_answers_gets_the_first_result(quiz):
    with phone(quiz) as p:
        ticket = p.start(p.enter()["pass"])["ticket"]
        first = p.hand_in(ticket, right(quiz, ticket, 3))
        p.hands.forward(30)
        again = p.submit(ticket, right(quiz, ticket, 10))[1]
        assert again["first"] is False
        assert (again["score"], again["attempt"], again["time_ms"]) == (30, first["attempt"], first["time_ms"])
        assert again["review"] == first["review"]
        assert again["answers"] == right(quiz, ticket, 3), "a page shows what counts, not what was sent in vain"
    assert len(rows(quiz)) == 1


def test_nothing_is_told_about_the_questions_without_the_voucher_of_these_very_answers(quiz):
    with phone(quiz) as p:
        held = p.enter()["pass"]
        ticket, other = p.start(held)["ticket"], p.start(p.enter()["pass"])["ticket"]
        asked = {"ticket": ticket, "answers": WRONG}
        for voucher in ("", "0" * 32, "凭条"):
            assert p.refused("review", asked | {"voucher": voucher}) == "bad-ticket"
        voucher = p.submit(ticket, WRONG)[1]["voucher"]
        for altered in ({"answers": right(quiz, ticket)}, {"ticket": other}, {"voucher": voucher[:-1] + "x"}):
            assert p.refused("review", {**asked, "voucher": voucher, **altered}) == "bad-ticket"
        assert "voucher" not in p.submit(ticket, right(quiz, ticket))[1], "a repeated one gets the first result, whole"
        assert len(p.post("review", asked | {"voucher": voucher})[1]["review"]) == 10
    assert len(rows(quiz)) == 1


def test_two_tickets_of_one_attempt_make_one_attempt(quiz):
    with phone(quiz) as p:
        held = p.enter()["pass"]
        one, other = p.start(held)["ticket"], p.start(held)["ticket"]
        assert p.submit(one, right(quiz, one))[1]["score"] == 100
        assert p.submit(other, WRONG)[1]["score"] == 100
    assert len(rows(quiz)) == 1


def test_the_limits_of_a_day_and_in_all_hold(quiz):
    with phone(quiz) as p:
        entered = p.enter()
        second = p.hand_in(p.start(entered["pass"])["ticket"], WRONG)["next_pass"]
        assert p.hand_in(p.start(second)["ticket"], WRONG)["next_pass"] is None
        assert p.refused("enter", {"quiz": 1, "device": entered["device"]}) == "limit-today"
        p.hands.forward(ONE_DAY)
        third = p.enter(device=entered["device"])["pass"]
        assert p.hand_in(p.start(third)["ticket"], WRONG)["next_pass"] is None
        p.hands.forward(ONE_DAY)
        assert p.refused("enter", {"quiz": 1, "device": entered["device"]}) == "limit-in-all"
    assert rows(quiz, "SELECT number, day, day_number FROM quizzes_attempt ORDER BY number") == [
        (0, 20201014, 0),
        (1, 20201014, 1),
        (2, 20201015, 0),
    ]


def test_starting_again_shows_the_same_paper_and_does_not_set_the_clock_back(quiz):
    with phone(quiz) as p:
        held = p.enter()["pass"]
        first = p.start(held)
        p.hands.forward(500)
        again = p.start(held)
        assert (again["paper"], again["deadline_ms"]) == (first["paper"], first["deadline_ms"])
        p.hands.forward(106)
        status, told = p.post("start", {"pass": held})
        assert (status, told["error"]["code"]) == (409, "time-up")
        assert p.submit(p.start(told["next_pass"])["ticket"], WRONG)[0] == 200
    assert rows(quiz, "SELECT number, score, answers FROM quizzes_attempt ORDER BY number")[0] == (0, 0, "[]")


def test_the_line_has_a_grace_and_then_it_is_late(quiz):
    with phone(quiz) as p:
        in_grace = p.start(p.enter()["pass"])["ticket"]
        late = p.start(p.enter()["pass"])["ticket"]
        p.hands.forward(605)
        assert p.submit(in_grace, right(quiz, in_grace))[1]["score"] == 100
        p.hands.forward(0.001)
        for _ in range(2):
            status, told = p.submit(late, right(quiz, late))
            assert (status, told["error"]["code"]) == (409, "late")
        assert told["next_pass"]
        assert p.submit(in_grace, WRONG)[1]["score"] == 100, "a late repeat still gets the first result"
    assert rows(quiz, "SELECT score, right_count FROM quizzes_attempt ORDER BY id") == [(100, 10), (0, 0)]


def test_the_quiz_opens_and_closes_at_its_moments(empty):
    opening = NOON + 60_000
    add_edition(empty, content() | {"opens_ms": opening, "closes_ms": opening + 60_000})
    with phone(empty) as p:
        entered = p.enter()
        status, told = p.post("start", {"pass": entered["pass"]})
        assert (status, told["error"]["code"], told["opens_ms"]) == (409, "not-open", opening)
        p.hands.forward(60)
        started, never_sent = p.start(entered["pass"]), p.start(p.enter()["pass"])
        assert started["deadline_ms"] == opening + 60_000, "the closing is everybody's deadline"
        p.hands.forward(64)
        first = p.hand_in(started["ticket"], WRONG)
        assert first["first"] and first["next_pass"] is None
        assert p.refused("enter", {"quiz": 1}) == p.refused("start", {"pass": entered["pass"]}) == "closed"
        p.hands.forward(60)
        assert p.submit(started["ticket"], WRONG)[1]["attempt"] == first["attempt"]
        assert p.refused("submit", {"ticket": never_sent["ticket"], "answers": WRONG}) == "late"
    assert len(rows(empty)) == 1, "nothing is stored after the closing"


def test_right_answers_stay_on_the_server_until_the_closing_if_the_rule_says_so(empty):
    add_edition(empty, content(feedback="after-closing") | {"closes_ms": NOON + 60_000})
    with phone(empty) as p:
        ticket = p.start(p.enter()["pass"])["ticket"]
        assert p.hand_in(ticket, WRONG)["review"] is None
        p.hands.forward(61)
        assert len(p.submit(ticket, WRONG)[1]["review"]) == 10


def test_practice_is_reviewed_and_not_stored(quiz):
    with phone(quiz) as p:
        held = p.enter()["pass"]
        papers = [p.start(held, practice=True) for _ in range(3)]
        assert len({json.dumps(started["paper"]) for started in papers}) == 3
        result = p.submit(papers[0]["ticket"], right(quiz, papers[0]["ticket"], 4))[1]
        assert (result["practice"], result["score"], len(result["review"])) == (True, 40, 10)
    assert rows(quiz) == []


def test_a_quiz_without_practice_says_so(empty):
    add_edition(empty, content())
    with phone(empty) as p:
        assert p.refused("start", {"pass": p.enter()["pass"], "practice": True}) == "no-practice"


def test_a_pass_of_yesterday_is_not_todays(quiz):
    with phone(quiz, hands=Hands(NOON + 11 * 3600_000)) as p:
        held = p.enter()["pass"]
        p.hands.forward(2 * 3600)
        assert p.refused("start", {"pass": held}) == "other-day"
        p.hands.forward(ONE_DAY)
        assert p.refused("start", {"pass": held}) == "expired"


def test_no_parameter_can_be_altered(quiz):
    with phone(quiz) as p:
        held = p.enter()["pass"]
        ticket = p.start(held)["ticket"]
        for altered in (ticket[:20] + ("A" if ticket[20] != "A" else "B") + ticket[21:], "x" * 80, "", held):
            assert p.refused("submit", {"ticket": altered, "answers": WRONG}) in ("bad-ticket", "expired")
        stranger = Pass(1, 7, 0, 20201014, 0, 0, "", "", "", "device", NOON * 2)
        assert p.refused("start", {"pass": seal(stranger, Key(1, b"guess" * 6))}) == "bad-ticket"
    assert rows(quiz) == []


@pytest.mark.parametrize(
    ("rule", "asked", "code"),
    [
        ({"identity": "phone"}, {}, "identity"),
        ({"consent_version": "v2"}, {"consent_version": "v1"}, "consent"),
        ({}, {"age_band": "under-14"}, "guardian"),
        ({"districts": ["310115"]}, {"district": "110000"}, "unknown-choice"),
        ({"entrances": [4]}, {"entrance": 5}, "unknown-choice"),
        ({"units": True}, {"unit": "nowhere1"}, "unknown-unit"),
        ({"units": True}, {"unit": "aclass01"}, "unknown-unit"),
        ({}, {"unit": "theunit1"}, "unknown-unit"),
        ({}, {"quiz": 99}, "no-quiz"),
        ({}, {"device": "short"}, "bad-request"),
        ({}, {"district": "x" * 21}, "bad-request"),
    ],
)
def test_who_may_not_enter_is_told_why(empty, rule, asked, code):
    add_edition(empty, content(**rule))
    add_unit(empty, "theunit1")
    add_unit(empty, "aclass01", seats=40)
    with phone(empty) as p:
        assert p.refused("enter", {"quiz": 1, **asked}) == code


def test_whoever_gives_the_code_of_a_unit_plays_for_it(either):
    add_edition(either, content(units=True))
    add_unit(either, "theunit1")
    with phone(either) as p:
        assert p.submit(p.start(p.enter(unit="theunit1")["pass"])["ticket"], WRONG)[0] == 200
    assert rows(either, "SELECT group_name, strength FROM quizzes_attempt") == [("theunit1", "device")]


def test_a_seat_of_a_class_plays_where_devices_may_not(empty):
    add_edition(empty, content(identity="phone"))
    key = Key(1, add_key(empty))
    seat = Pass(1, 7, 0, 20201014, 0, 0, "", "k7m2q9xd", "", "seat", NOON * 2)
    device = Pass(1, 8, 0, 20201014, 0, 0, "", "", "", "device", NOON * 2)
    with phone(empty) as p:
        assert p.submit(p.start(seal(seat, key))["ticket"], WRONG)[0] == 200
        assert p.refused("start", {"pass": seal(device, key)}) == "identity"
    assert rows(empty, "SELECT group_name, strength FROM quizzes_attempt") == [("k7m2q9xd", "seat")]


@pytest.mark.parametrize(
    ("answers_sent", "code"),
    [("[[0]", "bad-request"), ('{"a":1}', "bad-request"), ("[[0.5]]", "bad-request"), ("[0]", "bad-request"),
     ('[["' + "x" * 201 + '"]]', "bad-request"), ("[" + "[0]," * 10 + "[0]]", "too-many-answers"),
     ('[["' + "x" * 33_000 + '"]]', "too-large")],
)  # fmt: skip
def test_an_answer_sheet_that_is_none_is_refused_and_may_be_sent_again(quiz, answers_sent, code):
    with phone(quiz) as p:
        ticket = p.start(p.enter()["pass"])["ticket"]
        assert p.refused("submit", f'{{"ticket":"{ticket}","answers":{answers_sent}}}'.encode()) == code
        assert p.submit(ticket, right(quiz, ticket))[1]["score"] == 100


def test_of_where_it_came_from_only_keyed_digests_are_kept(quiz):
    with phone(quiz, trusted_proxies=1) as p:
        for forwarded in ("203.0.113.9", "203.0.113.200", "198.51.100.1", "forged, 203.0.113.77"):
            p.submit(p.start(p.enter()["pass"])["ticket"], WRONG, **{"x-forwarded-for": forwarded})
    stored = rows(quiz, "SELECT address, agent FROM quizzes_attempt ORDER BY id")
    addresses = [address for address, _agent in stored]
    assert addresses[0] == addresses[1] == addresses[3] != addresses[2], "one street, another street"
    assert all(address > 2**32 for address in addresses) and len({agent for _address, agent in stored}) == 1


def test_keys_change_while_attempts_are_running(quiz):
    with phone(quiz) as p:
        held = p.enter()["pass"]
        ticket = p.start(held)["ticket"]
        rows_changed(quiz, "UPDATE quizzes_signingkey SET retired_at = '2020-10-14 04:00:00'")
        add_key(quiz)
        p.runner.run(p.app.intake.keys.refresh())
        assert p.submit(ticket, WRONG)[1]["first"] is True
        assert p.start(held)["ticket"][:6] != ticket[:6], "what is signed now bears the new key"
        p.hands.forward(4 * 3600)
        assert p.refused("submit", {"ticket": ticket, "answers": WRONG}) == "expired"


def test_a_key_that_another_server_has_just_made_is_looked_for_once(quiz):
    with phone(quiz) as p:
        fresh = Key(2, add_key(quiz))
        assert p.start(seal(Pass(1, 7, 0, 20201014, 0, 0, "", "", "", "device", NOON * 2), fresh))["paper"]
        unknown = seal(Pass(1, 7, 0, 20201014, 0, 0, "", "", "", "device", NOON * 2), Key(77, b"k" * 32))
        looked = []
        refresh, p.app.intake.keys.refresh = p.app.intake.keys.refresh, lambda: looked.append(1) or refresh()
        assert [p.refused("start", {"pass": unknown}) for _ in range(3)] == ["expired"] * 3
        assert len(looked) == 1


def test_a_newer_edition_is_for_whoever_starts_after_it(quiz):
    with phone(quiz) as p:
        running, waiting = p.start(p.enter()["pass"])["ticket"], p.enter()["pass"]
        add_edition(quiz, content(in_all=3, time_limit_s=60), number=2)
        p.runner.run(p.app.intake.editions.refresh())
        assert p.start(waiting)["deadline_ms"] == NOON + 60_000
        assert p.submit(running, right(quiz, running))[1]["score"] == 100
    assert rows(quiz, "SELECT edition FROM quizzes_attempt") == [(1,)]


def test_when_full_it_says_so_at_once(quiz):
    with phone(quiz, most_in_flight=2) as p:
        ticket = p.start(p.enter()["pass"])["ticket"]

        async def crowd():
            sheet = {"ticket": ticket, "answers": WRONG}
            return await asyncio.gather(*(p.ask("POST", "submit", sheet) for _ in range(5)))

        told = p.runner.run(crowd())
        assert sorted(status for status, _headers, _body in told) == [200, 200, 503, 503, 503]
        _status, headers, body = max(told, key=lambda answer: answer[0])
        assert headers["retry-after"] == "1" and json.loads(body)["error"]["code"] == "busy"
        assert p.submit(ticket, WRONG)[0] == 200, "the next moment there is room again"


def test_other_addresses_and_methods_are_refused_in_words(quiz):
    with phone(quiz) as p:
        assert p.refused("nothing", {}) == "not-found"
        assert p.runner.run(p.ask("GET", "submit"))[0] == 405
        status, headers, body = p.runner.run(p.ask("GET", "health"))
        assert (status, json.loads(body)["ok"], headers["cache-control"]) == (200, True, "no-store")
        assert json.loads(body)["refused"] == {"not-found": 1, "method": 1}


@pytest.mark.parametrize("prefix", ["", "/zt/sjbzr2020"])
def test_it_answers_under_the_sites_prefix_and_where_a_proxy_took_it_off(quiz, prefix):
    with phone(quiz, prefix="/zt/sjbzr2020") as p:
        p.prefix = prefix
        assert p.enter()["pass"]


def test_every_sentence_is_there_in_chinese_and_english():
    for code, (status, zh, en) in SENTENCES.items():
        assert 400 <= status < 600 and zh.endswith("。") and en.endswith("."), code
        assert any("\u4e00" <= character <= "\u9fff" for character in zh) and en.isascii(), code


def rows_changed(url, sql):
    from tests.factories.quiz_database import connected

    with connected(url) as connection, connection.cursor() as cursor:
        cursor.execute(sql)
