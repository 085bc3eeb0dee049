"""What people type when they pass a task on; the verb decides whether it can be kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from worldday.campaigns.models import Task
from worldday.desk.campaigns.forms import day, points_field
from worldday.reports.queries.passed_on import proposed_due
from worldday.units.models import Unit


class PassOnForm(forms.Form):
    """Which units below, by when, and what we want of them; proposed from what is asked of us."""

    units = forms.MultipleChoiceField(
        label=_("Units"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one unit.")},
    )
    due = day(_("By when we need it"))
    max_chars = forms.IntegerField(label=_("Limit in characters"), min_value=1, max_value=1_000_000, required=False)
    points = points_field()

    def __init__(self, data: Any = None, *, task: Task, units: list[Unit]) -> None:
        initial = {"due": proposed_due(task), "max_chars": task.max_chars, "points": task.points}
        super().__init__(data, initial=initial)
        self.by_code = {unit.code: unit for unit in units}
        self.fields["units"].choices = [(unit.code, unit.name) for unit in units]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[Unit]:
        return [self.by_code[code] for code in self.cleaned_data["units"]]
