"""What people type about an event; the verbs decide whether it can be kept. Fields and their names are the models' own."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from worldday.desk.campaigns.forms import DayInput
from worldday.desk.draws.forms import Moment
from worldday.events.actions.agenda import SESSION, SITE
from worldday.events.models import Event, Session, Site, Slot
from worldday.events.series import BadSeries, read_hours

TEXTS = (
    *("admission", "announcement", "announcement_en", "about", "about_en", "contact", "contact_en", "bring"),
    *("bring_en", "safety", "safety_en", "access", "access_en", "briefing", "briefing_en"),
)
RULES = (
    *("opens_at", "closes_at", "largest_party", "largest_group", "pupils_per_adult", "bookings_each"),
    *(
        "meal",
        "photos",
        "names",
        "ages",
        "phone_code",
        "hold_minutes",
        "offer_hours",
        "remind_hours",
        "release_minutes",
    ),
)
CONDITIONS = ("conditional", "online_url", "online_text", "online_text_en")
LABELS = {
    "site": _("Where"),
    "slot": _("Sitting"),
    "places": _("Places"),
    "about": _("About this item"),
    "about_en": _("About this item, in English"),
}
SLOT = ("site", "name", "name_en", "starts_at", "ends_at", "places")
WEEKDAYS = (
    *((0, _("Monday")), (1, _("Tuesday")), (2, _("Wednesday")), (3, _("Thursday"))),
    *((4, _("Friday")), (5, _("Saturday")), (6, _("Sunday"))),
)


def _field(field: models.Field[Any, Any], **more: Any) -> forms.Field | None:
    """As the model has it; moments and longer texts with a widget that suits them."""
    if isinstance(field, models.DateTimeField):
        return field.formfield(widget=Moment(), **more)
    if isinstance(field, models.TextField):
        return field.formfield(widget=forms.Textarea(attrs={"rows": 3}), **more)
    if isinstance(field, models.URLField):
        return field.formfield(assume_scheme="https", **more)
    return field.formfield(**more)


class OfRow(forms.Form):
    """A form over some fields of a row; `row` may be one that is not there yet."""

    model: type[models.Model]
    fields_shown: tuple[str, ...]

    def __init__(self, data: Any = None, *, row: models.Model | None = None, **more: Any) -> None:
        initial = {name: getattr(row, name) for name in self.fields_shown} if row is not None and row.pk else {}
        super().__init__(data, initial=initial, **more)
        made = forms.fields_for_model(self.model, fields=self.fields_shown, formfield_callback=_field)
        self.fields.update(made)


class TextsForm(OfRow):
    model, fields_shown = Event, TEXTS


class RulesForm(OfRow):
    model, fields_shown = Event, RULES


class ConditionsForm(OfRow):
    model, fields_shown = Event, CONDITIONS


class SiteForm(OfRow):
    model, fields_shown = Site, tuple(name for name in SITE if name != "position")


class AtSite(OfRow):
    """The sites and sittings to choose from are the event's own."""

    def __init__(self, data: Any = None, *, event: Event, **more: Any) -> None:
        super().__init__(data, **more)
        for name, rows in (("site", event.sites.all()), ("slot", event.slots.select_related("site"))):
            if name in self.fields:
                self.fields[name].queryset = rows  # type: ignore[attr-defined]
        for name in LABELS.keys() & self.fields.keys():
            self.fields[name].label = LABELS[name]


class SlotForm(AtSite):
    model, fields_shown = Slot, SLOT


class SessionForm(AtSite):
    model, fields_shown = Session, tuple(name for name in SESSION if name != "position")


class ReasonForm(forms.Form):
    """Why; everybody who booked will read it."""

    reason = forms.CharField(max_length=300)
    reason_en = forms.CharField(max_length=400, required=False)

    @property
    def said(self) -> str:
        """Nothing when there is none that can be kept."""
        return self.cleaned_data["reason"] if self.is_valid() else ""

    @property
    def said_en(self) -> str:
        return self.cleaned_data["reason_en"] if self.is_valid() else ""


class SeriesForm(forms.Form):
    """Which days, which hours."""

    first = forms.DateField(label=_("First day"), widget=DayInput)
    last = forms.DateField(label=_("Last day"), widget=DayInput)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Days of the week"),
        choices=WEEKDAYS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: every day."),
    )
    skip = forms.CharField(
        label=_("Days left out"), required=False, help_text=_("For example 2020-10-01, 2020-10-02."), max_length=2000
    )
    hours = forms.CharField(
        label=_("Hours"), widget=forms.Textarea(attrs={"rows": 3}), help_text=_("One a line: 9:30-10:30")
    )
    places = forms.IntegerField(label=_("Places in each"), min_value=1, max_value=100_000)
    site = forms.ModelChoiceField(label=_("Where"), queryset=Site.objects.none(), required=False)

    def __init__(self, data: Any = None, *, event: Event) -> None:
        super().__init__(data)
        self.fields["site"].queryset = event.sites.all()  # type: ignore[attr-defined]

    def clean_hours(self) -> Any:
        try:
            return read_hours(self.cleaned_data["hours"])
        except BadSeries as bad:
            sentence = _("“%(line)s” is not read as hours; write for example 9:30-10:30.")
            raise forms.ValidationError(sentence, params={"line": bad.at[:40]}) from None

    def clean_skip(self) -> list[date]:
        words = self.cleaned_data["skip"].replace("，", ",").replace("、", ",").replace("\n", ",").split(",")
        try:
            return [date.fromisoformat(word.strip()) for word in words if word.strip()]
        except ValueError:
            raise forms.ValidationError(_("Write days as 2020-10-01, with commas between them.")) from None
