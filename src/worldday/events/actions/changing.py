"""Changing and cancelling by the link in the message, or by staff. What comes free goes to the waiting list at once."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from worldday.base import clock
from worldday.base.audit import Actor
from worldday.base.problems import Problem
from worldday.events import links, places
from worldday.events.checking import AlreadyBooked, NotOpen, check_change
from worldday.events.models import Booking, BookingState, Details, EventState, PartySort, Slot, WaitingParty
from worldday.events.party import Party
from worldday.events.personal import ages_of, keep_ages, keep_names, names_of
from worldday.events.telling import tell
from worldday.people.ages import OF_ADULTS, OF_MINORS

from .booking import move_places, numbers
from .rows import locked_with_slots, record_booking
from .settling import settle
from .sparing import check_changes

TAKEN = (BookingState.HELD, BookingState.OFFERED, BookingState.BOOKED)
CHANGEABLE = (BookingState.BOOKED, BookingState.WAITING)


class Started(Problem):
    sentence = _("This sitting has begun, so the booking cannot be changed any more. Nothing was changed.")


class Ended(Problem):
    sentence = _("This booking has ended already; nothing was changed. You can book anew on the event's page.")


class AcceptFirst(Problem):
    sentence = _("Places are offered to this party: please accept them first, and change the booking then.")


class Queueing(Problem):
    sentence = _(
        "On the waiting list a party can become smaller and keeps its turn. For more people or another sitting, leave the "
        "list and join again at its end. Nothing was changed."
    )


@dataclass(frozen=True)
class Wanted:
    """What a booking should become. `names` of the other adults and `ages`, where the event asks for them; None = as they are
    kept, ages of children or adults only while their number stays. `guardian`: guardians agree, said now; what they agreed to
    before holds."""

    slot: Slot
    adults: int
    minors: int = 0
    names: tuple[str, ...] | None = None
    guardian: bool = False
    ages: tuple[tuple[str, int], ...] | None = None


def change(*, booking: Booking, wanted: Wanted, by: Actor | None = None) -> Booking:
    """Another number of people or another sitting of the same event; until that is certain, the old places stay. Staff do it
    for somebody who called, under the same rules. A waiting party keeps its turn while it becomes smaller.

    Raises `Invalid` for the numbers, `Full`, `AlreadyBooked`, `Ended`, `Started`, `NotOpen`, `AcceptFirst`, `Queueing`.
    """
    try:
        return _change(booking, wanted, by)
    except IntegrityError:
        raise AlreadyBooked from None


@transaction.atomic
def _change(booking: Booking, wanted: Wanted, by: Actor | None) -> Booking:
    booking, slots = locked_with_slots(booking, wanted.slot.pk)
    old, new = slots[booking.slot_id], slots[wanted.slot.pk]
    details = Details.objects.filter(booking=booking).first()
    party = _party(booking, wanted, details)
    _check(booking, old, new, party)
    if not _differs(booking, wanted, party):
        return booking
    if by is None:
        check_changes(booking)
    waits = booking.state == BookingState.WAITING
    if not waits:
        move_places(old.pk, booking.size, new.pk, party.size)
    booking.slot, booking.adults, booking.minors, booking.size = new, party.adults, party.minors, party.size
    booking.save(update_fields=["slot", "adults", "minors", "size"])
    keep_names(booking, new.event, party.names)
    keep_ages(booking, new.event, dict(party.ages))
    record_booking("booking-changed", booking, new.event, by, numbers(booking))
    Details.objects.filter(booking=booking).update(reminded_for=None, guardian=bool(party.minors and party.guardian))
    offered = {one.pk: one for one in settle(old)}
    if booking.pk in offered:
        return offered[booking.pk]  # small enough now, and told so
    tell(new.event, [(booking, None, new)], "waiting" if waits else "changed", mark=links.new_key()[:8])
    return booking


def _party(booking: Booking, wanted: Wanted, details: Details | None) -> Party:
    """The party as it would be, with what is known of it already."""
    agreed = wanted.guardian or bool(details and details.guardian)
    kept = names_of(booking) if wanted.names is None else wanted.names
    group = booking.sort == PartySort.GROUP
    ages = _known_ages(booking, wanted) if wanted.ages is None else wanted.ages
    return Party(wanted.adults, wanted.minors, group=group, guardian=agreed, names=kept, ages=ages)


def _known_ages(booking: Booking, wanted: Wanted) -> tuple[tuple[str, int], ...]:
    """Of those whose number stays: who comes instead, nobody said."""
    same = {
        *(OF_ADULTS if wanted.adults == booking.adults else ()),
        *(OF_MINORS if wanted.minors == booking.minors else ()),
    }
    return tuple((band, n) for band, n in ages_of(booking).items() if band in same)


def _differs(booking: Booking, wanted: Wanted, party: Party) -> bool:
    if (booking.slot_id, booking.adults, booking.minors) != (wanted.slot.pk, party.adults, party.minors):
        return True
    return party.names != names_of(booking) or dict(party.ages) != ages_of(booking)


def _check(booking: Booking, old: Slot, new: Slot, party: Party) -> None:
    now, event = clock.now(), new.event
    if booking.state == BookingState.OFFERED:
        raise AcceptFirst
    if booking.state not in CHANGEABLE:
        raise Ended
    if old.event_id != new.event_id or new.cancelled or event.state != EventState.OPEN:
        raise NotOpen
    if now >= old.starts_at or now >= new.starts_at:
        raise Started
    if booking.state == BookingState.WAITING and (old.pk != new.pk or party.size > booking.size):
        raise Queueing
    check_change(event, party, new)


@transaction.atomic
def cancel(*, booking: Booking, by: Actor | None = None, told: bool = True) -> Booking:
    """The party does not come; a second time nothing changes. Raises `Problem` for one that has come."""
    booking, slots = locked_with_slots(booking)
    slot = slots[booking.slot_id]
    if booking.ended:
        return booking
    if booking.state == BookingState.CAME:
        raise Problem(_("This party has come already; the booking cannot be cancelled. Nothing was changed."))
    before = booking.state
    end(booking, slot, BookingState.CANCELLED)
    record_booking("booking-cancelled", booking, slot.event, by, {"was": str(before), "size": booking.size})
    if told and clock.now() < slot.ends_at:
        tell(slot.event, [(booking, None, slot)], "cancelled")
    settle(slot)
    return booking


def end(booking: Booking, slot: Slot, state: BookingState) -> None:
    """With slot and booking held: it is over in this state, and its places or its turn in the queue are free."""
    if booking.state in TAKEN:
        places.give_back(slot.pk, booking.size)
    if booking.state == BookingState.WAITING:
        places.count_waiting(slot.pk, -1)
    WaitingParty.objects.filter(booking=booking).delete()
    booking.state, booking.ended, booking.held_until = state, booking.pk, None
    booking.settled_at = clock.now()
    booking.save(update_fields=["state", "ended", "held_until", "settled_at"])


@transaction.atomic
def renew_link(*, booking: Booking, by: Actor) -> str:
    """A new secret for the manage link, when the old one fell into wrong hands; the person is told it. Raises `Problem`."""
    booking, slots = locked_with_slots(booking)
    slot = slots[booking.slot_id]
    details = Details.objects.filter(booking=booking).first()
    if details is None or not details.person:
        raise Problem(_("Nothing is known any more of who made this booking; nothing was changed."))
    secret = links.new_secret()
    details.person = details.person | {"link": secret}
    details.save(update_fields=["person"])
    Booking.objects.filter(pk=booking.pk).update(token=links.digest_of(secret))
    record_booking("booking-link-renewed", booking, slot.event, by)
    tell(slot.event, [(booking, details, slot)], "link", mark=secret[:8])
    return secret
