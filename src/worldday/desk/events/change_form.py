"""Changing a booking for somebody who called, under the rules of the booker's own change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from worldday.base import clock
from worldday.base.problems import Invalid
from worldday.events.actions.changing import NotOpen, Wanted
from worldday.events.at_door import slot_name
from worldday.events.models import Booking, BookingState, PartySort, Slot
from worldday.events.party import age_field, lines
from worldday.events.personal import ages_of, names_of
from worldday.people.age_words import AGE_WORDS
from worldday.people.ages import BANDS

MOST = 999


class ChangeForm(forms.Form):
    """Names only where the event asks for them; the guardians' consent only where it was not given yet."""

    slot = forms.TypedChoiceField(label=_("Sitting"), coerce=int)
    adults = forms.IntegerField(label=_("Adults"), min_value=0, max_value=MOST)
    minors = forms.IntegerField(label=_("Under 18"), min_value=0, max_value=MOST)
    names = forms.CharField(
        label=_("Names of the other adults, one per line"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    guardian = forms.BooleanField(label=_("They say that the guardians of everybody under 18 agree"), required=False)

    def __init__(self, data: Any = None, *, booking: Booking) -> None:
        said = {"slot": booking.slot_id, "adults": booking.adults, "minors": booking.minors}
        super().__init__(data, initial=said | {"names": "\n".join(names_of(booking))}, auto_id="change_%s")
        self.event = booking.event
        self.slots = {slot.pk: slot for slot in _slots(booking)}
        self.fields["slot"].choices = [(slot.pk, _said(slot, booking)) for slot in self.slots.values()]
        known = ages_of(booking)
        for band in BANDS if booking.event.ages else ():
            self.fields[age_field(band)] = forms.IntegerField(
                label=AGE_WORDS[band], min_value=0, max_value=MOST, required=False, initial=known.get(band)
            )
        if not booking.event.names or booking.sort == PartySort.GROUP:
            del self.fields["names"]
        details = getattr(booking, "details", None)
        if details and details.guardian:
            del self.fields["guardian"]

    def wanted(self) -> Wanted:
        """What the booking should become. Raises `Invalid`, `NotOpen`."""
        if not self.is_valid():
            raise Invalid({name: list(said) for name, said in self.errors.items()})
        given = self.cleaned_data
        names = lines(given["names"]) if "names" in given else None
        slot = self.slots.get(given["slot"])
        if slot is None:
            raise NotOpen
        ages = tuple((band, n) for band in BANDS if (n := given.get(age_field(band))))
        kept = ages if self.event.ages else None
        return Wanted(slot, given["adults"], given["minors"], names, bool(given.get("guardian")), kept)


def may_change(booking: Booking) -> bool:
    """Whether the page offers it; the verb decides."""
    return booking.state in (BookingState.BOOKED, BookingState.WAITING) and clock.now() < booking.slot.starts_at


def _slots(booking: Booking) -> Iterator[Slot]:
    """The booking's own, and those that have not begun; on the waiting list only its own."""
    yield booking.slot
    if booking.state == BookingState.BOOKED:
        rows = Slot.objects.filter(event=booking.event, cancelled=False, starts_at__gt=clock.now())
        yield from rows.exclude(pk=booking.slot_id).select_related("site").order_by("starts_at", "pk")


def _said(slot: Slot, booking: Booking) -> str:
    left = 0 if slot.waiting else slot.left
    words = ngettext("{n} place left", "{n} places left", left).format(n=left)
    own = _("as now") if slot.pk == booking.slot_id else ""
    return " · ".join(str(part) for part in (slot_name(slot), words, own) if part)
