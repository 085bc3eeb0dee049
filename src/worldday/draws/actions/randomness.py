"""The randomness: what is fixed before the freeze, and what each source gives after it (docs/draw-method.md section 5)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from worldday.base.audit import Actor
from worldday.base.problems import Problem
from worldday.draws.lottery import Beacon, Contribution, Number, Party, commitment
from worldday.draws.lottery.beacons import signature_fits
from worldday.draws.lottery.seeding import SIGNATURE_LENGTHS, contribution_json, digits_fit
from worldday.draws.lottery.sources import beacon_fits
from worldday.draws.models import Draw, DrawState, PrizePlan
from worldday.draws.offer import lottery_sources, now, rule_of, terms_of

from .rows import NotYet, draw_of, locked_plan, record

HASH = re.compile(r"[0-9a-f]{64}")
Source = Beacon | Party | Number


@transaction.atomic
def commit_randomness(*, plan: PrizePlan, commitments: Mapping[str, str], by: Actor) -> Draw:
    """Publish the lottery's rule with every party's commitment (name → 64 hexadecimal digits). Raises `Problem`."""
    plan = locked_plan(plan)
    if not plan.version:
        raise NotYet(_("The prize rules must be published first; nothing was changed."))
    if Draw.objects.filter(plan=plan).exists():
        raise Problem(_("The commitments are already published and cannot be replaced; nothing was changed."))
    terms = terms_of(plan)
    given = {name: text.strip().lower() for name, text in commitments.items()}
    _refuse_bad_commitments([source.name for source in terms.sources if source.kind == "party"], given)
    sources = lottery_sources(terms, given)
    _refuse_known(sources)
    rule = terms.lottery_rule(sources, plan.rule_digest)
    draw = Draw.objects.create(plan=plan, rule=rule.to_json(), committed_at=now())
    record("draw-committed", plan, by, after={"rule_hash": rule.hash.hex(), "commitments": given})
    return draw


def _refuse_bad_commitments(parties: list[str], given: Mapping[str, str]) -> None:
    for name in parties:
        if not HASH.fullmatch(given.get(name, "")):
            sentence = _(
                "The commitment of “{name}” must be 64 hexadecimal digits, as the verifier prints it. Nothing was changed."
            )
            raise Problem(format_lazy(sentence, name=name))
    if len({given[name] for name in parties}) < len(parties):
        raise Problem(
            _("Two parties have the same commitment; each must choose a secret of its own. Nothing was changed.")
        )


def _refuse_known(sources: tuple[Source, ...]) -> None:
    for source in sources:
        if source.known_from <= now():
            raise Problem(
                format_lazy(
                    _("“{name}” would already be known; the draw needs a later one. Nothing was changed."),
                    name=source.name,
                )
            )


@transaction.atomic
def reveal(*, plan: PrizePlan, source: str, value: str, signature: str = "", by: Actor) -> Draw:
    """Record what a source gave: a party's secret, a published number, a drand round with its signature.

    The same value again changes nothing; another one is refused. Raises `Problem`, `NotYet` before the freeze or its moment.
    """
    draw = draw_of(locked_plan(plan))
    if draw.state != DrawState.FROZEN:
        raise NotYet(_("Values are recorded between the freeze and the draw; nothing was changed."))
    found = next((one for one in rule_of(draw).sources if one.name == source), None)
    if found is None:
        raise Problem(_("The rules name no such source; nothing was changed."))
    came = Contribution(source, now(), value.strip().lower(), signature.strip().lower())
    _check(found, came, draw.plan.code)
    known = next((one for one in draw.contributions if one["source"] == source), None)
    fresh = contribution_json(found, came)
    if known is not None:
        if _without_moment(known) == _without_moment(fresh):
            return draw
        raise Problem(_("Another value has already been recorded for it and is published; nothing was changed."))
    draw.contributions = [*draw.contributions, fresh]
    draw.save()
    record("draw-source-spoke", draw.plan, by, after={"source": source, "value": came.value})
    return draw


def _without_moment(contribution: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in contribution.items() if name != "at"}


def _check(source: Source, came: Contribution, draw: str) -> None:
    value = came.value or ""
    if isinstance(source, Party):
        _check_secret(source, value, draw, came.at)
        return
    if came.at < source.known_from:
        raise NotYet(_("This value is not due yet; nothing was changed."))
    if isinstance(source, Number):
        if not digits_fit(source, value):
            raise Problem(
                format_lazy(
                    _("It must be exactly {digits} digits, leading zeros included. Nothing was changed."),
                    digits=source.digits,
                )
            )
    elif not (HASH.fullmatch(value) and _is_signature(came.signature) and beacon_fits(value, came.signature)):
        raise Problem(
            _(
                "Randomness and signature of this drand round do not belong together; please copy both again. Nothing was changed."
            )
        )
    elif signature_fits(source.chain, source.round, came.signature) is False:
        raise Problem(
            _("This is not the network's signature of the round agreed on; please copy it again. Nothing was changed.")
        )


def _check_secret(source: Party, value: str, draw: str, at: datetime) -> None:
    if at > source.reveal_by:
        raise Problem(_("The time for showing secrets is over; the rules say what follows. Nothing was changed."))
    if not HASH.fullmatch(value) or commitment(draw, source.name, value) != source.commitment:
        raise Problem(_("This secret does not fit the published commitment; nothing was changed."))


def _is_signature(text: str) -> bool:
    return len(text) in SIGNATURE_LENGTHS and not text.strip("0123456789abcdef")
