"""What people say about files; the verbs decide whether it can be kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from worldday.campaigns.models import Activity
from worldday.materials.models import Material, People, Reuse

FIELDS = ("caption", "people", "reuse", "credit", "taken_on", "place", "activity")


class Described(forms.Form):
    """One file's words. `activities`: those of its campaign, fetched once for all forms of a page."""

    caption = forms.CharField(label=_("Caption"), max_length=200, required=False)
    people = forms.ChoiceField(label=_("People shown"), choices=People.choices, required=False)
    reuse = forms.ChoiceField(label=_("May be used"), choices=Reuse.choices, required=False)
    credit = forms.CharField(label=_("Credit"), max_length=80, required=False)
    taken_on = forms.DateField(
        label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    activity = forms.ChoiceField(label=_("Activity it shows"), required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        activities: list[Activity],
        material: Material | None = None,
        prefix: str | None = None,
    ) -> None:
        super().__init__(data, prefix=prefix, initial=_initial(material) if material else None)
        self.activities = {activity.code: activity for activity in activities}
        field: Any = self.fields["activity"]
        field.choices = [("", _("none in particular")), *((one.code, one.name) for one in activities)]

    @property
    def changes(self) -> dict[str, Any]:
        """As `actions.describe` takes them."""
        said = dict(self.cleaned_data)
        said["activity"] = self.activities.get(said["activity"])
        return said


class ForAll(Described):
    """The same words for every file that is ticked; what is left empty changes nothing."""

    def __init__(self, data: Any = None, *, activities: list[Activity]) -> None:
        super().__init__(data, activities=activities, prefix="all")
        for name in ("people", "reuse", "activity"):
            field: Any = self.fields[name]
            field.choices = [("", _("leave as it is")), *list(field.choices)[1:]]

    @property
    def changes(self) -> dict[str, Any]:
        return {name: value for name, value in super().changes.items() if value not in ("", None)}


def _initial(material: Material) -> dict[str, Any]:
    said = {name: getattr(material, name) for name in FIELDS}
    return said | {"activity": material.activity.code if material.activity else ""}
