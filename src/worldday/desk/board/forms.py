from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from worldday.messages.models import Channel
from worldday.reports.actions.urging import LONGEST


class UrgeForm(forms.Form):
    """How units are urged; `people` says how many people each channel reaches."""

    channels = forms.MultipleChoiceField(label=_("Through"), widget=forms.CheckboxSelectMultiple)
    sentence = forms.CharField(
        label=_("A sentence of your own (optional)"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": LONGEST}),
    )
    again = forms.BooleanField(label=_("Also those urged within the last day"), required=False)

    def __init__(self, *args: Any, people: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = _("{channel}: {n} people")
        choices = [(name, str(said).format(channel=Channel(name).label, n=n)) for name, n in people.items()]
        self.fields["channels"].choices = choices  # type: ignore[attr-defined]
        self.fields["channels"].initial = [name for name, n in people.items() if n and name in ("note", "email")]
