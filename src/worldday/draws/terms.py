"""What a prize draw promises: one value that people read (`sentences`), that is published with its digest, and that the
code runs. Pure: no Django. Money is in fen, moments are ISO 8601 with offset, days are calendar days.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, TypeVar

from worldday.draws.lottery import Beacon, Number, Party, Rule
from worldday.draws.lottery import Tier as LotteryTier

FORMAT = "worldday.prize-terms/1"
ENTRIES = ("passed", "score", "top")
STRENGTHS = ("device", "wechat", "phone")  # how surely one entry is one person, weakest first (quizzes.rule)
CAP_FEN = 50_000_00  # AUCL 2025 art. 11 (4): the highest prize of a draw; counted per winner, order 32 art. 17
NEEDS = ("name", "phone", "address")
TEXTS = ("way", "redemption", "delivery", "contact")  # statements of art. 13 that no datum can make
Made = TypeVar("Made", "PrizeTier", "SourcePlan")


class BadTerms(ValueError):
    """Something that is not terms; the message names the field."""


@dataclass(frozen=True)
class PrizeTier:
    """`quantity` pieces of one prize with a market value of `value_fen` each (order 32 art. 18), `alternates` in reserve."""

    name: str
    prize: str
    quantity: int
    value_fen: int
    alternates: int = 0
    name_en: str = ""
    prize_en: str = ""


@dataclass(frozen=True)
class SourcePlan:
    """A source of randomness as announced; the parties' commitments follow before the freeze.

    `at`: when a party has to show its secret, a number is published, a drand round is due.
    """

    kind: str  # party, number, beacon
    name: str
    at: str
    place: str = ""  # where a number is published
    digits: int = 0
    chain: str = ""  # hash of a drand network


@dataclass(frozen=True)
class Terms:
    """Everything the public is promised about the prizes."""

    draw: str = ""  # the lottery's identifier: the plan's code
    title: str = ""
    title_en: str = ""
    organisers: tuple[str, ...] = ()
    organisers_en: tuple[str, ...] = ()
    opens: str = ""  # of the quiz
    closes: str = ""
    free: bool = True  # paying for a chance would be a lottery (彩票)
    entry: str = "passed"  # who may enter: passed, score ≥ mark, the first `mark` of the ranking
    mark: int = 0
    extra_mark: int = 0  # whoever reaches it has two chances; 0 = one chance for all
    identity: str = "phone"
    excluded_groups: tuple[str, ...] = ()  # units whose people may not win
    insiders_listed: bool = (
        False  # the organisers have listed their staff and relatives, or said in the desk that none took part
    )
    cap: int = 1  # prizes one person can win
    tiers: tuple[PrizeTier, ...] = ()
    sources: tuple[SourcePlan, ...] = ()
    if_not_revealed: str = "void"
    freeze_at: str = ""  # at the latest; the list is frozen between closing and this moment
    draw_at: str = ""
    claim_days: int = 14
    needs: tuple[str, ...] = NEEDS  # what delivery needs of a winner, and no more
    keep_days: int = 30  # delivery data after the prize is settled
    texts: Mapping[str, str] | None = None  # of TEXTS, with `…_en`

    def as_json(self) -> dict[str, Any]:
        return {"format": FORMAT} | {key: _plain(value) for key, value in asdict(self).items()}

    def text(self, name: str, lang: str) -> str:
        """A statement in the organiser's own words; Chinese where there is no English."""
        said = self.texts or {}
        return (said.get(f"{name}_en", "") if lang == "en" else "") or said.get(name, "")

    @property
    def quantity(self) -> int:
        return sum(tier.quantity for tier in self.tiers)

    @property
    def most_fen(self) -> int:
        """The most one person can win: the `cap` dearest prizes, of different tiers, together."""
        return sum(sorted((tier.value_fen for tier in self.tiers), reverse=True)[: self.cap])

    def lottery_rule(self, sources: tuple[Beacon | Party | Number, ...], text_hash: str) -> Rule:
        """The rule the lottery runs; its sources carry the commitments, `text_hash` is the digest of what people read."""
        return Rule(
            draw=self.draw,
            title=self.title,
            organiser="、".join(self.organisers),
            tiers=tuple(LotteryTier(t.name, t.prize, t.quantity, t.alternates) for t in self.tiers),
            sources=sources,
            cap=self.cap,
            if_not_revealed=self.if_not_revealed,
            text_hash=text_hash,
        )


def terms_from(data: Mapping[str, Any]) -> Terms:
    """The terms that `as_json` wrote; missing fields have their defaults. Raises `BadTerms`."""
    known = {field.name: field for field in fields(Terms)}
    if data.get("format", FORMAT) != FORMAT:
        raise BadTerms(f"format: {data['format']!r}")
    if unknown := data.keys() - known.keys() - {"format"}:
        raise BadTerms(f"unknown: {', '.join(sorted(unknown))}")
    return Terms(**{name: _typed(name, value, known[name].default) for name, value in data.items() if name != "format"})


def moment(text: str) -> datetime | None:
    """A moment of the terms, or None while it is not settled. Raises `BadTerms`."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise BadTerms(text) from None
    if found.tzinfo is None:
        raise BadTerms(text)
    return found


def _typed(name: str, value: Any, example: Any) -> Any:
    if name == "tiers":
        return tuple(_row(PrizeTier, name, row) for row in value)
    if name == "sources":
        return tuple(_row(SourcePlan, name, row) for row in value)
    if name == "texts":
        return dict(value or {})
    if isinstance(example, tuple):
        if isinstance(value, list | tuple) and all(isinstance(word, str) for word in value):
            return tuple(value)
    elif type(value) is type(example) and not (isinstance(value, int) and value < 0):
        return value
    raise BadTerms(f"{name}: {value!r}")


def _row(kind: type[Made], name: str, row: Any) -> Made:
    try:
        return kind(**row)
    except TypeError:
        raise BadTerms(f"{name}: {row!r}") from None


def _plain(value: Any) -> Any:
    return [_plain(part) for part in value] if isinstance(value, tuple | list) else value
