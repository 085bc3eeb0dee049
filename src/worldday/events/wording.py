"""What messages to whoever booked say, in the language they booked in."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from worldday.base.text import in_language
from worldday.messages.letters import Words, worded

from . import when
from .models import Booking, Event, Interest, Slot

SAYS: dict[str, tuple[str | Promise, str | Promise]] = {
    "booked": (
        _("Booked: {event}"),
        _("{event}: {people} booked for {when}, {where}. Booking {code}. Show the QR code, change or cancel here:"),
    ),
    "invited": (
        _("Invitation: {event}"),
        _("{event}: you are invited, {people}, {when}, {where}. Number {code}. Show the QR code at the door; if you cannot come, please say so here:"),
    ),
    "waiting": (
        _("On the waiting list: {event}"),
        _("{event}, {when}: you are on the waiting list with {people}. We write when places come free. See or leave the list here:"),
    ),
    "offered": (
        _("Places for you: {event}"),
        _("{event}, {when}, {where}: {people} can come. Please accept by {until}, or the places go to the next party:"),
    ),
    "offer-over": (
        _("The offer is over: {event}"),
        _("{event}, {when}: the places offered to you were not accepted in time and went to the next party."),
    ),
    "changed": (
        _("Changed: {event}"),
        _("{event}: your booking {code} is now for {people}, {when}, {where}. See it here:"),
    ),
    "cancelled": (_("Cancelled: {event}"), _("{event}, {when}: your booking {code} is cancelled. Thank you for telling us.")),
    "slot-cancelled": (
        _("Does not take place: {event}"),
        _("{event} does not take place on {when}: {reason} Your booking {code} has ended; other sittings may be open."),
    ),
    "moved-slot": (
        _("New time or place: {event}"),
        _("{event}: your booking {code} for {people} is now on {when}, {where}. If it does not suit you, change or cancel here:"),
    ),
    "moved-online": (
        _("Online instead: {event}"),
        _("{event}, {when}: conditions do not allow the visit ({reason}). Please take the online tour; your place is kept in case the visit can take place after all:"),
    ),
    "moved-back": (
        _("It takes place: {event}"),
        _("{event} takes place on site after all: {when}, {where}. Booking {code}, {people}. If you cannot come, please cancel here:"),
    ),
    "online-link": (
        _("The online tour is open: {event}"),
        _("{event}: the online tour is open. You find its link here:"),
    ),
    "interest": (
        _("We keep you informed: {event}"),
        _("{event}: thank you for your interest. We write when the online tour is open. See or delete what we keep here:"),
    ),
    "visit-after-all": (
        _("It takes place: {event}"),
        _("{event} takes place on site after all. You find how to come here:"),
    ),
    "released": (
        _("Your places were given to others: {event}"),
        _("{event}, {when}: it has begun and we have not seen you, so your places are free for others. On your way? Please come all the same: at the entrance you are let in while there is room. What else can be booked:"),
    ),
    "reminder": (
        _("Soon: {event}"),
        _("{event}: {when}, {where}, {people}. Booking {code}. If you cannot come, please cancel here so that others can:"),
    ),
    "link": (_("Your new link: {event}"), _("{event}, {when}: here is a new link to your booking {code}; the old one no longer works:")),
    "message": (_("About your visit: {event}"), _("{event}, {when}: {message}")),
    "survey": (_("How was it? {event}"), _("{event}: thank you for coming. How was it? One minute, and your name is not asked:")),
}  # fmt: skip
"""occasion → (subject, text); the link follows the text."""


def words_for(
    occasion: str, event: Event, slot: Slot, booking: Booking, *, language: str, facts: Mapping[str, str]
) -> Words:
    """`facts` may hold `reason` and `message`, and either in English (`…_en`). Nothing in it names a person."""
    return worded(SAYS[occasion], language, {**_facts(event, slot, booking, language), **_chosen(facts, language)})


def words_of_interest(occasion: str, event: Event, interest: Interest) -> Words:
    """For who had not booked: no hour and no number of people belongs to them."""
    language = interest.language
    known = {"event": in_language(event.activity.name, event.activity.name_en, language), "code": interest.code}
    return worded(SAYS[occasion], language, known)


def _chosen(facts: Mapping[str, str], language: str) -> dict[str, str]:
    """In the reader's language; Chinese where there is no other."""
    names = [name for name in facts if not name.endswith("_en")]
    return {name: in_language(facts[name], facts.get(f"{name}_en", ""), language) for name in names}


def _facts(event: Event, slot: Slot, booking: Booking, language: str) -> dict[str, str]:
    activity = event.activity
    return {
        "event": in_language(activity.name, activity.name_en, language),
        "when": when.span(slot.starts_at, slot.ends_at, language),
        "where": place_of(slot, language),
        "people": people(booking.size, language),
        "code": booking.code,
        "until": when.moment(booking.held_until, language) if booking.held_until else "",
        "reason": in_language(event.moved_reason, event.moved_reason_en, language),
    }


def place_of(slot: Slot, language: str) -> str:
    """Name and address of the site; where there is none, it is online."""
    site = slot.site
    if site is None:
        return "线上" if language.startswith("zh") else "online"
    name = in_language(site.name, site.name_en, language)
    address = in_language(site.address, site.address_en, language)
    if not address:
        return name
    return f"{name}（{address}）" if language.startswith("zh") else f"{name}, {address}"


def people(size: int, language: str) -> str:
    if language.startswith("zh"):
        return f"{size} 人"
    return "1 person" if size == 1 else f"{size} people"
