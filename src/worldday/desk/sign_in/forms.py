from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _

NEW = {"autocomplete": "new-password"}


class SignIn(LoginForm):  # type: ignore[misc]
    """allauth's, with the first field ready to type in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autofocus"] = True


class ChoosePassword(forms.Form):
    """Twice, because nobody sees what they type; how good it is, the verb checks."""

    password1 = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput(attrs=NEW),
        help_text=_("At least 12 characters. A sentence you can remember is better than a word with signs."),
        strip=False,
    )
    password2 = forms.CharField(label=_("The same password again"), widget=forms.PasswordInput(attrs=NEW), strip=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if said.get("password1") and said.get("password2") and said["password1"] != said["password2"]:
            self.add_error("password2", _("The two passwords differ. Please type the same one twice."))
        return said
