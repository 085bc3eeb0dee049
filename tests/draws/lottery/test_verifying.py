"""Every way of bending a record, and the finding it earns."""

import copy
import json

import pytest
from tests.draws.lottery.cast import (
    BEACON,
    NUMBER,
    PARTIES,
    SECRETS,
    TIMES,
    a_frozen,
    a_record,
    a_rule,
    at,
    contributions,
    people,
)

from worldday.draws.lottery import (
    Contribution,
    LotteryError,
    Number,
    Party,
    commitment,
    forfeit,
    freeze,
    notice,
    read_notice,
    record,
    standing,
    verify,
)
from worldday.draws.lottery.recording import read_record
from worldday.draws.lottery.sentences import FALSE, REFUSED, UNREADABLE, WEAK

RECORD = a_record()
OTHER = "0123456789abcdef" * 4


def codes(given, announced=None) -> list[str]:
    findings = verify(json.loads(json.dumps(given)), announced)
    assert all(one.say("zh") and one.say("en") for one in findings)
    return [one.code for one in findings]


def bent(change) -> dict:
    bent = copy.deepcopy(RECORD)
    change(bent)
    assert bent != RECORD
    return bent


def put(*path_and_value):
    *path, last, value = path_and_value

    def change(given):
        for step in path:
            given = given[step]
        given[last] = value

    return change


def swap(rows, one, other):
    rows[one], rows[other] = rows[other], rows[one]


def first_free(given) -> int:
    """An entrant who has neither won nor stands in reserve."""
    drawn = {n for tier in given["tiers"] for n in (*tier["winners"], *tier["alternates"])}
    return min(set(range(1, 31)) - drawn)


def test_an_honest_record_reproduces():
    assert codes(RECORD) == []


def test_an_honest_record_is_what_was_announced_at_the_freeze():
    announced = notice(a_rule(), a_frozen(), TIMES.frozen)
    assert codes(RECORD, read_notice(json.loads(json.dumps(announced.to_json())))) == []


