from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from worldday.base.problems import Invalid
from worldday.units.actions.units import FIELDS
from worldday.units.models import Unit, UnitType


class UnitForm(forms.Form):
    """The facts of a unit; which values are possible, the verb knows and says."""

    name = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("The full official name. A former name stays findable.")
    )
    short_name = forms.CharField(label=_("Short name"), max_length=40, required=False)
    name_en = forms.CharField(label=_("English name"), max_length=200, required=False)
    type = forms.ChoiceField(label=_("Type of unit"), choices=UnitType.choices)
    district = forms.CharField(
        label=_("District"), max_length=20, required=False, help_text=_("Empty: the whole city, or outside it.")
    )
    contact = forms.CharField(
        label=_("Public contact point"),
        max_length=200,
        required=False,
        help_text=_("An office, its phone or mailbox. It is published, so no person's own number."),
    )
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")

    @classmethod
    def of(cls, unit: Unit, data: Any = None) -> "UnitForm":
        return cls(data, initial={field: getattr(unit, field) for field in FIELDS})

    def show(self, problem: Invalid) -> None:
        """Put what a verb refused beside the fields it is about."""
        for field, sentences in problem.errors.items():
            self.add_error(field if field in self.fields else None, sentences)


class NewUnitForm(UnitForm):
    parent = forms.ModelChoiceField(
        label=_("Parent unit"), queryset=Unit.objects.none(), to_field_name="code", empty_label=_("Please choose")
    )
    field_order = ["parent", "name"]

    def __init__(self, *args: Any, parents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = parents


class CloseForm(forms.Form):
    on = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}))
    merged_into = forms.ModelChoiceField(
        label=_("Merged into"),
        queryset=Unit.objects.none(),
        to_field_name="code",
        required=False,
        empty_label=_("Nobody"),
        help_text=_("The successor takes over the names and the open tasks. Empty: nobody does."),
    )

    def __init__(self, *args: Any, successors: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["merged_into"].queryset = successors


class MoveForm(forms.Form):
    to = forms.ModelChoiceField(
        label=_("New parent unit"),
        queryset=Unit.objects.none(),
        to_field_name="code",
        empty_label=_("Please choose"),
        help_text=_(
            "Everything below moves along. Staff of the new parent see it from then on, staff of the old no longer."
        ),
    )

    def __init__(self, *args: Any, parents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = parents


class GroupForm(forms.Form):
    """Which units a collective phrase stands for; units are written by name, one a line, as people have them in lists."""

    name = forms.CharField(label=_("Name"), max_length=120)
    phrases = forms.CharField(
        label=_("Phrases"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("One a line, as notices write them."),
    )
    members = forms.CharField(
        label=_("Members"),
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("One unit a line, by any of its names."),
    )
