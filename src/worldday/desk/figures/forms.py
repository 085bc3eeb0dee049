"""A number counted by hand: what, how many, how it was counted, where it is written down."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from worldday.desk.campaigns.forms import DayInput
from worldday.reports.models import ReportedFigure
from worldday.units.models import Unit

FIELDS = ("name", "value", "measure", "definition", "source", "counted_on")


class FigureForm(forms.Form):
    unit = forms.ChoiceField(label=_("For the unit"))
    name = forms.CharField(
        label=_("What was counted"), max_length=60, widget=forms.TextInput(attrs={"list": "counted"})
    )
    value = forms.DecimalField(
        label=_("Number"),
        min_value=0,
        max_digits=15,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
    )
    measure = forms.CharField(label=_("Unit of measure"), max_length=20, help_text=_("人次, 份, 家 …"))
    definition = forms.CharField(
        label=_("How it was counted"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("So that somebody else who counts the same way finds the same number."),
    )
    source = forms.CharField(
        label=_("Where it is written down"),
        max_length=200,
        help_text=_("The sign-in sheet, the page of the platform, the tally: what could be looked up."),
    )
    counted_on = forms.DateField(label=_("Counted on"), widget=DayInput)

    def __init__(self, data: Any = None, *, units: list[Unit], **more: Any) -> None:
        super().__init__(data, **more)
        self.units = {unit.code: unit for unit in units}
        self.fields["unit"].choices = [(unit.code, unit.name) for unit in units]  # type: ignore[attr-defined]
        if len(units) == 1:
            self.fields["unit"].widget = forms.HiddenInput()
            self.fields["unit"].initial = units[0].code

    def said(self) -> dict[str, Any]:
        return {field: self.cleaned_data[field] for field in FIELDS}


def of_figure(figure: ReportedFigure) -> dict[str, Any]:
    """What the form shows of a number that is to be corrected."""
    return {field: getattr(figure, field) for field in FIELDS} | {"unit": figure.unit.code}
