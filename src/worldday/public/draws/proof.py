"""The proof page: what was fixed when, the number nobody could know, who won, and how to check it oneself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from worldday.draws import queries
from worldday.draws.models import Draw, DrawState, Prize
from worldday.draws.offer import rule_of, terms_of
from worldday.draws.practice import practice
from worldday.draws.reasons import REASONS
from worldday.draws.terms import PrizeTier, Terms

from .steps import steps_of
from .words import sources_of


@dataclass(frozen=True)
class Won:
    """A place of a tier: who held it in turn, the last one last."""

    place: int
    turns: list[dict[str, Any]]


@dataclass(frozen=True)
class TierWon:
    tier: PrizeTier
    places: list[Won]
    alternates: list[int]


def draw(request: HttpRequest, campaign: str, activity: str) -> HttpResponse:
    plan = get_object_or_404(queries.published(campaign, activity))
    found, terms = queries.draw_of(plan), terms_of(plan)
    context: dict[str, Any] = {
        "plan": plan,
        "activity": plan.activity,
        "campaign": plan.activity.campaign,
        "terms": terms,
        "draw": found,
        "state": found.state if found else "announced",
        "steps": steps_of(plan, found, terms),
        "practice": practice().tiers,
    }
    return render(request, "public/draws/draw.html", context | (_of_draw(found, terms) if found else {}))


def _of_draw(found: Draw, terms: Terms) -> dict[str, Any]:
    drawn = found.state == DrawState.DRAWN
    removed = [(REASONS.get(code, code), count) for code, count in queries.removed_by_reason(found).items()]
    return {
        "rule_hash": rule_of(found).hash.hex(),
        "sources": sources_of(found),
        "removed": removed,
        "tiers": _tiers(found, terms) if drawn else [],
        "silent": [one["source"] for one in found.contributions if one.get("secret", "") is None],
    }


def _tiers(found: Draw, terms: Terms) -> list[TierWon]:
    """Winners tier by tier, as the page shows them: masked, with their number in the list."""
    names, turns = queries.labels(found), _turns(queries.prizes_of(found))
    made = []
    for at, (tier, drawn) in enumerate(zip(terms.tiers, found.tiers, strict=True)):
        places = [
            Won(place, [_shown(one, names) for one in turns.get((at, place), [])])
            for place in range(1, len(drawn["winners"]) + 1)
        ]
        made.append(TierWon(tier, places, drawn["alternates"]))
    return made


def _turns(prizes: list[Prize]) -> dict[tuple[int, int], list[Prize]]:
    found: dict[tuple[int, int], list[Prize]] = {}
    for prize in prizes:
        found.setdefault((prize.tier.position, prize.number), []).append(prize)
    return found


def _shown(prize: Prize, names: dict[int, str]) -> dict[str, Any]:
    number = prize.entrant.position or 0
    return {"number": number, "name": names.get(number, ""), "state": prize.state}
