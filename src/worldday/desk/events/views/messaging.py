"""A message to everybody who booked: seen before it is sent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from worldday.base.problems import Problem
from worldday.desk.access import DeskRequest, needs
from worldday.desk.campaigns.forms import show
from worldday.desk.events.fetch import event_for
from worldday.desk.events.frame import page, saved
from worldday.events.actions.messaging import LONGEST, message_all, parties
from worldday.events.models import Booking, Event, Slot
from worldday.events.wording import words_for
from worldday.units.permissions import Permission


class MessageForm(forms.Form):
    whom = forms.ChoiceField(
        label=_("To whom"),
        choices=[
            ("booked", _("everybody who booked")),
            ("absent", _("who has not come yet")),
            ("came", _("who came")),
            ("waiting", _("the waiting list")),
        ],
    )
    slot = forms.ModelChoiceField(label=_("Sitting"), queryset=Slot.objects.none(), required=False)
    text = forms.CharField(
        label=_("Message"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The event and the hour stand before it, the link to the booking behind it."),
    )

    def __init__(self, data: Any = None, *, event: Event) -> None:
        super().__init__(data)
        self.fields["slot"].queryset = event.slots.select_related("site")  # type: ignore[attr-defined]


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def message(request: DeskRequest, code: str) -> HttpResponse:
    """First how it reads and how many it reaches, then the press that sends it."""
    event = event_for(request.user, code)
    form, shown = MessageForm(request.POST or None, event=event), {}
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if "send" in request.POST:
            try:
                told = message_all(event=event, by=request.user, **said)
            except Problem as problem:
                show(form, problem)
            else:
                done = ngettext("On its way to {n} party.", "On its way to {n} parties.", told).format(n=told)
                return saved(request, event, "bookings", done)
        else:
            number = parties(event, said["whom"], said["slot"])
            shown = {"preview": _example(event, said["text"], said["slot"]) or said["text"], "parties": number}
    return page(request, event, "message", "bookings", form=form, **shown)


def _example(event: Event, text: str, slot: Slot | None) -> str:
    """As it would read for a booking of the first sitting meant."""
    found = slot or event.slots.select_related("site").first()
    if found is None:
        return ""
    example = Booking(code="········", size=1, slot=found, event=event)
    return words_for("message", event, found, example, language="zh-hans", facts={"message": text}).text
