"""Files made to break the verifier: each earns one sentence and exit 2, in bounded time and memory."""

import copy
import sys
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.draws.lottery.cast import a_record

from worldday.draws.lottery import Drawn, Finding, Forfeit, LotteryError, Result, standing, verify
from worldday.draws.lottery.command import main
from worldday.draws.lottery.explaining import Explanation
from worldday.draws.lottery.findings import printable
from worldday.draws.lottery.loading import MOST_BYTES, MOST_PARTS, parse
from worldday.draws.lottery.recording import read_record
from worldday.draws.lottery.verifying import findings

RECORD = a_record()


def complaint(tmp_path, capsys, data: bytes, language="en") -> str:
    """What is said on the error output; nothing else is printed and the exit is 2."""
    path = tmp_path / "record.json"
    path.write_bytes(data)
    assert main([str(path), "--lang", language]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1
    return said.err.strip()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is not JSON (line 1, column 1)."),
        (b"\x00\x01\x02", "The file is not JSON (line 1, column 1)."),
        (b"\xff\xfe{\x00}\x00", "The file is not UTF-8 text (byte 0)."),
        (b"[]", "record must be an object."),
        (b"null", "record must be an object."),
        (b"{}", "This is not a file of the format worldday.draw/1."),
        (b"[" * 200_000, "The file is nested too deeply to be a draw record."),
        (b'{"a":' * 200_000, "The file is nested too deeply to be a draw record."),
        (b"[" * (MOST_PARTS + 1), "The file has more parts than any draw record; it was not read."),
        (b'{"a": NaN}', "“NaN” is not a whole number that a record may hold."),
        (b'{"a": -Infinity}', "“-Infinity” is not a whole number that a record may hold."),
        (b'{"a": 1.0}', "“1.0” is not a whole number that a record may hold."),
        (b'{"a": 1e400}', "“1e400” is not a whole number that a record may hold."),
        (b'{"a": 1' + b"0" * 6000 + b"}", f"“1{'0' * 119}…” is not a whole number that a record may hold."),
        (b'{"a": 1, "b": 2, "a": 3}', "The field “a” is given twice in one object."),
        (b'{"\\u001b[2J": 1, "\\u001b[2J": 2}', "The field “�[2J” is given twice in one object."),
        (b'{"format": "worldday.draw/1"', "The file is not JSON (line 1, column 29)."),
    ],
)
def test_what_is_no_record_is_said_in_one_sentence(data, sentence, tmp_path, capsys):
    assert complaint(tmp_path, capsys, data) == sentence


def test_it_is_said_in_chinese_too(tmp_path, capsys):
    assert complaint(tmp_path, capsys, b"[", "zh") == "文件不是 JSON（第 1 行第 2 列）。"