def test_the_sentences_of_all_kinds_are_told_apart():
    tables = (UNREADABLE, REFUSED, WEAK, FALSE)
    assert len({code for table in tables for code in table}) == sum(map(len, tables))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        # rule
        (put("rule", "title", "另一规则"), {"rule-hash"}),
        (put("rule", "text_hash", OTHER), {"rule-hash"}),
        (put("rule", "organiser", "他人"), {"rule-hash"}),
        (put("rule_hash", OTHER), {"rule-hash", "seed"}),
        (put("rule", "tiers", 0, "quantity", 2), {"rule-hash", "winner-count", "alternate"}),
        (put("rule", "tiers", 2, "alternates", 3), {"rule-hash", "alternate-count"}),
        (put("rule", "cap", 3), {"rule-hash", "winner", "alternate"}),
        (put("rule", "draw", "another"), {"rule-hash", "commitment"}),
        (put("rule", "if_not_revealed", "leave-out"), {"rule-hash"}),
        (put("rule", "sources", 0, "genesis", 1_692_803_364), {"rule-hash", "wrong-chain-facts"}),
        # list
        (put("entrants", "count", 31), {"count"}),
        (put("entrants", "chances", 1), {"chances"}),
        (put("entrants", "root", OTHER), {"root", "seed"}),
        (lambda r: swap(r["entrants"]["rows"], 3, 9), {"order", "root", "alternate"}),
        (
            lambda r: r["entrants"]["rows"].insert(3, r["entrants"]["rows"][3]),
            {"tag-twice", "root", "count", "chances", "seed", "winner", "alternate"},
        ),
        (lambda r: r["entrants"]["rows"].append("ff" * 32 + " 1"), {"root", "count", "chances", "seed"}),
        (lambda r: r["entrants"]["rows"].pop(), {"root", "count", "chances", "seed"}),
        (put("entrants", "rows", 29, "ff" * 32 + " 1 vip"), {"root", "chances", "group"}),
        # removed
        (put("removed", "count", 3), {"removed-count"}),
        (put("removed", "root", OTHER), {"removed-root"}),
        (lambda r: swap(r["removed"]["rows"], 0, 1), {"removed-order", "removed-root", "seed"}),
        (lambda r: r["removed"]["rows"].pop(), {"removed-count", "removed-root", "seed"}),
        # times
        (put("times", "published", "2023-08-23T18:00:01+08:00"), {"published-late"}),
        (put("times", "frozen", "2023-08-23T23:59:24+08:00"), {"source-early", "came-early"}),
        (put("times", "drawn", "2023-08-24T07:59:59+08:00"), {"drawn-early"}),
        (put("contributions", 0, "at", "2023-08-23T23:59:23+08:00"), {"came-early"}),
        (put("contributions", 1, "at", "2023-08-23T20:00:01+08:00"), {"came-late"}),
        (put("contributions", 1, "at", "2023-08-23T17:59:59+08:00"), {"came-early"}),
        # sources and seed
        (put("contributions", 0, "randomness", OTHER), {"beacon", "seed"}),
        (put("contributions", 0, "signature", "00" * 48), {"beacon", "beacon-signature"}),
        (put("contributions", 1, "secret", OTHER), {"commitment", "seed"}),
        (put("contributions", 1, "secret", None), {"came-early", "void"}),
        (lambda r: r["contributions"].pop(), {"source-missing"}),
        (lambda r: r["contributions"].append(r["contributions"][0]), {"source-twice"}),
        (put("seed", OTHER), {"seed"}),
        (put("seed", None), {"seed"}),
        # result
        (lambda r: put("tiers", 0, "winners", [first_free(r)])(r), {"winner", "name", "holders"}),
        (lambda r: swap(r["tiers"][2]["winners"], 3, 4), {"winner", "holders"}),
        (lambda r: r["tiers"][1]["winners"].pop(), {"winner-count", "holders"}),
        (lambda r: r["tiers"][1]["winners"].append(30), {"winner-count", "holders"}),
        (lambda r: swap(r["tiers"][1]["alternates"], 0, 1), {"alternate"}),
        (lambda r: r["tiers"][2]["alternates"].pop(), {"alternate-count"}),
        (lambda r: r["tiers"].pop(), {"tier-count", "not-holder"}),
        # forfeits, holders, names
        (lambda r: put("forfeits", 0, "entrant", first_free(r))(r), {"not-holder"}),
        (lambda r: put("forfeits", 0, "replaced_by", first_free(r))(r), {"heir"}),
        (put("forfeits", 1, "replaced_by", None), {"heir"}),
        (put("forfeits", 0, "at", "2023-08-24T08:59:59+08:00"), {"forfeit-time"}),
        (lambda r: swap(r["forfeits"], 0, 1), {"forfeit-time", "not-holder"}),
        (lambda r: r["forfeits"].pop(), {"holders"}),
        (lambda r: put("holders", 0, [first_free(r)])(r), {"holders"}),
        (lambda r: r["holders"].pop(), {"holders"}),
        (lambda r: r["holders"].append([]), {"holders"}),
        (lambda r: put("names", str(first_free(r)), "李**")(r), {"name"}),
    ],
)
def test_each_alteration_is_named(change, expected):
    """Exactly: what is named beside the alteration follows from it (entrants renumbered by a moved line, …)."""
    assert set(codes(bent(change))) == expected


def test_a_wrong_winner_is_named_with_place_and_the_right_one():
    right = RECORD["tiers"][0]["winners"][0]
    found = verify(bent(lambda r: put("tiers", 0, "winners", [first_free(r)])(r)))
    assert found[0].values == {"tier": 1, "place": 1, "stated": first_free(RECORD), "right": right}
    assert found[0].say("zh") == f"第 1 奖级第 1 位：记录为 {first_free(RECORD)} 号，计算结果为 {right} 号。"


def test_a_record_forged_as_a_whole_fits_in_itself_but_not_the_notice():
    """An organiser who, knowing all sources, freezes again until a friend wins."""
    forged_list = freeze(people(31), a_rule())
    forged = record(a_rule(), forged_list, contributions(), TIMES, software="worldday test")
    assert codes(forged) == []
    announced = notice(a_rule(), a_frozen(), TIMES.frozen)
    assert set(codes(forged, announced)) == {"announced"}
    fields = {one.values["field"] for one in verify(forged, announced)}
    assert fields == {"count", "chances", "root", "removed_count", "removed_root"}


