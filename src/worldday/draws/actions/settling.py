"""What becomes of a prize: handed over, or forfeited to the next alternate by the record; and what leaves the house."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from worldday.base import clock, scope
from worldday.base.audit import Actor, System
from worldday.base.problems import Problem
from worldday.draws import archive, lottery
from worldday.draws.lottery.drawing import Drawn, Result
from worldday.draws.lottery.fields import Fields
from worldday.draws.lottery.forfeiting import REASONS, Forfeit, read_forfeit
from worldday.draws.models import Draw, Prize, PrizePlan, PrizeState
from worldday.draws.offer import now

from .drawing import offer
from .rows import draw_of, locked_plan, locked_prize, record


@transaction.atomic
def deliver(*, prize: Prize, by: Actor) -> Prize:
    """The winner has it. Again: nothing changes. Raises `Problem` for a prize nobody has confirmed."""
    prize = locked_prize(prize)
    if prize.state == PrizeState.DELIVERED:
        return prize
    if prize.state != PrizeState.CLAIMED:
        raise Problem(_("Only a prize that its winner has confirmed can be handed over; nothing was changed."))
    prize.state, prize.settled_at = PrizeState.DELIVERED, now()
    prize.save()
    record("prize-delivered", prize.draw.plan, by, after={"tier": prize.tier.name, "entrant": prize.entrant.position})
    return prize


@transaction.atomic
def forfeit(*, prize: Prize, reason: str, by: Actor) -> Prize:
    """The prize goes to the next alternate of its tier, by the record; nothing is drawn again. `reason`: one of REASONS.

    Returns the forfeited prize; forfeiting it again changes nothing. Raises `Problem` for one that was handed over.
    """
    prize = locked_prize(prize)
    if prize.state == PrizeState.FORFEITED:
        return prize
    if prize.state == PrizeState.DELIVERED:
        raise Problem(_("This prize has been handed over; nothing was changed."))
    if reason not in REASONS:
        raise ValueError(reason)
    if reason == "unclaimed" and (prize.state == PrizeState.CLAIMED or now() <= prize.claim_by):
        raise Problem(_("The winner still has time to confirm, or has confirmed; nothing was changed."))
    line = _next_line(prize, reason)
    draw = prize.draw
    draw.forfeits = [*draw.forfeits, line.to_json()]
    draw.save()
    prize.state, prize.settled_at, prize.shown_as = PrizeState.FORFEITED, now(), ""
    prize.save()
    if line.replaced_by is not None:
        offer(draw, line.tier - 1, [(prize.number, prize.turn + 1, line.replaced_by)], now())
    said = {"tier": prize.tier.name, "entrant": line.entrant, "reason": reason, "replaced_by": line.replaced_by}
    record("prize-forfeited", draw.plan, by, after=said)
    return prize


def _next_line(prize: Prize, reason: str) -> Forfeit:
    draw = Draw.objects.get(pk=prize.draw_id)
    result = Result(tuple(Drawn(tuple(tier["winners"]), tuple(tier["alternates"])) for tier in draw.tiers))
    log = [read_forfeit(Fields(line)) for line in draw.forfeits]
    tier, entrant = prize.tier.position + 1, prize.entrant.position or 0
    return lottery.forfeit(result, log, tier=tier, entrant=entrant, reason=reason, at=now())


def forfeit_overdue() -> int:
    """Periodic: every prize whose time to confirm is over goes on to an alternate; how many. Safe to run twice at once."""
    overdue = (
        Prize.objects.filter(clock.has_come("claim_by"), state=PrizeState.OFFERED).select_related("draw").order_by("pk")
    )
    done = 0
    for prize in overdue:
        try:
            forfeit(prize=prize, reason="unclaimed", by=System("draws"))
        except Problem:  # confirmed, or given more time, since we looked
            continue
        done += 1
    return done


@transaction.atomic
def hand_to_courier(*, plan: PrizePlan, purpose: str, receiver: str, by: Actor) -> list[Prize]:
    """The confirmed prizes with what their delivery needs. Purpose and receiver stay in the audit trail, which keeps longer
    than the three years that the law asks for (网络数据安全管理条例 art. 12). Raises `Problem`."""
    plan = locked_plan(plan)
    if not purpose.strip() or not receiver.strip():
        raise Problem(
            _("Please say for what purpose and to whom the list goes; the law asks for both. Nothing was handed out.")
        )
    found = list(
        draw_of(plan)
        .prizes.filter(state=PrizeState.CLAIMED)
        .select_related("tier", "entrant")
        .order_by("tier__position", "number")
    )
    said = {"purpose": purpose.strip(), "receiver": receiver.strip(), "prizes": [prize.code for prize in found]}
    record("delivery-list-taken", plan, by, after=said)
    return found


@transaction.atomic
def take_archive(*, plan: PrizePlan, by: Actor) -> bytes:
    """The two-year archive as a zip file; that it was taken is written down."""
    with scope.everything("the view has fetched the plan through its permission"):
        plan = locked_plan(plan)
        record("draw-archive-taken", plan, by)
        return archive.package(plan)
