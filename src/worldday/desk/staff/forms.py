from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from worldday.base.problems import Invalid
from worldday.units.actions.staff import BY_COMMAND_ONLY
from worldday.units.models import Unit
from worldday.units.roles import ROLES

GRANTABLE = [(slug, role) for slug, role in ROLES.items() if slug not in BY_COMMAND_ONLY]


class RoleForm(forms.Form):
    """A role in a unit; each role with what it means."""

    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(), to_field_name="code", empty_label=_("Please choose")
    )
    role = forms.ChoiceField(
        label=_("Role"), choices=[(slug, role.name) for slug, role in GRANTABLE], widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units

    def show(self, problem: Invalid) -> None:
        for field, sentences in problem.errors.items():
            self.add_error(field if field in self.fields else None, sentences)

    def roles(self) -> list[tuple[Any, Any]]:
        """Each choice with the role's description beside it."""
        return [(choice, ROLES[choice.data["value"]].description) for choice in self["role"]]


class InviteForm(RoleForm):
    name = forms.CharField(label=_("Full name"), max_length=60)
    email = forms.EmailField(
        label=_("E-mail"), help_text=_("A personal address at work; a shared mailbox would mean a shared account.")
    )
    field_order = ["name", "email", "unit", "role"]
