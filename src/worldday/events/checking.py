"""Whether a booking may be made as it was filled in; every fault beside its field, in the language in force."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from worldday.base import clock
from worldday.base.problems import Invalid, Problem
from worldday.people import consent
from worldday.people.numbers import BadPhone, normal_phone

from .models import Event, Slot
from .opening import Standing, of_slot
from .party import Party, PartyRule, findings
from .sentences import FIELD, sentence

NOTICE = "booking"  # policies/consent/booking.*.md
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
LONGEST = {
    "name": 40,
    "organisation": 100,
    "class_name": 40,
    "district": 20,
    "allergies": 300,
    "needs": 300,
    "email": 254,
}


class NotOpen(Problem):
    sentence = gettext_lazy("Booking is not open for this sitting now. Nothing was booked; the page says when it is.")


class Full(Problem):
    sentence = gettext_lazy(
        "There are not so many places left in this sitting. What you typed is kept: "
        "choose another sitting, or join the waiting list."
    )


class AlreadyBooked(Problem):
    sentence = gettext_lazy(
        "With this phone number a place is booked already. Please open the link in the message you were sent to change or "
        "cancel it. Nothing was booked twice."
    )


def check_open(slot: Slot, event: Event) -> Standing:
    """Raises `NotOpen` unless one can book or wait now."""
    standing = of_slot(slot, event, clock.now())
    if standing not in (Standing.OPEN, Standing.FULL):
        raise NotOpen
    return standing


def check_numbers(event: Event, party: Party, slot: Slot | None = None) -> None:
    """The rule of the event for so many adults and minors. Raises `Invalid`."""
    errors: dict[str, list[str]] = {}
    for finding in findings(party, rule_of(event)):
        errors.setdefault(FIELD[finding.fault], []).append(sentence(finding))
    if slot is not None and not errors and party.size > slot.places:
        said = _("This sitting has %(n)s places in all. Please choose a larger one, or split the group.")
        errors["minors"] = [said % {"n": slot.places}]
    if errors:
        raise Invalid(errors)


def rule_of(event: Event) -> PartyRule:
    return PartyRule(event.largest_party, event.largest_group, event.pupils_per_adult)


def check_party(event: Event, party: Party, slot: Slot) -> None:
    """Numbers, and everything else the event needs to know. Raises `Invalid` with every fault at once."""
    errors = _personal(party) | _agreed(event, party) | _names(event, party)
    try:
        check_numbers(event, party, slot)
    except Invalid as invalid:
        errors |= invalid.errors
    if errors:
        raise Invalid(errors)


def _personal(party: Party) -> dict[str, list[str]]:
    errors = {
        name: [_("This is too long; please shorten it to %(n)s characters.") % {"n": most}]
        for name, most in LONGEST.items()
        if len(getattr(party, name)) > most
    }
    if not party.name:
        errors["name"] = [_("Please write the name of the person who books.")]
    try:
        normal_phone(party.phone)
    except BadPhone:
        errors["phone"] = [
            _("Please write a mobile number of the mainland, eleven digits: the link to your booking goes there.")
        ]
    if party.email and not EMAIL.fullmatch(party.email):
        errors["email"] = [_("This is not an e-mail address. Please correct it or leave it empty.")]
    if party.group and not party.organisation:
        errors["organisation"] = [_("Please write the name of the school or organisation.")]
    return errors


def _agreed(event: Event, party: Party) -> dict[str, list[str]]:
    """What must be ticked; a yes to photos is never among it (PIPL art. 16)."""
    errors = {}
    if party.consent != consent.version(NOTICE):
        errors["agree"] = [
            _("Please read how your data are used, and agree; without a phone number we cannot reach you.")
        ]
    if party.minors and not party.guardian:
        errors["guardian"] = [
            _("Please confirm that the guardians of all pupils have agreed in writing; the school keeps the forms.")
            if party.group
            else _("Please confirm that you are the guardian of the children, or come with the guardian's consent.")
        ]
    if event.briefing and not party.briefed:
        errors["briefed"] = [_("Please read the safety briefing and sign it off for your party.")]
    return errors


def _names(event: Event, party: Party) -> dict[str, list[str]]:
    others = max(party.adults - 1, 0)
    if not event.names or len(party.names) == others:
        return {}
    said = ngettext(
        "Please write the name of the other adult.",
        "Please write the names of the other %(n)s adults, one per line.",
        others,
    )
    return {
        "names": [said % {"n": others} if others else _("You come alone; please leave this empty or raise the number.")]
    }
