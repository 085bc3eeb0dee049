"""What people type about certificates; the verbs decide whether it can be kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from worldday.certificates.actions.designs import LONGEST
from worldday.certificates.checking import FIELDS
from worldday.certificates.models import Certificate, Design, Sort
from worldday.certificates.wording import WORDS
from worldday.desk.campaigns.forms import DayInput

LAYOUTS = (
    ("plain", _("lying, framed")),
    ("band", _("lying, with a band of colour")),
    ("upright", _("standing")),
)
LABELS = {
    "title": _("Title"),
    "title_en": _("Title, in English"),
    "body": _("Wording"),
    "body_en": _("Words, in English"),
    "note": _("Note"),
    "note_en": _("Note, in English"),
    "issuer": _("Signed by"),
    "issuer_en": _("Signed by, in English"),
}
LONG = ("body", "body_en", "note", "note_en")
HELPS = {
    "body": _(
        "Places in braces are filled for each person: {name}, {unit}, {issued}, {until}, and any column of your roster, such as {课程}."
    ),
    "issuer": _("Leave empty for the name of the issuing unit."),
}


class DesignForm(forms.Form):
    name = forms.CharField(label=_("Name, for your own list"), max_length=120)
    owner = forms.ChoiceField(label=_("Issuing unit"))
    sort = forms.ChoiceField(label=_("Sort"), choices=Sort.choices)
    campaign = forms.ChoiceField(
        label=_("Campaign"), required=False, help_text=_("Its colours and its pattern stand on the certificate.")
    )
    template = forms.ChoiceField(label=_("Layout"), choices=LAYOUTS)
    valid_months = forms.IntegerField(
        label=_("Valid for, in months"), required=False, min_value=1, max_value=240, help_text=_("Empty: for good.")
    )
    active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, data: Any = None, *, units: Any, campaigns: Any, design: Design | None = None) -> None:
        super().__init__(data, initial=_initial(design))
        self.units = {unit.code: unit for unit in units}
        self.campaigns = {campaign.code: campaign for campaign in campaigns}
        self._choose("owner", [(code, unit.name) for code, unit in self.units.items()])
        named = [(code, f"{one.name} {one.year}") for code, one in self.campaigns.items()]
        self._choose("campaign", [("", "—"), *named])
        for word in WORDS:
            self.fields[word] = _word_field(word)
        if design:
            del self.fields["owner"], self.fields["sort"]
        else:
            del self.fields["active"]

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def words(self) -> dict[str, str]:
        return {word: self.cleaned_data.get(word, "") for word in WORDS}

    @property
    def look(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "name": said.get("name", ""),
            "campaign": self.campaigns.get(said.get("campaign", "")),
            "template": said.get("template", ""),
            "valid_months": said.get("valid_months"),
        }


def _initial(design: Design | None) -> dict[str, Any]:
    if design is None:
        return {"sort": Sort.LEARNING, "template": "band"}
    fields = {name: getattr(design, name) for name in ("name", "template", "valid_months", "active")}
    return fields | {"campaign": design.campaign.code if design.campaign else ""} | design.words


def _word_field(word: str) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3 if word.startswith("body") else 2}) if word in LONG else forms.TextInput()
    return forms.CharField(
        label=LABELS[word],
        required=word == "title",
        max_length=LONGEST[word],
        help_text=HELPS.get(word, ""),
        widget=widget,
    )


FIELD_LABELS = {
    "name": _("Full name"),
    "latin": _("Name in Latin letters"),
    "unit": _("Unit"),
    "email": _("E-mail"),
    "phone": _("Mobile phone"),
}


class ColumnsForm(forms.Form):
    """Which column of a roster is what: fields, places of the design, and lines of their own (`also`)."""

    issued_on = forms.DateField(
        label=_("Date on the certificates"), required=False, widget=DayInput, help_text=_("Empty: the day of issue.")
    )
    tell = forms.BooleanField(
        label=_("Send each holder the link"),
        required=False,
        help_text=_("By e-mail; by text message to whoever has only a phone. Nobody is told twice."),
    )

    def __init__(self, data: Any = None, *, headings: list[str], places: list[str], mapping: Mapping[str, int]) -> None:
        super().__init__(data)
        self.headings, self.wanted = headings, {**FIELD_LABELS, **{label: label for label in places}}
        columns = [("", "—"), *((str(at), heading or f"{at + 1}") for at, heading in enumerate(headings))]
        chosen = {}
        for name, label in self.wanted.items():
            at = mapping.get(name)
            chosen[f"c-{name}"] = forms.ChoiceField(
                label=label,
                choices=columns,
                required=name == "name" or name in places,
                initial="" if at is None else str(at),
            )
        free = [(str(at), heading) for at, heading in enumerate(headings) if heading and at not in mapping.values()]
        if free:
            chosen["also"] = forms.MultipleChoiceField(
                label=_("Also printed, as lines of their own"),
                choices=free,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        self.fields = {**chosen, **self.fields}

    @property
    def mapping(self) -> dict[str, int]:
        said = self.cleaned_data
        found = {name: int(said[f"c-{name}"]) for name in self.wanted if said.get(f"c-{name}")}
        return found | {
            self.headings[int(at)]: int(at) for at in said.get("also", []) if self.headings[int(at)] not in FIELDS
        }


READ_BY_ALL = _("Whoever checks the certificate reads it; name nobody.")


class RevokeForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=300, help_text=READ_BY_ALL)


class ReplaceForm(forms.Form):
    name = forms.CharField(label=_("Full name"), max_length=80)
    latin = forms.CharField(label=_("Name in Latin letters"), max_length=120, required=False)
    unit = forms.CharField(label=_("Unit"), max_length=120, required=False)
    reason = forms.CharField(label=_("What is corrected"), max_length=300, help_text=READ_BY_ALL)

    def __init__(self, data: Any = None, *, certificate: Certificate) -> None:
        initial = {
            "name": certificate.holder_name,
            "latin": certificate.holder_latin,
            "unit": certificate.holder_unit,
            "reason": _("The name was misspelt."),
        }
        super().__init__(data, initial=initial)
