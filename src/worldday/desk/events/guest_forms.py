"""Guests put on the list from the desk: one by a form, many by a list of the unit's own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from worldday.base import clock
from worldday.events.at_door import slot_name
from worldday.events.models import Event, Slot
from worldday.events.party import Party, lines


class _Sitting(forms.Form):
    """Sittings that are still to come, the next one first."""

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Slot.objects.filter(event=event, cancelled=False, ends_at__gt=clock.now()).select_related("site")
        field = forms.ModelChoiceField(rows, label=_("Sitting"), empty_label=None)
        field.label_from_instance = slot_name  # type: ignore[method-assign, assignment]
        self.fields = {"slot": field, **self.fields}


class GuestForm(_Sitting):
    name = forms.CharField(label=_("Full name"), max_length=40)
    organisation = forms.CharField(label=_("School or organisation"), max_length=100, required=False)
    phone = forms.CharField(
        label=_("Mobile phone"),
        max_length=30,
        required=False,
        help_text=_(
            "With a phone or an e-mail the guest is sent a QR code; without, the name stands on the list at the door."
        ),
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    adults = forms.IntegerField(label=_("Adults"), min_value=0, max_value=500, initial=1)
    minors = forms.IntegerField(label=_("Under 18"), min_value=0, max_value=500, initial=0, required=False)
    names = forms.CharField(
        label=_("Names of the other adults, one per line"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    guardian = forms.BooleanField(label=_("The guardians of those under 18 have agreed"), required=False)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, event=event, **kwargs)
        if not event.names:
            del self.fields["names"]

    def party(self) -> Party:
        """Whom the form means."""
        said = dict(self.cleaned_data)
        said.pop("slot")
        said |= {"minors": said["minors"] or 0, "names": lines(said.get("names", ""))}
        return Party(**said)


class GuestListForm(_Sitting):
    """It stands beside the other one."""

    file = forms.FileField(
        label=_("List (.xlsx)"),
        help_text=_("One guest a row, headings such as name, unit, mobile phone, e-mail; at most 500 rows."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def __init__(self, *args: Any, event: Event) -> None:
        super().__init__(*args, event=event, auto_id="list_%s")
