"""What people type about campaigns, activities and tasks; the verbs decide whether it can be kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from worldday.base.problems import Invalid, Problem
from worldday.campaigns import kinds
from worldday.campaigns.models import Activity, Campaign, TaskKind, UnitRole
from worldday.units.models import Unit
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
        said: dict[str, Any] = super().clean() or {}
        start, end = said.get("window_start"), said.get("window_end")
        if start and end and end < start:
            self.add_error("window_end", gettext("The last day lies before the first."))
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


class TaskForm(forms.Form):
    what = forms.ChoiceField(label=_("What is owed"), choices=TaskKind.choices)
    due = day(_("Due"))
    due_text = forms.CharField(label=_("Due, as printed"), max_length=100, required=False)
    recipient = forms.CharField(label=_("Sent to"), max_length=120, required=False)
    max_chars = forms.IntegerField(label=_("Limit in characters"), min_value=1, max_value=1_000_000, required=False)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)


class NewTaskForm(TaskForm):
    """The same task for one unit or for each unit of a group."""

    who = forms.CharField(
        label=_("Who owes it"),
        max_length=200,
        widget=forms.TextInput(attrs={"list": "unit-names", "autocomplete": "off"}),
    )
    field_order = ("who",)

    def __init__(self, data: Any = None, *, owner: Unit) -> None:
        super().__init__(data)
        self.owner = owner

    def clean_who(self) -> list[Unit]:
        units = [unit for unit in Directory(self.owner).expand(self.cleaned_data["who"]) if unit.closed_on is None]
        if units:
            return units
        raise forms.ValidationError(
            gettext("No unit goes by this name. Choose one from the list, or enter it under “Units” first.")
        )


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
