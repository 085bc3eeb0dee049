"""A draw to practise on before there is one: invented entrants, the true method. Whoever checks it knows what to do on the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256

from . import lottery
from .lottery import Contribution, Entrant, Number, Party, Removed, Rule, Tier, Times

DRAW = "practice-1"
ENTRANTS = 30
SECRETS = {"示例见证单位甲": "11" * 32, "示例见证单位乙": "22" * 32}
NUMBER, DRAWN_NUMBER = "示例公开号码（虚构）", "407"
NAMES = "甲乙丙丁戊己庚辛壬癸"


@dataclass(frozen=True)
class Practice:
    """Both files as they are downloaded, and who won: (tier, prize, numbers in the list)."""

    record: dict[str, object]
    notice: dict[str, object]
    tiers: tuple[tuple[str, str, tuple[int, ...]], ...]


@cache
def practice() -> Practice:
    """The same on every installation of the same release."""
    rule = _rule()
    frozen = lottery.freeze(_entrants(), rule, [Removed("示例答题者 31", _salt(31), "same-phone")])
    times = Times(published=_at("09-01 09:00"), frozen=_at("09-10 18:00"), drawn=_at("09-12 09:00"))
    revealed = [Contribution(name, _at("09-11 10:00"), secret) for name, secret in SECRETS.items()]
    came = [*revealed, Contribution(NUMBER, _at("09-11 22:00"), DRAWN_NUMBER)]
    result = lottery.draw(rule, frozen.leaves, lottery.seed(rule, frozen, came) or b"")
    shown = {number: f"示例{NAMES[number % len(NAMES)]}**" for drawn in result.tiers for number in drawn.winners}
    made = lottery.record(rule, frozen, came, times, software="worldday practice", names=shown)
    won = tuple((tier.name, tier.prize, drawn.winners) for tier, drawn in zip(rule.tiers, result.tiers, strict=True))
    return Practice(made, lottery.notice(rule, frozen, times.frozen).to_json(), won)


def _rule() -> Rule:
    parties = [
        Party(name, lottery.commitment(DRAW, name, secret), _at("09-11 18:00")) for name, secret in SECRETS.items()
    ]
    number = Number(NUMBER, "https://example.org/number", _at("09-11 21:15"), 3)
    tiers = (Tier("一等奖", "示例奖品一", 1, 1), Tier("二等奖", "示例奖品二", 3, 2))
    return Rule(
        draw=DRAW, title="示例抽奖（练习用，没有真实参加者）", organiser="示例单位", tiers=tiers, sources=(*parties, number)
    )  # fmt: skip


def _entrants() -> list[Entrant]:
    return [Entrant(f"示例答题者 {n}", _salt(n), 1 + n % 3) for n in range(1, ENTRANTS + 1)]


def _salt(number: int) -> bytes:
    return sha256(f"practice {number}".encode()).digest()


def _at(text: str) -> datetime:
    """`09-10 18:00` of 2020, Shanghai."""
    return datetime.fromisoformat(f"2020-{text.replace(' ', 'T')}:00+08:00")
