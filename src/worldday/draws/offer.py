"""A plan's terms: as they are being drafted, or as they are in force; and the lottery rule made from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.utils.timezone import localtime

from worldday.base import clock
from worldday.campaigns.models import UnitRole

from .lottery import Beacon, Number, Party, drand_round
from .lottery.fields import Fields
from .lottery.rule import Rule, read_rule
from .lottery.sources import CHAINS
from .models import Draw, PrizePlan
from .terms import PrizeTier, SourcePlan, Terms, terms_from

HOLDING = (UnitRole.LEAD, UnitRole.HOST, UnitRole.ORGANISE, UnitRole.RESPONSIBLE)  # who stands behind the prizes


def now() -> datetime:
    """The moment of the domain as the record writes it: to the second."""
    return clock.now().replace(microsecond=0)


def terms_of(plan: PrizePlan) -> Terms:
    """The terms in force, or, before publication, as they would be published now."""
    if plan.version:
        return terms_from(plan.versions.get(number=plan.version).content["terms"])
    return draft_of(plan)


def draft_of(plan: PrizePlan) -> Terms:
    """The organiser's choices with what follows from the activity, the quiz and the tiers."""
    quiz = getattr(plan.activity, "quiz", None)
    units = [role.unit for role in plan.activity.roles.select_related("unit") if role.role in HOLDING]
    return replace(
        terms_from(plan.rule),
        draw=plan.code,
        title=plan.activity.name,
        title_en=plan.activity.name_en,
        organisers=tuple(dict.fromkeys(unit.name for unit in units)),
        organisers_en=tuple(dict.fromkeys(unit.name_en or unit.name for unit in units)),
        opens=_iso(quiz.opens_at) if quiz else "",
        closes=_iso(quiz.closes_at) if quiz else "",
        tiers=tuple(
            PrizeTier(t.name, t.prize, t.quantity, t.value_fen, t.alternates, t.name_en, t.prize_en)
            for t in plan.tiers.all()
        ),
        texts=dict(plan.statements),
    )


def lottery_sources(terms: Terms, commitments: Mapping[str, str]) -> tuple[Beacon | Party | Number, ...]:
    """The announced sources with the parties' commitments. Raises KeyError for a party that has given none."""
    return tuple(_source(source, commitments) for source in terms.sources)


def _source(source: SourcePlan, commitments: Mapping[str, str]) -> Beacon | Party | Number:
    at = datetime.fromisoformat(source.at)
    if source.kind == "party":
        return Party(source.name, commitments[source.name], at)
    if source.kind == "number":
        return Number(source.name, source.place, at, source.digits)
    _network, genesis, period = CHAINS[source.chain]
    return Beacon(source.name, source.chain, drand_round(source.chain, at), genesis, period)


def rule_of(draw: Draw) -> Rule:
    """The rule as the lottery reads it."""
    return read_rule(Fields(draw.rule, "rule"))


def _iso(moment: datetime | None) -> str:
    return localtime(moment).isoformat(timespec="seconds") if moment else ""
