"""Whether a booking may be made as it was filled in; every fault beside its field, in the language in force."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from worldday.base import clock
from worldday.base.problems import Invalid, Problem
from worldday.certificates.wording import clean
from worldday.messages.channels import sms
from worldday.people import consent
from worldday.people.numbers import BadPhone, normal_phone

from .models import Event, Slot
from .opening import Standing, of_slot
from .party import Party, PartyRule, age_field, findings, too_many_ages
from .sentences import FIELD, sentence

NOTICE = "booking"  # policies/consent/booking.*.md
NOTICE_OF_INTEREST = "interest"
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


def _raise_with_numbers(event: Event, party: Party, slot: Slot, errors: dict[str, list[str]]) -> None:
    """Raises `Invalid` with every fault at once: those found so far, and those of the numbers."""
    try:
        check_numbers(event, party, slot)
    except Invalid as invalid:
        errors = errors | invalid.errors
    if errors:
        raise Invalid(errors)


def rule_of(event: Event) -> PartyRule:
    return PartyRule(event.largest_party, event.largest_group, event.pupils_per_adult)


def check_party(event: Event, party: Party, slot: Slot) -> None:
    """Numbers, and everything else the event needs to know. Raises `Invalid` with every fault at once."""
    errors = _personal(party) | _agreed(event, party) | _names(event, party) | _ages(party)
    if event.phone_code and not party.proven:
        errors["code"] = [_("Please type the code that we send to this phone: it shows that the number is yours.")]
    _raise_with_numbers(event, party, slot, errors)


def _personal(party: Party, *, phone_needed: bool = True) -> dict[str, list[str]]:
    errors = {
        name: [_("This is too long; please shorten it to %(n)s characters.") % {"n": most}]
        for name, most in LONGEST.items()
        if len(getattr(party, name)) > most
    }
    if not clean(party.name):
        errors["name"] = [_("Please write the name of the person who books.")]
    try:
        if party.phone or phone_needed:
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


def check_interest(name: str, contact: str, agreed: str) -> None:
    """Who wants to hear of the online tour: a name and a phone or e-mail that reaches them from here. Raises `Invalid`."""
    errors: dict[str, list[str]] = {}
    if not name or len(name) > LONGEST["name"]:
        errors["name"] = [_("Please write a name of at most %(n)s characters.") % {"n": LONGEST["name"]}]
    if wrong := _contact_fault(contact):
        errors["contact"] = [wrong]
    if agreed != consent.version(NOTICE_OF_INTEREST):
        errors["agree"] = [_("Please read how your data are used, and agree; otherwise we cannot write to you.")]
    if errors:
        raise Invalid(errors)


def _contact_fault(contact: str) -> str:
    if "@" in contact:
        good = EMAIL.fullmatch(contact) and len(contact) <= LONGEST["email"]
        return "" if good else _("This is not an e-mail address. Please correct it.")
    if not sms.is_available():
        return _("Text messages are not sent from here. Please leave an e-mail address.")
    try:
        normal_phone(contact)
    except BadPhone:
        return _("Please write a mobile number of the mainland, eleven digits, or an e-mail address.")
    return ""


def check_guest(party: Party) -> None:
    """Whom the unit itself puts on the list: a name, and a phone or e-mail only if there is one. Raises `Invalid`."""
    if errors := _personal(party, phone_needed=False):
        raise Invalid(errors)


def check_change(event: Event, party: Party, slot: Slot) -> None:
    """Other numbers of a party whose person is known already. Raises `Invalid`."""
    errors = _guarded(party) | _names(event, party) | _ages(party)
    _raise_with_numbers(event, party, slot, errors)


def _guarded(party: Party) -> dict[str, list[str]]:
    if not party.minors or party.guardian:
        return {}
    if party.group:
        said = _("Please confirm that the guardians of all pupils have agreed in writing; the school keeps the forms.")
    else:
        said = _("Please confirm that you are the guardian of the children, or come with the guardian's consent.")
    return {"guardian": [said]}


def _ages(party: Party) -> dict[str, list[str]]:
    said = _("These are more people than come; please look at the numbers again, or leave the ages empty.")
    return {age_field(band): [said] for band in too_many_ages(party)}


def _agreed(event: Event, party: Party) -> dict[str, list[str]]:
    """What must be ticked; a yes to photos is never among it (PIPL art. 16)."""
    errors = _guarded(party)
    if party.consent != consent.version(NOTICE):
        errors["agree"] = [
            _("Please read how your data are used, and agree; without a phone number we cannot reach you.")
        ]
    if event.briefing and not party.briefed:
        errors["briefed"] = [_("Please read the safety briefing and sign it off for your party.")]
    return errors


def _names(event: Event, party: Party) -> dict[str, list[str]]:
    """A group is known by who leads it."""
    others = max(party.adults - 1, 0)
    if not event.names or party.group or len(party.names) == others:
        return {}
    said = ngettext(
        "Please write the name of the other adult.",
        "Please write the names of the other %(n)s adults, one per line.",
        others,
    )
    return {
        "names": [said % {"n": others} if others else _("You come alone; please leave this empty or raise the number.")]
    }
