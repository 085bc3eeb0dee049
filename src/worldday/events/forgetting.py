"""Erasing who booked: at their own request at once, on schedule by policies/retention.toml, and what messages still hold of it."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from worldday.base import clock
from worldday.base.audit import Actor
from worldday.base.problems import Problem
from worldday.messages.models import Message, MessageState
from worldday.people import retention

from .actions.changing import cancel
from .actions.interest import forget_interest
from .actions.rows import event_of, record_booking
from .models import LIVE, Booking, BookingState, Details, Guest, Interest

AT_A_TIME = 500
KEEP = ("bookings", "interests")  # the rules of policies/retention.toml


@transaction.atomic
def forget(*, booking: Booking, by: Actor | None = None) -> Booking:
    """Whoever holds the link wants to be forgotten: the booking ends if it still lives, and nothing leads to a person."""
    if booking.state in LIVE and booking.state != BookingState.CAME:
        with suppress(Problem):  # let in at this moment: then it has come, and is forgotten all the same
            booking = cancel(booking=booking, by=by, told=False)
    record_booking("booking-forgotten", booking, event_of(booking.event_id), by)
    _empty([booking.pk])
    return booking


def part(numbers: Collection[int]) -> bool:
    """For people.erasure: part from these numbers of one person everywhere; always done at once."""
    for booking in Booking.objects.filter(booker__in=numbers):
        forget(booking=booking)
    for interest in Interest.objects.filter(contact__in=numbers):
        forget_interest(interest=interest)
    return True


def forget_due() -> int:
    """Messages about bookings go when the bookings' details do, long before other messages would. How many; run every day."""
    cutoffs = {name: clock.now() - timedelta(days=retention.days_of()[f"{name}_days"]) for name in KEEP}
    booked = Booking.objects.filter(slot__ends_at__lt=cutoffs["bookings"], details__person="")
    return _parted(booked) + _parted(Interest.objects.filter(over_at__lt=cutoffs["interests"], person=""))


def _parted(over: QuerySet[Any]) -> int:
    gone = 0
    last = 0
    while some := list(over.filter(pk__gt=last).order_by("pk").values_list("pk", "code")[:AT_A_TIME]):
        gone += Message.objects.filter(about__in=[code for _pk, code in some]).delete()[0]
        last = some[-1][0]
    return gone


def _empty(pks: Collection[int]) -> None:
    codes = list(Booking.objects.filter(pk__in=pks).values_list("code", flat=True))
    Message.objects.filter(about__in=codes).exclude(state=MessageState.SENDING).delete()
    Guest.objects.filter(booking__in=pks).delete()
    Details.objects.filter(pk__in=pks).update(person={}, care={}, photos=None)
    Booking.objects.filter(pk__in=pks).update(booker=None, token="")
