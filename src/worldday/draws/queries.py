"""What pages and files read about prizes and draws."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import Any

from django.db.models import Count, QuerySet

from worldday.campaigns.models import Activity

from . import lottery
from .lottery.drawing import Drawn, Result
from .lottery.fields import Fields
from .lottery.forfeiting import read_forfeit
from .lottery.merkle import Tree, leaf_hash
from .models import Draw, DrawRecord, Entrant, Prize, PrizePlan, PrizeState


def published(slug: str, activity: str) -> QuerySet[PrizePlan]:
    """The plan whose rules are published, in the scope in force, with all its page shows of the activity."""
    rows: QuerySet[PrizePlan] = PrizePlan.objects.filter(
        activity__campaign__slug=slug, activity__code=activity, version__gt=0
    )
    return rows.select_related("activity__campaign__owner")


def plan_of(activity: Activity) -> PrizePlan | None:
    """The activity's published plan, or None."""
    found: PrizePlan | None = PrizePlan.objects.filter(activity=activity, version__gt=0).first()
    return found


def draw_of(plan: PrizePlan) -> Draw | None:
    return Draw.objects.filter(plan=plan).first()


def removed_by_reason(draw: Draw) -> dict[str, int]:
    """Reason code → how many entries were removed before the freeze."""
    rows = Entrant.objects.filter(draw=draw, position=None).values_list("removed").annotate(n=Count("pk"))
    return dict(sorted(rows))


def prizes_of(draw: Draw) -> list[Prize]:
    """Every prize and every turn it took, tier by tier, place by place."""
    rows = Prize.objects.filter(draw=draw).select_related("tier", "entrant")
    return list(rows.order_by("tier__position", "number", "turn"))


def prize_states(draw: Draw) -> dict[str, int]:
    """State → how many prizes stand in it now; a forfeited turn counts only where nobody came after it."""
    latest: dict[tuple[int, int], str] = {}
    for tier, number, state in Prize.objects.filter(draw=draw).order_by("turn").values_list("tier", "number", "state"):
        latest[tier, number] = state
    counts = Counter(latest.values())
    return {state: counts.get(state, 0) for state in PrizeState.values}


def public_record(draw: Draw) -> dict[str, Any]:
    """The record as of now: as drawn, with the log of forfeits, who holds the prizes, and names their owners agreed to show."""
    content: dict[str, Any] = DrawRecord.objects.get(draw=draw).content
    result = Result(tuple(Drawn(tuple(tier["winners"]), tuple(tier["alternates"])) for tier in draw.tiers))
    log = [read_forfeit(Fields(line)) for line in draw.forfeits]
    holders = [[holder or 0 for holder in places] for places in lottery.standing(result, log).holders]
    return content | {"forfeits": draw.forfeits, "holders": holders, "names": draw.names | agreed_names(draw)}


def agreed_names(draw: Draw) -> dict[str, str]:
    """Entrant number → masked name, where the winner agreed."""
    rows = Prize.objects.filter(draw=draw).exclude(shown_as="").values_list("entrant__position", "shown_as")
    return {str(number): name for number, name in rows}


def labels(draw: Draw) -> dict[int, str]:
    """Entrant number → how a person drawn is shown: the masked label, or the masked name he agreed to."""
    return {int(number): name for number, name in (draw.names | agreed_names(draw)).items()}


def entrant_by_receipt(plan: PrizePlan, receipt: str) -> Entrant | None:
    """The line of whoever holds this receipt, in or removed."""
    return Entrant.objects.select_related("draw").filter(draw__plan=plan, receipt=receipt).first()


def proof_of(entrant: Entrant) -> list[str]:
    """The audit path from the entrant's line to the published root."""
    tree = _tree(entrant.draw_id, entrant.draw.notice["root"])
    return [sister.hex() for sister in tree.proof((entrant.position or 0) - 1)]


@lru_cache(maxsize=4)
def _tree(draw: int, root: str) -> Tree:  # noqa: ARG001  the root says which list, should a draw's number be used again
    """A frozen list never changes, and a hundred thousand people may look themselves up in the same hour."""
    rows = Entrant.objects.filter(draw=draw, position__isnull=False).order_by("position").values_list("row", flat=True)
    return Tree(leaf_hash(row.encode()) for row in rows.iterator(chunk_size=10_000))


def prizes_by_receipt(receipt: str) -> list[Prize]:
    """The prizes of the holder of a receipt, the dearest tier first."""
    rows = Prize.objects.filter(entrant__receipt=receipt).select_related("draw__plan", "tier", "entrant")
    return list(rows.order_by("tier__position", "number"))
