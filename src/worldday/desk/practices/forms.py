"""What people type about a practice; the verbs decide whether it can be kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from worldday.campaigns.kinds import all_kinds
from worldday.campaigns.models import Campaign
from worldday.reports.models import Practice
from worldday.units.models import Unit


class PracticeForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=120, help_text=_("What is worth copying, in one line."))
    theme = forms.CharField(
        label=_("Theme"),
        max_length=60,
        required=False,
        help_text=_("One that stands in the library already, or a new one."),
    )
    kind = forms.ChoiceField(label=_("Kind of activity"), required=False)

    def __init__(self, data: Any = None, *, themes: list[str], practice: Practice | None = None) -> None:
        known = {name: getattr(practice, name) for name in ("title", "theme", "kind")} if practice else {}
        super().__init__(data, initial=known)
        self.themes = themes
        self.fields["theme"].widget.attrs["list"] = "themes"
        self.fields["kind"].choices = [("", "—"), *((kind.slug, kind.label) for kind in all_kinds())]  # type: ignore[attr-defined]


class PassageForm(PracticeForm):
    """The words themselves too, as long as the unit has not been asked about them."""

    passage = forms.CharField(label=_("Passage"), max_length=5000, widget=forms.Textarea(attrs={"rows": 6}))
    field_order = ("title", "passage", "theme", "kind")

    def __init__(self, data: Any = None, *, themes: list[str], practice: Practice) -> None:
        super().__init__(data, themes=themes, practice=practice)
        self.initial["passage"] = practice.passage


class TakeUpForm(forms.Form):
    """For which unit, in which campaign, and how it is done there."""

    where = forms.ChoiceField(label=_("Where"))
    passage = forms.CharField(
        label=_("How we do it"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, data: Any = None, *, places: list[tuple[Campaign, Unit]]) -> None:
        super().__init__(data, auto_id="take_%s")
        self.places = {f"{campaign.code}.{unit.code}": (campaign, unit) for campaign, unit in places}
        named = [
            (key, f"{unit.name} · {campaign.name} {campaign.year}") for key, (campaign, unit) in self.places.items()
        ]
        self.fields["where"].choices = named  # type: ignore[attr-defined]
