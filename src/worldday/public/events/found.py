"""Which event an address means, how it stands now, and what every page about it shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from worldday.base import clock
from worldday.campaigns.models import Activity, Campaign
from worldday.events import queries, when
from worldday.events.models import Event, Slot
from worldday.events.opening import Standing, of_event, of_slot
from worldday.people import consent
from worldday.ui import dates
from worldday.ui.languages import either

BOOKABLE = (Standing.OPEN, Standing.FULL)
MOST_ROWS = 40  # sittings on one page; beyond that one chooses the day first
HOLDING = ("lead", "host", "organise", "responsible")


@dataclass(frozen=True)
class Row:
    """A sitting as the page shows it."""

    slot: Slot
    standing: Standing
    language: str

    @property
    def day(self) -> date:
        return localtime(self.slot.starts_at).date()

    @property
    def hours(self) -> str:
        return when.span(self.slot.starts_at, self.slot.ends_at, self.language)

    @property
    def may_book(self) -> bool:
        return self.standing in BOOKABLE

    @property
    def words(self) -> str:
        """How many places are left, or why one cannot book."""
        left = self.slot.left
        said = {
            Standing.OPEN: ngettext("%(n)s place left", "%(n)s places left", left) % {"n": left},
            Standing.FULL: _("Full; the waiting list is open")
            if not left
            else _("What is left goes to the waiting list"),
            Standing.BEFORE: ngettext("%(n)s place", "%(n)s places", self.slot.places) % {"n": self.slot.places},
            Standing.CLOSED: _("Booking is over"),
            Standing.CANCELLED: _("Does not take place"),
            Standing.OVER: _("Over"),
        }
        return said.get(self.standing, "")


@dataclass(frozen=True)
class Found:
    """An event as a citizen meets it."""

    event: Event
    now: datetime

    @property
    def activity(self) -> Activity:
        activity: Activity = self.event.activity
        return activity

    @property
    def campaign(self) -> Campaign:
        campaign: Campaign = self.activity.campaign
        return campaign

    @property
    def language(self) -> str:
        return "zh" if dates.chinese() else "en"

    @cached_property
    def rows(self) -> list[Row]:
        """Every sitting, in the order of their beginnings."""
        return [Row(one, of_slot(one, self.event, self.now), self.language) for one in self.event.slots.all()]

    @cached_property
    def standing(self) -> Standing:
        return of_event(self.event, [row.slot for row in self.rows], self.now)

    @property
    def bookable(self) -> list[Row]:
        return [row for row in self.rows if row.may_book]

    @cached_property
    def days(self) -> list[date]:
        return sorted({row.day for row in self.rows})

    def text(self, name: str) -> str:
        """A text of the event in the reader's language; Chinese where there is no other."""
        return either(getattr(self.event, name), getattr(self.event, f"{name}_en"))

    @property
    def organiser(self) -> str:
        """Who is responsible for the data."""
        roles = [role.unit.name for role in self.activity.roles.all() if role.role in HOLDING]
        return "、".join(roles) or self.campaign.owner.name

    @property
    def contact(self) -> str:
        """Whom to ask: the event's own point, else the units'."""
        if self.event.contact:
            return self.text("contact")
        units = [role.unit for role in self.activity.roles.all() if role.role in HOLDING]
        told = [unit.contact for unit in (*units, self.campaign.owner) if unit.contact]
        return next(iter(told), self.organiser)

    @property
    def notice(self) -> consent.Notice:
        return self.notice_of("booking")

    def notice_of(self, purpose: str) -> consent.Notice:
        return consent.notice(purpose, self.language, organiser=self.organiser, contact=self.contact)


def find(campaign: str, activity: str) -> Found:
    """404 unless the event has been announced."""
    return _found(queries.public_event(campaign, activity))


def find_to_book(campaign: str, activity: str) -> Found:
    """The same in fewer queries, for the form: at the opening moment many send it at once."""
    return _found(queries.event_to_book(campaign, activity))


def _found(rows: QuerySet[Event]) -> Found:
    event = get_object_or_404(rows)
    for slot in event.slots.all():
        slot.event = event
    return Found(event, clock.now())


def shown_rows(found: Found, day: str) -> tuple[list[Row], date | None]:
    """The sittings of this page and the day they are of; None = all of them fit on one. Raises 404 for a day without any."""
    if len(found.rows) <= MOST_ROWS:
        return found.rows, None
    wanted = next((one for one in found.days if one.isoformat() == day), None)
    if day and wanted is None:
        raise Http404
    open_ones = [row.day for row in found.bookable] or [row.day for row in found.rows if row.standing != Standing.OVER]
    chosen = wanted or next(iter(open_ones), found.days[-1])
    return [row for row in found.rows if row.day == chosen], chosen


def context(found: Found, **more: Any) -> dict[str, Any]:
    """What every page about an event needs."""
    return {
        "found": found,
        "event": found.event,
        "activity": found.activity,
        "campaign": found.campaign,
        "standing": found.standing.value,
    } | more
