"""What people type about registries; the verbs decide whether it can be kept."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from worldday.campaigns.models import Activity
from worldday.desk.campaigns.forms import DayInput, day, long
from worldday.desk.draws.forms import at
from worldday.registry.actions.batches import WORDS
from worldday.registry.actions.public import Why
from worldday.registry.columns import CORE_LABELS, Column
from worldday.registry.models import Batch, Licence, Record, Registry
from worldday.registry.rows import entry_of
from worldday.registry.schema import LONGEST, SORTS, Entry, Field, day_of, fields_of
from worldday.units.models import Unit

SPARE = 3  # empty rows offered below the fields there are
CHOICES_HELP = _("One choice on each line. Its English may follow after a bar: 国家标准 | National standard")
_LAST_BAR = re.compile(r"(.*)[|｜](.*)")  # what stands before the last bar is the choice


class RegistryForm(forms.ModelForm):
    """What a registry says of itself; its fields have a form each."""

    class Meta:
        model = Registry
        fields = (
            *("name", "name_en", "about", "about_en", "name_label", "name_label_en", "number_label", "number_label_en"),
            *("number_needed", "number_pattern", "licence", "source", "source_en", "sample", "about_people", "slug"),
        )

    licence = forms.ChoiceField(label=_("What others may do with the data"), choices=Licence.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("about", "about_en"):
            self.fields[name].widget = forms.Textarea(attrs={"rows": 2})
        self.fields["slug"].required = False
        self.fields["slug"].help_text = _(
            "Part of every record's address; printed codes with the former one lead to the new one."
        )
        self.fields["about_people"].help_text = _(
            "Whoever is named can have a record emptied; what has not been valid for two years is emptied by itself."
        )
        self.fields["number_pattern"].help_text = _("A regular expression; empty if numbers may look like anything.")

    def validate_unique(self) -> None:
        """The verb says what is taken; here nobody has yet said whose registry it is."""

    def validate_constraints(self) -> None:
        """Likewise."""


class FieldForm(forms.Form):
    """One thing each record says. A row whose key is emptied goes."""

    key = forms.CharField(label=_("Name for machines"), max_length=30, required=False)
    label = forms.CharField(label=_("Label"), max_length=30, required=False)
    label_en = forms.CharField(label=_("Label, in English"), max_length=60, required=False)
    sort = forms.ChoiceField(label=_("Kind of answer"), choices=list(SORTS.items()))
    needed = forms.BooleanField(label=_("needed"), required=False)
    public = forms.BooleanField(label=_("public"), required=False, initial=True)
    searched = forms.BooleanField(label=_("searched"), required=False)
    filtered = forms.BooleanField(label=_("filter"), required=False)
    pattern = forms.CharField(label=_("Pattern"), max_length=200, required=False)
    choices = forms.CharField(
        label=_("Choices"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=CHOICES_HELP,
    )

    def clean_choices(self) -> dict[str, str]:
        """Choice → English; nothing is cut off unseen."""
        said = {
            choice: english
            for line in self.cleaned_data["choices"].splitlines()
            for choice, english in [_split(line)]
            if choice
        }
        for text in (*said, *said.values()):
            if len(text) > LONGEST["choice"]:
                raise forms.ValidationError(
                    gettext("“{label}” is longer than {n} characters.").format(label=text, n=LONGEST["choice"])
                )
        return said

    def field(self) -> Field | None:
        said = dict(self.cleaned_data)
        if not said.get("key"):
            return None
        choices = said.pop("choices")
        return Field(**said, choices=tuple(choices), choices_en={one: text for one, text in choices.items() if text})


def _split(line: str) -> tuple[str, str]:
    found = _LAST_BAR.fullmatch(line)
    return (found[1].strip(), found[2].strip()) if found else (line.strip(), "")


def _line(choice: str, english: str) -> str:
    """As `_split` reads it back: a choice that holds a bar itself is followed by one."""
    return f"{choice} | {english}".rstrip() if english or _LAST_BAR.fullmatch(choice) else choice


def field_rows(data: Any, registry: Registry | None) -> Any:
    """A form for each field, and a few empty ones."""
    rows = forms.formset_factory(FieldForm, extra=SPARE, max_num=40, absolute_max=60)
    known = [vars(one) | {"choices": _text_of(one)} for one in fields_of(registry)] if registry else []
    return rows(data, initial=known, prefix="fields")


def _text_of(one: Field) -> str:
    return "\n".join(_line(*pair) for pair in one.labelled)


class EntryForm(forms.Form):
    """A record as its registry asks for it."""

    def __init__(self, data: Any = None, *, registry: Registry, record: Record | None = None) -> None:
        entry = entry_of(record) if record else None
        super().__init__(data, initial=_initial(entry) if entry else None)
        self.asked = fields_of(registry)
        self.fields["name"] = forms.CharField(label=registry.name_label, max_length=300)
        self.fields["number"] = forms.CharField(
            label=registry.number_label, max_length=100, required=registry.number_needed
        )
        for one in self.asked:
            self.fields[f"v_{one.key}"] = _form_field(one)
        self.fields["valid_from"], self.fields["valid_until"] = day(_("Valid from")), day(_("Valid until"))
        self.fields["source"] = forms.CharField(label=CORE_LABELS["source"], max_length=300, required=False)
        self.fields["source_url"] = forms.CharField(label=CORE_LABELS["source_url"], max_length=500, required=False)

    def entry(self) -> Entry:
        said = self.cleaned_data
        values = {one.key: _text(said.get(f"v_{one.key}")) for one in self.asked}
        core = {name: said[name] for name in ("name", "number", "valid_from", "valid_until", "source", "source_url")}
        return Entry(**core, values=values)


def _initial(entry: Entry) -> dict[str, Any]:
    return vars(entry) | {f"v_{key}": day_of(value) or value for key, value in entry.values.items()}


def _form_field(one: Field) -> forms.Field:
    """The widget for a field; what is not public says so."""
    told = {"label": one.label, "required": one.needed, "help_text": "" if one.public else _("For staff only.")}
    if one.sort == "day":
        return forms.DateField(widget=DayInput, **told)
    if one.sort == "choice":
        return forms.ChoiceField(choices=[("", "—"), *((choice, choice) for choice in one.choices)], **told)
    if one.sort == "long":
        return forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), **told)
    return forms.CharField(max_length=500, **told)


def _text(value: Any) -> str:
    return "" if value is None else value.isoformat() if hasattr(value, "isoformat") else str(value)


class BatchForm(forms.Form):
    """What is being brought together, by whom, for which activity."""

    name = forms.CharField(label=_("Name of the batch"), max_length=120)
    name_en = forms.CharField(label=_("Name of the batch, in English"), max_length=200, required=False)
    note = long(_("What is released (public with it)"), 3)
    note_en = long(_("The same in English"), 3)
    activity = forms.ChoiceField(label=_("Activity"), required=False)
    unit = forms.ChoiceField(label=_("Prepared by"), required=False)

    def __init__(
        self, data: Any = None, *, batch: Batch | None = None, activities: list[Activity], units: list[Unit]
    ) -> None:
        super().__init__(data, initial=_known(batch) if batch else {})
        self.activities, self.units = {one.code: one for one in activities}, {one.code: one for one in units}
        named = [(one.code, f"{one.name} · {one.campaign.name} {one.campaign.year}") for one in activities]
        self.fields["activity"].choices = [("", "—"), *named]  # type: ignore[attr-defined]
        self.fields["unit"].choices = [(one.code, one.name) for one in units]  # type: ignore[attr-defined]
        if batch or len(units) < 2:
            del self.fields["unit"]

    def words(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in WORDS}


def _known(batch: Batch) -> dict[str, str]:
    return {name: getattr(batch, name) for name in WORDS} | {"activity": getattr(batch.activity, "code", "")}


class MomentForm(forms.Form):
    """When it becomes public by itself; empty: when somebody presses the button."""

    release_at = at(_("Moment of release"))
    announced = forms.BooleanField(label=_("Say the moment in public beforehand, with a countdown"), required=False)

    def __init__(self, data: Any = None, *, batch: Batch) -> None:
        moment = localtime(batch.release_at) if batch.release_at else None
        super().__init__(data, initial={"release_at": moment, "announced": batch.announced})


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("What is to be put right"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class WhyForm(forms.Form):
    """Why a public record changes. All of it stands in the public history."""

    reason = forms.CharField(label=_("Reason, in public"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    since = day(_("Since"))
    why_source = forms.CharField(label=_("Source of this"), max_length=300, required=False)
    why_url = forms.CharField(label=_("Its web address"), max_length=500, required=False)

    def why(self) -> Why:
        said = self.cleaned_data
        return Why(said["reason"], said["since"], said["why_source"], said["why_url"])


class SheetForm(forms.Form):
    file = forms.FileField(label=_("Spreadsheet (.xlsx)"), widget=forms.FileInput(attrs={"accept": ".xlsx"}))


class MappingForm(forms.Form):
    """For each thing a record says, the column that holds it; the verb says which are needed."""

    def __init__(
        self, data: Any = None, *, columns: list[Column], headings: list[str], mapping: dict[str, int]
    ) -> None:
        super().__init__(data, initial={key: str(at) for key, at in mapping.items()})
        offered = [("", "—")] + [(str(n), f"{_letter(n)} · {text}"[:60]) for n, text in enumerate(headings) if text]
        for column in columns:
            self.fields[column.key] = forms.ChoiceField(label=column.label, choices=offered, required=False)

    def mapping(self) -> dict[str, int]:
        return {key: int(value) for key, value in self.cleaned_data.items() if value}


def _letter(at: int) -> str:
    """0 → A, 26 → AA, as spreadsheets name columns."""
    return chr(65 + at) if at < 26 else _letter(at // 26 - 1) + chr(65 + at % 26)
