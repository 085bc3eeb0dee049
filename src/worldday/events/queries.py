"""Reads about events and bookings, each with a name."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from worldday.campaigns.models import Activity

from .links import opens
from .models import TAKING, Booking, BookingState, Event, EventState, Interest, Session, Slot

PUBLIC = (EventState.OPEN, EventState.MOVED_ONLINE, EventState.CLOSED)


def public_event(campaign: str, activity: str) -> QuerySet[Event]:
    """The event of a published activity, with everything its page shows, in six queries."""
    return event_to_book(campaign, activity).prefetch_related(
        "activity__roles__unit", "sites", Prefetch("sessions", Session.objects.select_related("site"))
    )


def event_to_book(campaign: str, activity: str) -> QuerySet[Event]:
    """The same event with what booking needs, in two queries."""
    rows: QuerySet[Event] = Event.objects.filter(
        activity__campaign__slug=campaign, activity__code=activity, state__in=PUBLIC
    )
    slots = Prefetch("slots", Slot.objects.select_related("site"))
    return rows.select_related("activity__campaign__owner").prefetch_related(slots)


def is_announced(activity: Activity) -> bool:
    """Whether an event of this activity has a public page, also beside a page of another kind: a ceremony of a release."""
    return bool(Event.objects.filter(activity=activity, state__in=PUBLIC).exists())


def slot_of(event: Event, slot: int) -> Slot | None:
    """A slot of an event that was fetched, the event with it; no query."""
    found = next((one for one in event.slots.all() if one.pk == slot), None)
    if found is not None:
        found.event = event
    return found


def slot_to_book(slot: int) -> Slot | None:
    """A slot with everything that booking it needs, in one query; the caller has made sure that its event is public."""
    rows = Slot.objects.select_related("event__activity__campaign__owner", "site")
    return rows.filter(pk=slot).first()


def booking_by_link(code: str, secret: str) -> Booking | None:
    """The booking that this link opens, with what its page shows."""
    rows = Booking.objects.select_related("slot__site", "event__activity__campaign__owner", "details")
    booking = rows.filter(code=code).first()
    return booking if booking is not None and opens(secret, booking.token) else None


def interest_by_link(code: str, secret: str) -> Interest | None:
    """What somebody left who had not booked, where this link opens it."""
    found = Interest.objects.select_related("event__activity__campaign__owner").filter(code=code).first()
    return found if found is not None and opens(secret, found.token) else None


def attendance(event: Event) -> QuerySet[Booking]:
    """Everybody who has places, in the order of sittings; for lists, pages and the phones at the doors."""
    rows = Booking.objects.filter(event=event, state__in=(*TAKING, BookingState.RELEASED))
    return rows.exclude(state=BookingState.HELD).select_related("slot", "details").order_by("slot__starts_at", "id")
