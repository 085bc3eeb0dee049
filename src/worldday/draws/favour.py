"""Changing published rules: only in people's favour (AUCL 2025 art. 11 (2), order 32 art. 13). Pure but for translation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .terms import PrizeTier, Terms

Sentence = str | Promise
MAY_GROW = ("claim_days",)
OTHER_WORDS = {
    "entry": _("who may enter"),
    "mark": _("who may enter"),
    "extra_mark": _("the number of chances"),
    "identity": _("who may enter"),
    "excluded_groups": _("who may not win"),
    "cap": _("how many prizes one person can win"),
    "sources": _("the randomness"),
    "if_not_revealed": _("the randomness"),
    "opens": _("the opening"),
    "closes": _("the closing"),
    "freeze_at": _("the freeze"),
    "draw_at": _("the moment of the draw"),
    "needs": _("what winners are asked for"),
    "keep_days": _("how long personal data is kept"),
    "texts": _("the written statements"),
    "organisers": _("the organisers"),
    "organisers_en": _("the organisers"),
}


def objections(old: Terms, new: Terms, *, drawn_from: bool = False) -> list[Sentence]:
    """Why the change from `old` to `new` is refused, in sentences; empty when it is in people's favour.

    `drawn_from`: the list is frozen with the rule's hash in it, so that prizes and alternates can no longer change.
    """
    found = [*_other_fields(old, new), *_tiers(old.tiers, new.tiers)]
    if new.claim_days < old.claim_days:
        found.append(_("The time to claim can become longer, not shorter."))
    if drawn_from and old.tiers != new.tiers:
        found.append(_("The list is frozen together with the prizes; now only the time to claim can become longer."))
    if not found and old == new:
        found.append(_("Nothing differs from the published rules."))
    return found


def _other_fields(old: Terms, new: Terms) -> Iterator[Sentence]:
    names = [field.name for field in fields(Terms) if field.name not in (*MAY_GROW, "tiers")]
    changed = [OTHER_WORDS.get(name, name) for name in names if getattr(old, name) != getattr(new, name)]
    for what in dict.fromkeys(changed):
        yield format_lazy(_("Published rules change only in people's favour; {what} stays as published."), what=what)


def _tiers(old: tuple[PrizeTier, ...], new: tuple[PrizeTier, ...]) -> Iterator[Sentence]:
    if len(new) < len(old):
        yield _("A tier of prizes cannot be taken away.")
    for was, now in zip(old, new, strict=False):
        yield from _tier(was, now)


def _tier(was: PrizeTier, now: PrizeTier) -> Iterator[Sentence]:
    if (was.name, was.name_en) != (now.name, now.name_en):
        yield format_lazy(_("“{tier}” must keep its name."), tier=was.name)
    for field, sentence in (
        ("quantity", _("“{tier}” can have more prizes, not fewer.")),
        ("value_fen", _("“{tier}” can have a higher value, not a lower one.")),
        ("alternates", _("“{tier}” can have more alternates, not fewer.")),
    ):
        if getattr(now, field) < getattr(was, field):
            yield format_lazy(sentence, tier=was.name)
    if (was.prize, was.prize_en) != (now.prize, now.prize_en) and now.value_fen <= was.value_fen:
        yield format_lazy(_("“{tier}” can change to another prize only if it is worth more."), tier=was.name)