@pytest.mark.parametrize("filler", [b"[],", b"0,", b" ", b'{"a":1},'])
def test_a_hundred_megabytes_are_refused_at_once(filler, tmp_path, capsys):
    data = b"[" + filler * (100_000_000 // len(filler)) + b"0]"
    assert complaint(tmp_path, capsys, data) == f"The file is too large: a draw record has at most {MOST_BYTES} bytes."


@pytest.mark.parametrize("filler", [b"[],", b"0,", b'{"a":1},'])
def test_a_file_below_the_limit_that_would_fill_the_memory_is_refused_before_it_is_parsed(filler):
    with pytest.raises(LotteryError) as problem:
        parse(b"[" + filler * (20_000_000 // len(filler)) + b"0]")
    assert problem.value.finding.code == "too-many-parts"


def test_a_key_given_twice_among_a_great_many_is_found_at_once():
    keys = ",".join(f'"{n}":0' for n in range(200_000))
    with pytest.raises(LotteryError) as problem:
        parse(f'{{{keys},"199999":1}}'.encode())
    assert problem.value.finding.values == {"name": "199999"}


def test_a_great_many_forfeits_among_a_great_many_winners_are_followed_at_once():
    winners, heirs = tuple(range(1, 200_001)), tuple(range(200_001, 250_001))
    at = datetime.fromisoformat("2023-08-31T09:00:00+08:00")
    log = [Forfeit(at, 1, 200_001 - n, "declined", heir) for n, heir in enumerate(heirs, start=1)]
    now = standing(Result((Drawn(winners, heirs),)), log)
    assert now.holders == [[*winners[:150_000], *reversed(heirs)]]


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        (("rule", "tiers", 0, "quantity"), 10**15, "need-whole"),
        (("rule", "tiers", 0, "quantity"), True, "need-whole"),
        (("rule", "tiers", 0, "quantity"), "1", "need-whole"),
        (("rule", "tiers"), {}, "need-list"),
        (("rule", "tiers", 0, "groups"), ["youth", "youth"], "need-groups"),
        (("rule", "tiers", 0, "groups"), [["youth"]], "need-groups"),
        (("rule", "sources", 0, "round"), 2**53, "need-whole"),
        (("rule", "sources", 0, "round"), 4_000_000_000, "need-whole"),
        (("rule", "sources", 0, "genesis"), 1, "need-whole"),
        (("rule", "sources", 0, "kind"), ["beacon"], "need-choice"),
        (("rule", "title"), "\ud800", "need-text"),
        (("rule", "title"), "x" * 1001, "need-text"),
        (("rule", "surprise"), 1, "unknown-field"),
        (("surprise",), 1, "unknown-field"),
        (("rule_hash",), "AB" * 32, "need-hash"),
        (("times", "frozen"), "2023-02-30T00:00:00+08:00", "need-moment"),
        (("times", "frozen"), "2023-08-23T18:00:00-00:00", "need-moment"),
        (("times", "frozen"), "2023-08-23 18:00", "need-moment"),
        (("entrants",), [], "need-table"),
        (("entrants", "rows"), [], "need-rows"),
        (("entrants", "rows", 0), 7, "need-rows"),
        (("entrants", "rows", 0), "x" * 64 + " 1", "row"),
        (("entrants", "rows", 0), "ab" * 32 + " 1001", "row"),
        (("entrants", "rows", 0), "ab" * 32 + " 1 b,a", "row"),
        (("entrants", "rows", 0), "ab" * 32 + " 1 a,a", "row"),
        (("entrants", "rows", 0), "ab" * 32 + " 1\n", "row"),
        (("entrants", "rows", 0), "ab" * 32 + " ١", "row"),
        (("removed", "rows", 0), "ab" * 32 + " A reason", "removed-row"),
        (("contributions", 0, "source"), "nobody", "unknown-source"),
        (("contributions", 0, "signature"), "zz" * 48, "need-signature"),
        (("tiers", 0, "winners"), [0], "need-whole"),
        (("tiers", 0, "winners"), [[1]], "need-whole"),
        (("forfeits", 0, "reason"), "bribed", "need-choice"),
        (("holders",), [[-1]], "need-whole"),
        (("names",), {"一": "张**"}, "name-key"),
        (("names",), {"1": "张\n**"}, "need-text"),
        (("software",), "", "need-text"),
        (("format",), "worldday.draw/2", "other-format"),
    ],
)
def test_a_value_of_the_wrong_kind_is_named_by_its_place(path, value, code):
    given = copy.deepcopy(RECORD)
    place = given
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(LotteryError) as problem:
        verify(given)
    assert problem.value.finding.code == code


def test_more_hashing_than_anyone_would_wait_for_is_refused():
    given = copy.deepcopy(RECORD)
    given["entrants"]["rows"] = [f"{n:064x} 1000" for n in range(1, 521)]
    given["rule"]["tiers"] *= 33
    with pytest.raises(LotteryError, match="more than 50000000 hashes"):
        verify(given)


def test_every_field_is_needed():
    for name in RECORD:
        with pytest.raises(LotteryError):
            verify({key: value for key, value in RECORD.items() if key != name})


def told(given) -> list[Finding]:
    """All that the command would say."""
    record = read_record(given)
    wrong = findings(record)
    assert all(map(str.isprintable, "".join(Explanation(record, wrong, "zh").lines()).splitlines()))
    return wrong


def said_of(check, given) -> list[Finding]:
    """The findings, or the one that the refusal carries; any other exception is a failure."""
    try:
        return check(given) or []
    except LotteryError as refusal:
        return [refusal.finding]


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda some: st.lists(some) | st.dictionaries(st.text(), some)
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_junk_in_any_place_gives_findings_or_one_sentence_and_never_a_crash(data):
    given = copy.deepcopy(RECORD)
    place, parent, key = given, None, None
    while isinstance(place, dict | list) and place and (parent is None or data.draw(st.booleans())):
        parent, key = place, data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        place = parent[key]
    parent[key] = data.draw(junk)
    assert all(one.say("zh").isprintable() for one in said_of(told, given))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200) | st.text().map(lambda text: text.encode("utf8", "surrogatepass")))
def test_any_bytes_give_json_or_one_sentence(data):
    assert all(one.say().isprintable() for one in said_of(lambda given: parse(given) and [], data))


def test_a_text_out_of_a_record_cannot_steer_the_terminal():
    assert printable("\x1b[31m红\u202e字\n") == "�[31m红�字�"
    assert printable("长" * 500) == "长" * 120 + "…"


def test_deep_nesting_is_refused_whatever_the_limit_of_the_caller():
    limit = sys.getrecursionlimit()
    with pytest.raises(LotteryError) as problem:
        parse(b"[" * 90_000 + b"]" * 90_000)
    assert problem.value.finding.code == "too-deep"
    assert sys.getrecursionlimit() == limit