def test_a_weak_rule_is_named_even_when_everything_follows_from_it():
    rule = a_rule(sources=PARTIES[:1])
    weak = record(rule, a_frozen(), contributions()[1:2], TIMES, software="worldday test")
    assert codes(weak) == ["weak-sources"]


def test_without_a_secret_the_draw_is_void_and_the_record_says_so():
    void = record(a_rule(), a_frozen(), contributions(silent="公证处"), TIMES, software="worldday test")
    assert (void["seed"], void["tiers"], void["holders"]) == (None, [], [])
    assert codes(void) == []
    assert codes({**void, "seed": OTHER}) == ["void"]


def test_without_a_secret_the_draw_goes_on_when_the_rule_says_so():
    rule = a_rule(if_not_revealed="leave-out")
    made = record(rule, a_frozen(), contributions(silent="公证处"), TIMES, software="worldday test")
    assert codes(made) == []
    assert made["seed"] != record(rule, a_frozen(), contributions(), TIMES, software="worldday test")["seed"]


def test_a_published_number_with_leading_zeros_counts_digit_by_digit():
    rule, came = a_rule(sources=(NUMBER, *PARTIES)), [Contribution(NUMBER.name, at("23 21:20"), "004915263748")]
    made = record(rule, a_frozen(), [*came, *contributions()[1:]], TIMES, software="worldday test")
    assert codes(made) == []
    made["contributions"][0]["number"] = "104915263748"
    assert "seed" in codes(made)
    made["contributions"][0]["number"] = "4915263748"
    with pytest.raises(LotteryError, match="exactly 12 digits"):
        verify(made)


def test_the_same_value_from_another_source_gives_another_seed():
    one, other = (
        a_rule(sources=(Party(name, commitment("wsd-2023-quiz", name, "11" * 32), at("23 20:00")), NUMBER))
        for name in ("甲", "乙")
    )
    number = Contribution(NUMBER.name, at("23 21:20"), "004915263748")
    seeds = {
        record(rule, a_frozen(), [Contribution(name, at("23 19:00"), "11" * 32), number], TIMES, software="t")["seed"]
        for rule, name in ((one, "甲"), (other, "乙"))
    }
    assert len(seeds) == 2


def test_a_record_is_not_made_with_a_source_missing_or_a_name_in_full():
    with pytest.raises(LotteryError) as missing:
        record(a_rule(), a_frozen(), contributions()[1:], TIMES, software="t")
    assert missing.value.finding.values == {"name": BEACON.name}
    with pytest.raises(LotteryError) as unmasked:
        record(a_rule(), a_frozen(), contributions(), TIMES, software="t", names={1: "张三"})
    assert unmasked.value.finding.code == "not-masked"


def test_forfeits_follow_the_reserve_until_nobody_is_left_and_never_draw_again():
    result, log = read_record(RECORD).result, []
    holder, reserve = result.tiers[0].winners[0], list(result.tiers[0].alternates)
    for heir in [*reserve, None]:
        log.append(forfeit(result, log, tier=1, entrant=holder, reason="unclaimed", at=TIMES.drawn))
        assert log[-1].replaced_by == heir
        holder = heir
    assert standing(result, log).holders[0] == [None]
    made = record(a_rule(), a_frozen(), contributions(), TIMES, software="t", forfeits=log)
    assert made["holders"][0] == [0]
    assert codes(made) == []
    with pytest.raises(LotteryError) as again:
        forfeit(result, log, tier=1, entrant=reserve[0], reason="declined", at=TIMES.drawn)
    assert again.value.finding.code == "not-holder"


def test_the_record_holds_nothing_about_people_but_salted_hashes_and_masked_names():
    text = json.dumps(RECORD, ensure_ascii=False)
    assert "答题者" not in text
    assert all(secret in text for secret in SECRETS.values())
    assert isinstance(NUMBER, Number)
