"""The winner's own verbs: whoever holds the receipt confirms or declines."""

from __future__ import annotations

import unicodedata
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from worldday.base.problems import Invalid, Problem
from worldday.draws import consents
from worldday.draws.models import Prize, PrizeState
from worldday.draws.offer import now, terms_of
from worldday.draws.terms import Terms
from worldday.people.models import Consent
from worldday.people.numbers import BadPhone, normal_phone

from .rows import locked_prize, record
from .settling import forfeit

LONGEST = {"name": 40, "phone": 20, "address": 200}


@dataclass(frozen=True)
class Delivery:
    """What delivery needs; fields the terms do not ask for are not kept."""

    name: str = ""
    phone: str = ""
    address: str = ""


class Winner:
    """The holder of a receipt, in the audit trail an entrant number and no person."""

    actor_name = "winner"

    def __init__(self, prize: Prize) -> None:
        self.actor_ref = f"entrant:{prize.entrant_id}"


@transaction.atomic
def claim(*, prize: Prize, delivery: Delivery, publish: bool = False, guardian: bool = False) -> Prize:
    """Confirm the prize. A second time nothing changes: what was given first stays. `publish`: the separate consent to a
    masked name among the winners; `guardian`: a guardian agrees for a winner under 14. Raises `Invalid`, `Problem`."""
    prize = locked_prize(prize)
    if prize.state in (PrizeState.CLAIMED, PrizeState.DELIVERED):
        return prize
    if prize.state == PrizeState.FORFEITED or now() > prize.claim_by:
        raise Problem(
            _(
                "The time to confirm this prize is over, and it goes to an alternate by the rules. Nothing you typed was kept."
            )
        )
    terms = terms_of(prize.draw.plan)
    prize.delivery = _checked(delivery, terms)
    prize.state, prize.claimed_at = PrizeState.CLAIMED, now()
    prize.shown_as = masked_name(prize.delivery) if publish else ""
    prize.save()
    _consent(prize, terms, [consents.DELIVERY, *([consents.PUBLICATION] if publish else [])], guardian=guardian)
    after = {"tier": prize.tier.name, "entrant": prize.entrant.position, "published": publish}
    record("prize-claimed", prize.draw.plan, Winner(prize), after=after)
    return prize


def decline(*, prize: Prize) -> Prize:
    """The winner does not want it; it goes to the next alternate. Raises `Problem`."""
    return forfeit(prize=prize, reason="declined", by=Winner(prize))


@transaction.atomic
def hide_name(*, prize: Prize) -> Prize:
    """The winner takes back the consent to a masked name (PIPL art. 15): the list of winners shows the label again."""
    prize = locked_prize(prize)
    if not prize.shown_as:
        return prize
    prize.shown_as = ""
    prize.save()
    if (number := prize.entrant.player) is not None:
        given = Consent.objects.filter(participant_number=number, purpose=consents.PUBLICATION, withdrawn_at=None)
        given.update(withdrawn_at=now())
    after = {"tier": prize.tier.name, "entrant": prize.entrant.position}
    record("prize-name-hidden", prize.draw.plan, Winner(prize), after=after)
    return prize


def _checked(delivery: Delivery, terms: Terms) -> dict[str, str]:
    """Only what the terms ask for, tidied. Raises `Invalid` with a sentence beside each field."""
    given = {need: _line(asdict(delivery)[need]) for need in terms.needs}
    errors = {
        need: [gettext("Please fill this in; the prize cannot be delivered without it.")]
        for need in given
        if not given[need]
    }
    errors |= {need: [gettext("This is too long.")] for need, text in given.items() if len(text) > LONGEST[need]}
    if given.get("phone") and "phone" not in errors:
        try:
            given["phone"] = normal_phone(given["phone"])
        except BadPhone:
            errors["phone"] = [
                gettext("This is not a mobile phone number of the mainland; please check the eleven digits.")
            ]
    if errors:
        raise Invalid(errors)
    return given


def _line(text: str) -> str:
    """On one line, without signs nobody sees: with one in a name the public record could not be read, or read backwards."""
    seen = (sign for sign in text if sign.isspace() or unicodedata.category(sign) not in ("Cc", "Cf"))
    return " ".join("".join(seen).split())


def masked_name(delivery: dict[str, str]) -> str:
    """`张** …1234`: the first character, and the last four digits where there is a phone; the same in every language."""
    tail = delivery.get("phone", "")[-4:]
    shown = f"{delivery.get('name', '')[:1]}**"
    return f"{shown} …{tail}" if tail else shown


def _consent(prize: Prize, terms: Terms, purposes: list[str], *, guardian: bool) -> None:
    if prize.entrant.player is None:
        return
    for purpose in purposes:
        Consent.objects.update_or_create(  # given anew after a withdrawal, it counts anew
            participant_number=prize.entrant.player,
            purpose=purpose,
            version=consents.version_of(purpose, terms),
            defaults={"given_at": now(), "by_guardian": guardian, "withdrawn_at": None},
        )
