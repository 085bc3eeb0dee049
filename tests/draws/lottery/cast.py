"""A small draw with everything in it: three tiers, groups, weights, a beacon, two parties, removed entries, forfeits.

The drand round is real (quicknet, round 1000, 2023-08-23); everything else is made up here.
"""

from datetime import datetime, timedelta
from hashlib import sha256

from worldday.draws.lottery import (
    Beacon,
    Contribution,
    Entrant,
    Frozen,
    Number,
    Party,
    Removed,
    Rule,
    Tier,
    Times,
    commitment,
    forfeit,
    freeze,
    record,
)
from worldday.draws.lottery.recording import read_record

DRAW = "wsd-2023-quiz"
QUICKNET = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"
RANDOMNESS = "fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd"
SIGNATURE = "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39"
BEACON = Beacon("drand", QUICKNET, 1000, 1_692_803_367, 3)  # known at 2023-08-23T23:59:24+08:00
SECRETS = {"公证处": "11" * 32, "市民代表": "22" * 32}


def at(text: str) -> datetime:
    """`20 12:30` in August 2023, Shanghai."""
    return datetime.fromisoformat(f"2023-08-{text.replace(' ', 'T')}:00+08:00")


TIMES = Times(published=at("20 09:00"), frozen=at("23 18:00"), drawn=at("24 09:00"))
PARTIES = tuple(Party(name, commitment(DRAW, name, secret), at("23 20:00")) for name, secret in SECRETS.items())
NUMBER = Number("福彩 3D 第 2023225 期", "https://example.org/3d", at("23 21:15"), 12)
TIERS = (
    Tier("一等奖", "图书卡 500 元", 1, 2),
    Tier("二等奖", "图书卡 200 元", 3, 2, ("youth",)),
    Tier("三等奖", "笔记本", 5, 4),
)


def a_rule(**changes) -> Rule:
    facts = {"draw": DRAW, "title": "世界标准日知识竞答", "organiser": "示例市标准化院", "tiers": TIERS}
    return Rule(**{**facts, "sources": (BEACON, *PARTIES), "text_hash": "ab" * 32, **changes})


def salt(number: int) -> bytes:
    return sha256(f"salt {number}".encode()).digest()


def people(count: int, *, chances=lambda n: 1 + n % 3, groups=lambda n: {"youth"} if n % 2 else set()) -> list[Entrant]:
    return [Entrant(f"答题者 {n}", salt(n), chances(n), frozenset(groups(n))) for n in range(1, count + 1)]


REMOVED = [Removed("答题者 901", salt(901), "same-phone"), Removed("答题者 902", salt(902), "staff")]


def contributions(*, silent: str = "") -> list[Contribution]:
    beacon = Contribution("drand", at("24 08:00"), RANDOMNESS, SIGNATURE)
    revealed = [Contribution(name, at("23 19:00"), secret) for name, secret in SECRETS.items() if name != silent]
    return [beacon, *revealed, *([Contribution(silent, at("23 20:05"), None)] if silent else [])]


def a_frozen(count: int = 30, rule: Rule | None = None) -> Frozen:
    return freeze(people(count), rule or a_rule(), REMOVED)


def a_record(**changes) -> dict:
    """A record that reproduces, with two forfeits in tier 3 and masked names."""
    rule, frozen = a_rule(**changes), a_frozen()
    bare = read_record(record(rule, frozen, contributions(), TIMES, software="worldday test"))
    log, third = [], bare.result.tiers[2]
    log.append(forfeit(bare.result, log, tier=3, entrant=third.winners[1], reason="declined", at=TIMES.drawn))
    later = TIMES.drawn + timedelta(days=7)
    log.append(forfeit(bare.result, log, tier=3, entrant=third.alternates[0], reason="unclaimed", at=later))
    names = {bare.result.tiers[0].winners[0]: "张**"}
    return record(rule, frozen, contributions(), TIMES, software="worldday test", forfeits=log, names=names)
