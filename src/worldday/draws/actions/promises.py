"""Changing published prize rules, in people's favour only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from worldday.base.audit import Actor
from worldday.base.problems import Problem
from worldday.draws.checks import unsound
from worldday.draws.favour import objections
from worldday.draws.models import Draw, DrawState, PrizePlan, PrizeState
from worldday.draws.offer import rule_of, terms_of
from worldday.draws.terms import PrizeTier, Terms

from .plans import put_tiers, put_version
from .rows import locked_plan, record


@transaction.atomic
def change_in_favour(
    *, plan: PrizePlan, tiers: Sequence[PrizeTier], claim_days: int, reason: str, by: Actor
) -> PrizePlan:
    """More or higher prizes, more alternates, more time to claim; the old version stays. Raises `Problem` with every reason
    why it is not in people's favour, or breaks the law's cap."""
    plan = locked_plan(plan)
    if not plan.version:
        raise Problem(_("These rules are not published yet; change them directly. Nothing was changed."))
    if not reason.strip():
        raise Problem(_("Please say why the rules change; people will read it. Nothing was changed."))
    old = terms_of(plan)
    return _put(plan, old, replace(old, tiers=tuple(tiers), claim_days=claim_days), reason.strip(), by)


def _put(plan: PrizePlan, old: Terms, new: Terms, reason: str, by: Actor) -> PrizePlan:
    draw = Draw.objects.filter(plan=plan).first()
    frozen = draw is not None and draw.state != DrawState.COMMITTED
    refused = [*objections(old, new, drawn_from=frozen), *(one.reason for one in unsound(new))]
    if refused:
        raise Problem(" ".join(str(one) for one in refused))
    version = put_version(plan, new, reason=reason)
    put_tiers(plan, new.tiers)
    if draw is not None and not frozen:
        draw.rule = new.lottery_rule(rule_of(draw).sources, version.digest).to_json()
        draw.save()
    if draw is not None and new.claim_days > old.claim_days:
        _more_time(draw, new.claim_days - old.claim_days)
    record(
        "prize-plan-improved", plan, by, after={"version": version.number, "digest": version.digest, "reason": reason}
    )
    return plan


def _more_time(draw: Draw, days: int) -> None:
    """Prizes already offered get the longer time too."""
    for prize in draw.prizes.select_for_update().filter(state=PrizeState.OFFERED):
        prize.claim_by += timedelta(days=days)
        prize.save()
