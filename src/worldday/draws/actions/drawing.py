"""The draw itself: one transaction, once. Killed in the middle, nothing has happened, and running it again gives the same."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from importlib.metadata import version

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext_lazy as _

from worldday.base.audit import Actor
from worldday.draws.lottery import Contribution, Frozen, Party, Times
from worldday.draws.lottery import record as lottery_record
from worldday.draws.lottery.fields import Fields
from worldday.draws.lottery.recording import read_record
from worldday.draws.lottery.seeding import contribution_json, read_contribution
from worldday.draws.models import Draw, DrawRecord, DrawState, Entrant, Prize, PrizePlan
from worldday.draws.offer import now, rule_of, terms_of
from worldday.draws.terms import moment
from worldday.people.identity import label_of

from .rows import NotYet, draw_of, locked_plan, record

MASK_FROM = 3  # letters of a winner's label that are shown: he knows the rest, others do not


@transaction.atomic
def run_draw(*, plan: PrizePlan, by: Actor) -> Draw:
    """Draw. Whoever comes second gets the draw that was made; there is no second one. Raises `NotYet`, `Problem`."""
    plan = locked_plan(plan)
    draw = draw_of(plan)
    if draw.state in (DrawState.DRAWN, DrawState.VOID):
        return draw
    if draw.state != DrawState.FROZEN:
        raise NotYet(_("The list must be frozen first; nothing was changed."))
    at = now()
    _refuse_early(plan, at)
    came = _contributions(draw, at)
    made = _record(draw, came, at)
    parts = read_record(made)
    draw.contributions, draw.drawn_at = made["contributions"], at
    draw.tiers, draw.state = made["tiers"], DrawState.DRAWN if parts.seed else DrawState.VOID
    draw.names = _labels(draw, [n for tier in parts.result.tiers for n in (*tier.winners, *tier.alternates)])
    draw.save()
    DrawRecord.objects.create(draw=draw, content=made)
    for tier_number, tier in enumerate(parts.result.tiers):
        offer(draw, tier_number, [(place, 0, entrant) for place, entrant in enumerate(tier.winners, start=1)], at)
    record(
        "draw-run", plan, by, after={"state": str(draw.state), "rule_hash": made["rule_hash"], "seed": parts.seed or ""}
    )
    return draw


def _refuse_early(plan: PrizePlan, at: datetime) -> None:
    due = moment(terms_of(plan).draw_at)
    if due and at < due:
        raise NotYet(_("The announced moment of the draw has not come yet; nothing was changed."))


def _contributions(draw: Draw, at: datetime) -> list[Contribution]:
    """What every source gave; a party whose time is over has given nothing. Raises `NotYet` for one that is awaited."""
    rule = rule_of(draw)
    sources = {source.name: source for source in rule.sources}
    came = {one["source"]: read_contribution(Fields(one), sources) for one in draw.contributions}
    for source in rule.sources:
        if source.name in came:
            continue
        if not isinstance(source, Party) or at <= source.reveal_by:
            raise NotYet(
                format_lazy(
                    _("“{name}” has not been recorded yet; the draw waits for it. Nothing was changed."),
                    name=source.name,
                )
            )
        came[source.name] = Contribution(source.name, at, None)
    draw.contributions = [contribution_json(source, came[source.name]) for source in rule.sources]
    return [came[source.name] for source in rule.sources]


def _record(draw: Draw, came: list[Contribution], at: datetime) -> dict[str, object]:
    listed = draw.entrants.exclude(position=None).order_by("position").values_list("row", flat=True)
    removed = sorted(draw.entrants.filter(position=None).values_list("row", flat=True))
    worded = draw.plan.versions.get(digest=draw.rule["text_hash"])  # the rule may have improved since the commitments
    published = localtime(max(draw.committed_at, worded.published_at))
    times = Times(published=published, frozen=localtime(draw.frozen_at), drawn=at)
    software = f"worldday {version('worldday')}"
    return lottery_record(rule_of(draw), Frozen(tuple(listed), tuple(removed)), came, times, software=software)


def _labels(draw: Draw, numbers: list[int]) -> dict[str, str]:
    """Masked labels of those drawn, by entrant number: the label of the ranking, half of it hidden."""
    rows = (
        Entrant.objects.filter(draw=draw, position__in=numbers).order_by("position").values_list("position", "player")
    )
    return {str(number): masked_label(player) for number, player in rows if player is not None}


def masked_label(player: int) -> str:
    label = label_of(player)
    return label[:MASK_FROM] + "*" * (len(label) - MASK_FROM)


def offer(draw: Draw, tier_number: int, places: list[tuple[int, int, int]], at: datetime) -> None:
    """Prizes of the tier (from 0) at (place, turn, entrant number), to be claimed until the end of the last day."""
    tier = draw.plan.tiers.get(position=tier_number)
    last_day = (localtime(at) + timedelta(days=terms_of(draw.plan).claim_days)).date()
    claim_by = make_aware(datetime.combine(last_day, time(23, 59, 59)))
    who = dict(Entrant.objects.filter(draw=draw, position__in=[n for *_, n in places]).values_list("position", "pk"))
    Prize.objects.bulk_create(
        Prize(draw=draw, tier=tier, number=place, turn=turn, entrant_id=who[number], offered_at=at, claim_by=claim_by)
        for place, turn, number in places
    )
