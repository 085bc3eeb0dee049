"""Proof of having taken part, for whoever was checked in by name."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from worldday.base import longwork, scope
from worldday.base.audit import Actor
from worldday.base.problems import Problem
from worldday.certificates.actions.issuing import award_many
from worldday.certificates.holder import Award, Holder
from worldday.certificates.models import Design
from worldday.certificates.wording import places_of
from worldday.events.models import Arrival, Event

from .rows import event_of, record

WORK = "event-certificates"
AT_ONCE = 200  # parties for which the press waits; more of them the worker serves


def certify(*, event: Event, design: Design, by: Actor) -> int:
    """Issue a certificate to everybody who came and whose name is known; how many are new. Pressing twice doubles nothing.

    Of a party that came with fewer than it booked only who booked it is known to have come. Pupils are never named.
    """
    event = event_of(event.pk)
    if not Arrival.objects.filter(booking__event=event).exists():
        raise Problem(_("Nobody has been checked in, so there is nothing to confirm. Nothing was issued."))
    made = award_many(design=design, rows=_awards(event, design), by=by)
    record("event-certificates-issued", event, by, after={"issued": made, "design": design.code})
    return made


def certify_when_long(*, event: Event, design: Design, by: Actor) -> int | None:
    """The same; None when so many came that the worker does it."""
    if Arrival.objects.filter(booking__event=event).count() <= AT_ONCE:
        return certify(event=event, design=design, by=by)
    longwork.ask(name=WORK, target=f"{event.code}:{design.code}", by=by)
    return None


def certify_in_background(target: str, by: Actor) -> str:
    """The work `WORK`; `target` names event and design."""
    event, design = target.split(":")
    with scope.everything("asked for through the permission"):
        found = Event.objects.get(code=event), Design.objects.get(code=design)
    made = certify(event=found[0], design=found[1], by=by)
    return str(_("{made} certificates were issued.")).format(made=made)


def _awards(event: Event, design: Design) -> Iterator[Award]:
    rows = Arrival.objects.filter(booking__event=event).select_related("booking__details", "booking__slot")
    for arrival in rows.prefetch_related("booking__guests").order_by("pk"):
        booking = arrival.booking
        person = booking.details.person if hasattr(booking, "details") else {}
        names = [person.get("name", "")]
        if arrival.persons >= booking.size:
            names += [guest.person.get("name", "") for guest in booking.guests.all()]
        at = localtime(booking.slot.starts_at)
        said = _said(event, f"{at.year}年{at.month}月{at.day}日", design)
        unit = str(person.get("organisation", ""))
        for n, name in enumerate(names):
            if name:
                reached = {way: str(person.get(way, "")) for way in ("email", "phone")} if n == 0 else {}
                yield Award(Holder(name, unit=unit, **reached), f"event:{booking.code}:{n}", said, at.date())


def _said(event: Event, day: str, design: Design) -> dict[str, str]:
    """What the design asks for, in either language's labels; the activity in any case."""
    activity = event.activity
    known = {"活动": activity.name, "event": activity.name_en or activity.name, "日期": day, "date": day}
    asked = {label: known[label] for label in places_of(design.words) if label in known}
    return asked if {"活动", "event"} & asked.keys() else {"活动": activity.name} | asked
