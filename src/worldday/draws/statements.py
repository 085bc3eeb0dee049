"""The statements that 规范促销行为暂行规定 (SAMR order 32) art. 13 demands before a prize promotion starts, as data.

Each is made from the terms (`sentences`) or written by the organiser (`terms.TEXTS`); `complete` says whether it can be
made. Pure.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .terms import TEXTS, Terms


@dataclass(frozen=True)
class Statement:
    """One thing the public must be told: its key, its heading in both languages, and whether the terms say it."""

    key: str
    zh: str
    en: str
    complete: Callable[[Terms], bool]

    def heading(self, lang: str) -> str:
        return self.zh if lang == "zh" else self.en


def _written(name: str) -> Callable[[Terms], bool]:
    return lambda terms: bool(terms.text(name, "zh").strip())


STATEMENTS = (
    Statement(
        "kinds", "奖品种类与名称", "Prizes", lambda t: bool(t.tiers) and all(x.name and x.prize for x in t.tiers)
    ),
    Statement(
        "quantity",
        "数量与中奖概率",
        "Quantity and odds",
        lambda t: bool(t.tiers) and all(x.quantity > 0 for x in t.tiers),
    ),
    Statement("value", "奖品价格", "Value", lambda t: bool(t.tiers) and all(x.value_fen > 0 for x in t.tiers)),
    Statement("conditions", "参与条件", "Who may enter", lambda t: bool(t.opens and t.closes)),
    Statement("way", "参与方式", "How to take part", _written("way")),
    Statement(
        "draw", "开奖时间与方式", "When and how it is drawn", lambda t: bool(t.freeze_at and t.draw_at and t.sources)
    ),
    Statement(
        "redemption",
        "兑奖时间、条件与方式",
        "Claiming a prize",
        lambda t: t.claim_days > 0 and _written("redemption")(t),
    ),
    Statement("delivery", "奖品交付方式", "Delivery", _written("delivery")),
    Statement("forfeit", "弃奖条件", "Forfeit", lambda t: t.claim_days > 0),
    Statement(
        "organiser",
        "主办方及联系方式",
        "Organiser and contact",
        lambda t: bool(t.organisers) and _written("contact")(t),
    ),
)
BY_KEY = {statement.key: statement for statement in STATEMENTS}
if unsaid := set(TEXTS) - {"contact"} - BY_KEY.keys():  # "contact" belongs to "organiser"
    raise ValueError(f"texts without a statement: {unsaid}")


def missing(terms: Terms) -> list[Statement]:
    """Statements that the terms do not yet make."""
    return [statement for statement in STATEMENTS if not statement.complete(terms)]
