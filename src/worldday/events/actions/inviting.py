"""Putting people on the list of a sitting from the desk: the guests of a ceremony or forum, and whoever rings up instead of using the form.

What the public form needs against strangers (its hour of opening, its riddle, a code to the phone) is not asked, for somebody of the
unit answers for the entry. Places are counted all the same, the same guest stands on the list once, and he is told with his link.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from worldday.base import clock
from worldday.base.audit import Actor
from worldday.base.problems import Problem
from worldday.base.text import fold
from worldday.events import links, places
from worldday.events.checking import check_change, check_guest
from worldday.events.models import LIVE, Admission, Booking, BookingState, Slot
from worldday.events.party import Party
from worldday.events.personal import keep_details
from worldday.events.telling import tell
from worldday.people.identity import number_of
from worldday.people.models import IdentityKind

from .booking import Asked, new_booking, numbers
from .rows import event_of, record_booking

AGAIN = 20  # times somebody may have cancelled and been put on the list anew


class OnTheList(Problem):
    sentence = _("This guest is on the list of this event already. Nothing was added.")


class HallFull(Problem):
    sentence = _("This sitting has no more places. Nobody was added; give it more places under “Sittings” first.")


class NotComing(Problem):
    sentence = _("Guests are added to an announced event, and to a sitting that is neither cancelled nor over.")


@dataclass(frozen=True)
class Added:
    """What became of a list: how many were added, which rows stood there before, and which found no place."""

    added: int
    known: tuple[int, ...]
    full: tuple[int, ...]


def add_guest(*, slot: Slot, party: Party, by: Actor) -> Booking:
    """A booking for `party`, told by message where phone or e-mail is known; `slot` comes with its event.

    Raises `Invalid` for what is wrong with the party, `OnTheList`, `HallFull`, `NotComing`."""
    check_guest(party)
    if party.size > slot.left:
        raise HallFull
    check_change(slot.event, party, slot)
    try:
        return _add(slot, party, by)
    except IntegrityError:
        raise OnTheList from None


def add_guests(*, slot: Slot, guests: Iterable[tuple[int, Party]], by: Actor) -> Added:
    """A list, each guest in a transaction of his own, so that a wrong one harms no other; `guests` with the numbers of their rows."""
    added, known, full = 0, list[int](), list[int]()
    for number, party in guests:
        try:
            add_guest(slot=slot, party=party, by=by)
        except OnTheList:
            known.append(number)
        except HallFull:
            full.append(number)
        else:
            added += 1
    return Added(added, tuple(known), tuple(full))


@transaction.atomic
def _add(slot: Slot, party: Party, by: Actor) -> Booking:
    slot.event = event = event_of(slot.event_id)
    if not places.is_announced(event.pk) or slot.ends_at <= clock.now():
        raise NotComing
    booker = number_of(IdentityKind.PHONE, party.phone) if party.phone else None
    secret = links.new_secret()
    booking = new_booking(slot, Asked(party, booker, _key(slot, party)), BookingState.BOOKED, secret)
    details = keep_details(booking, event, party, secret)
    record_booking("booking-added", booking, event, by, numbers(booking))
    tell(event, [(booking, details, slot)], "invited" if event.admission == Admission.INVITATION else "booked")
    if not places.take(slot.pk, party.size):
        raise NotComing if _gone(slot) else HallFull
    return booking


def _gone(slot: Slot) -> bool:
    return Slot.objects.filter(pk=slot.pk, cancelled=True).exists()


def _key(slot: Slot, party: Party) -> int:
    """The same for the same guest of the sitting, as long as he has not cancelled. Raises `OnTheList`."""
    who = party.phone or party.email.casefold() or f"{fold(party.name)}/{fold(party.organisation)}"
    keys = [links.key_number(f"guest/{slot.pk}/{who}/{turn}") for turn in range(AGAIN)]
    found = dict(Booking.objects.filter(key__in=keys).values_list("key", "state"))
    if any(state in LIVE for state in found.values()):
        raise OnTheList
    free = next((key for key in keys if key not in found), None)
    if free is None:
        raise OnTheList
    return free
