"""Changing one's own booking: another sitting, another number of people, and what then has to be said anew."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from worldday.base.problems import Invalid
from worldday.events import queries
from worldday.events.actions.changing import NotOpen, Wanted
from worldday.events.models import Booking, BookingState, PartySort
from worldday.events.opening import Standing
from worldday.events.party import age_field, lines
from worldday.events.personal import ages_of, names_of

from . import ages as age_fields
from .ages import AgeFields, left_out
from .form import MOST, OF_GROUP
from .found import Found


class ChangeForm(AgeFields):
    """Names only where the event asks for them; the guardians' consent only where it was not given yet."""

    slot = forms.TypedChoiceField(label=_("Sitting"), coerce=int)
    adults = forms.IntegerField(label=_("Adults"), min_value=0, max_value=MOST)
    minors = forms.IntegerField(label=_("Under 18"), min_value=0, max_value=MOST)
    names = forms.CharField(
        label=_("Names of the other adults, one per line"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    guardian = forms.BooleanField(
        label=_("I am the guardian of the children, or their guardian agrees."), required=False
    )

    def __init__(self, data: Any = None, *, booking: Booking, found: Found) -> None:
        said = {"slot": booking.slot_id, "adults": booking.adults, "minors": booking.minors}
        group = booking.sort == PartySort.GROUP
        self.group = group
        known = {age_field(band): n for band, n in ages_of(booking).items()}
        super().__init__(data, initial=said | known | {"names": "\n".join(names_of(booking))})
        self.fields["slot"].choices = _choices(booking, found)
        for name in ("adults", "minors", "guardian") if group else ():
            self.fields[name].label = OF_GROUP[name]
        if group or not found.event.names:
            del self.fields["names"]
        elif not booking.minors:  # a meeting rather than a visit
            self.fields["minors"].widget = forms.HiddenInput()
        for name in left_out(asked=found.event.ages, minors=not found.event.names or group):
            del self.fields[name]
        details = getattr(booking, "details", None)
        if (details and details.guardian) or (found.event.names and not group):
            del self.fields["guardian"]

    @property
    def numbers(self) -> list[Any]:
        return [self[name] for name in ("slot", "adults", "minors") if not self[name].is_hidden]

    def wanted(self, found: Found) -> Wanted:
        """What the booking should become. Raises `Invalid`, `NotOpen`."""
        if not self.is_valid():
            raise Invalid({name: list(said) for name, said in self.errors.items()})
        given = self.cleaned_data
        slot = queries.slot_of(found.event, given["slot"])
        if slot is None:
            raise NotOpen
        names = lines(given["names"]) if "names" in given else None
        ages = age_fields.said(given) if self.ages else None
        return Wanted(slot, given["adults"], given["minors"], names, bool(given.get("guardian")), ages)


def _choices(booking: Booking, found: Found) -> list[tuple[int, str]]:
    """The sittings with room, and one's own; on the waiting list only that."""
    own = booking.slot_id
    rows = [
        row
        for row in found.rows
        if row.slot.pk == own or (row.standing == Standing.OPEN and booking.state == BookingState.BOOKED)
    ]
    return [(row.slot.pk, f"{row.hours} · {row.words}") for row in rows]
