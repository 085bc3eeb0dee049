"""What people type about campaigns, activities and tasks; the verbs decide whether it can be kept."""

import re
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.urls import resolve
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from worldday.base.problems import Invalid, Problem
from worldday.campaigns import kinds
from worldday.campaigns.models import Activity, Campaign, TaskKind, UnitRole
from worldday.campaigns.moving import same_day_in
from worldday.units.models import Unit, UnitType
from worldday.units.queries import Directory

SPARE_ROWS = 3  # empty unit rows offered below those there are
PRECISIONS = (
    ("", "—"),
    ("day", _("to the day")),
    ("ten-day", _("a third of a month")),
    ("month", _("a month")),
    ("open", _("open")),
)


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=DayInput)


def long(label: Any, rows: int = 4) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": rows}))


class CampaignForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    name_en = forms.CharField(label=_("English name"), max_length=200, required=False)
    slug = forms.SlugField(
        label=_("Address"), max_length=60, help_text=_("Letters, digits and hyphens; it cannot change once published.")
    )
    ordinal = forms.IntegerField(label=_("Which one (ordinal)"), min_value=1, max_value=9999, required=False)
    starts_on = day(_("First day"))
    ends_on = day(_("Last day"))
    summary = long(_("About"))
    summary_en = long(_("About, in English"))
    hue = forms.IntegerField(
        label=_("Hue"),
        min_value=0,
        max_value=359,
        help_text=_("0–359 on the colour circle: 25 red, 150 green, 255 blue."),
    )

    def __init__(self, data: Any = None, *, campaign: Campaign) -> None:
        initial = {name: getattr(campaign, name) for name in self.base_fields}
        super().__init__(data, initial=initial)
        self.fields["slug"].disabled = campaign.published_at is not None

    def clean_slug(self) -> str:
        """Nobody could open a campaign whose address is another page's."""
        slug: str = self.cleaned_data["slug"]
        with translation.override(settings.LANGUAGE_CODE):  # whose addresses bear no language
            taken = resolve(f"/{slug}/").url_name != "theme"
        if taken:
            raise forms.ValidationError(
                _("Another page has this address; please choose another, for example with the year behind it.")
            )
        return slug


class ActivityForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    name_en = forms.CharField(label=_("English name"), max_length=300, required=False)
    seq = forms.CharField(label=_("No."), max_length=20, required=False)
    kind = forms.ChoiceField(label=_("Kind"))
    content = long(_("Content"))
    content_en = long(_("Content, in English"), 3)
    window_text = forms.CharField(label=_("Window, as printed"), max_length=100, required=False)
    window_start = day(_("From"))
    window_end = day(_("Until"))
    window_precision = forms.ChoiceField(label=_("Precision"), choices=PRECISIONS, required=False)
    units_text = forms.CharField(label=_("Units, as printed"), max_length=500, required=False)
    open_list = forms.BooleanField(label=_("and others (等)"), required=False)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    district = forms.CharField(label=_("District"), max_length=20, required=False)

    def __init__(self, data: Any = None, *, activity: Activity | None = None) -> None:
        initial = {name: getattr(activity, name) for name in self.base_fields} if activity else {}
        super().__init__(data, initial=initial)
        self.fields["kind"].choices = [(kind.slug, kind.label) for kind in kinds.all_kinds()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        return window_in_order(self, super().clean() or {})


def window_in_order(form: forms.Form, said: dict[str, Any]) -> dict[str, Any]:
    """`said` as it came; the form learns it when the window's last day lies before its first."""
    start, end = said.get("window_start"), said.get("window_end")
    if start and end and end < start:
        form.add_error("window_end", gettext("The last day lies before the first."))
    return said


class UnitRow(forms.Form):
    name = forms.CharField(
        label=_("Unit"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"list": "unit-names", "autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("Role"), choices=UnitRole.choices, initial=UnitRole.RESPONSIBLE, required=False)


class UnitRows(forms.BaseFormSet[UnitRow]):
    """Who runs an activity. A row whose name is emptied is taken away; a group phrase brings all its units."""

    def __init__(self, data: Any = None, *, owner: Unit, activity: Activity | None = None) -> None:
        self.owner = owner
        roles = activity.roles.all() if activity else []
        initial = [{"name": role.unit.name, "role": role.role} for role in roles]
        super().__init__(data, initial=initial, prefix="units")
        self.found: list[tuple[Unit, str]] = []

    def clean(self) -> None:
        directory = Directory(self.owner)
        for row in self.forms:
            name, role = row.cleaned_data.get("name", ""), row.cleaned_data.get("role") or UnitRole.RESPONSIBLE
            units = directory.expand(name) if name else []
            if name and not units:
                row.add_error(
                    "name",
                    gettext("No unit goes by this name. Choose one from the list, or enter it under “Units” first."),
                )
            self.found += [(unit, str(role)) for unit in units]
        if any(row.errors for row in self.forms):
            raise forms.ValidationError(gettext("Some units are not known; everything you typed is still here."))


UnitRowsForm: Any = forms.formset_factory(UnitRow, formset=UnitRows, extra=SPARE_ROWS)


class ActualForm(forms.Form):
    start = day(_("Really began"))
    end = day(_("Really ended"))


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=200)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="why_%s")  # stands beside other forms, as does the next


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class Lines(forms.CharField):
    """A list of texts, one a line."""

    def __init__(self, label: Any, rows: int = 4, **more: Any) -> None:
        super().__init__(label=label, required=False, widget=forms.Textarea(attrs={"rows": rows}), **more)

    def prepare_value(self, value: Any) -> str:
        return "\n".join(value) if isinstance(value, list) else value or ""

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        said = value if isinstance(value, list) else str(value or "").splitlines()
        return [line.strip() for line in said if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(initial) != self.to_python(data)


def points_field() -> Lines:
    return Lines(_("Points to cover, one a line"), help_text=_("The writer sees them as a checklist."))


class TaskForm(forms.Form):
    what = forms.ChoiceField(label=_("What is owed"), choices=TaskKind.choices)
    due = day(_("Due"))
    due_time = forms.TimeField(
        label=_("Until what hour"), required=False, widget=TimeInput, help_text=_("Empty: the whole day counts.")
    )
    due_text = forms.CharField(label=_("Due, as printed"), max_length=100, required=False)
    recipient = forms.CharField(label=_("Sent to"), max_length=120, required=False)
    max_chars = forms.IntegerField(label=_("Limit in characters"), min_value=1, max_value=1_000_000, required=False)
    points = points_field()
    note = forms.CharField(label=_("Note"), max_length=200, required=False)


class ExtendForm(forms.Form):
    due = forms.DateField(label=_("New due day"), widget=DayInput)
    reason = forms.CharField(label=_("Why"), max_length=200)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="extend_%s")


_LISTED = re.compile(r"[、，,；;\n]")


class NewTaskForm(TaskForm):
    """The same task for one unit, several, each unit of a group, or every unit of a type."""

    who = forms.CharField(
        label=_("Who owes it"),
        max_length=500,
        required=False,
        help_text=_("A unit, a phrase such as 各区市场监管局, or several with commas between them."),
        widget=forms.TextInput(attrs={"list": "unit-names", "autocomplete": "off"}),
    )
    types = forms.MultipleChoiceField(
        label=_("and every unit of these types"), required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("who", "types")

    def __init__(self, data: Any = None, *, owner: Unit, known: list[Unit]) -> None:
        """`known`: the authority's units; closed ones and the one that asks owe nothing."""
        super().__init__(data)
        self.owner, self.known = owner, [unit for unit in known if unit.closed_on is None and unit != owner]
        there = {unit.type for unit in self.known}
        self.fields["types"].choices = [(value, label) for value, label in UnitType.choices if value in there]  # type: ignore[attr-defined]

    def clean_who(self) -> list[Unit]:
        said, directory = self.cleaned_data["who"], Directory(self.owner)
        parts = [said] if directory.expand(said) else [part.strip() for part in _LISTED.split(said) if part.strip()]
        found = {part: [unit for unit in directory.expand(part) if unit.closed_on is None] for part in parts}
        if strangers := [part for part, units in found.items() if not units]:
            said = gettext("No unit goes by “{name}”. Choose one from the list, or enter it under “Units” first.")
            raise forms.ValidationError(said.format(name="”、“".join(strangers)))
        return list(dict.fromkeys(unit for units in found.values() for unit in units))

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        types = said.pop("types", [])
        if "who" in said:
            said["who"] = list(dict.fromkeys([*said["who"], *(unit for unit in self.known if unit.type in types)]))
            if not said["who"]:
                self.add_error("who", gettext("Name a unit, or tick a type of units."))
        return said


class NextYearForm(forms.Form):
    """A campaign to be made from a past one; proposed: the same name, the next year, the same day of the year."""

    name = forms.CharField(label=_("Name"), max_length=120)
    theme = forms.CharField(
        label=_("Theme"), max_length=200, required=False, help_text=_("May stay empty until it is announced.")
    )
    first_day = forms.DateField(label=_("First day"), widget=DayInput, help_text=_("All other days follow it."))

    def __init__(self, data: Any = None, *, past: Campaign, today: date) -> None:
        year = max(past.year + 1, today.year)
        proposed = same_day_in(past.starts_on, year) if past.starts_on else None
        super().__init__(data, initial={"name": past.name, "first_day": proposed})
        self.proposed = proposed

    @property
    def chosen_day(self) -> date | None:
        """The day as typed, or the one proposed; None when what was typed is no day."""
        if not self.is_bound:
            return self.proposed
        self.is_valid()
        found: date | None = self.cleaned_data.get("first_day")
        return found


def show(form: forms.Form, problem: Problem) -> None:
    """Put what a verb refused beside the field it speaks of, or on top."""
    errors = problem.errors if isinstance(problem, Invalid) else {}
    for name, messages in errors.items():
        form.add_error(name if name in form.fields else None, messages)
    if not errors:
        form.add_error(None, str(problem))


def changed(form: forms.Form) -> dict[str, Any]:
    """Cleaned values of the fields a person touched."""
    return {name: form.cleaned_data[name] for name in form.changed_data}
