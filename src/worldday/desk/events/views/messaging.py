"""A message to everybody who booked: seen before it is sent, and told in the background."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from worldday.base.problems import Problem
from worldday.desk.access import DeskRequest, needs
from worldday.desk.campaigns.forms import show
from worldday.desk.events.fetch import event_for
from worldday.desk.events.frame import page, saved
from worldday.desk.events.told import WHOM
from worldday.desk.refreshing import LOOK_AGAIN_S
from worldday.events.actions.messaging import LONGEST, LONGEST_EN, message_all, parties
from worldday.events.models import Booking, Event, Slot
from worldday.events.wording import words_for
from worldday.units.permissions import Permission

SHOWN = 50  # mailings of one event


class MessageForm(forms.Form):
    whom = forms.ChoiceField(
        label=_("To whom"),
        choices=list(WHOM.items()),
    )
    slot = forms.ModelChoiceField(label=_("Sitting"), queryset=Slot.objects.none(), required=False)
    text = forms.CharField(
        label=_("Message"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The event and the hour stand before it, the link to the booking behind it."),
    )
    text_en = forms.CharField(
        label=_("In English, for who booked in English"),
        max_length=LONGEST_EN,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
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
                told = message_all(event=event, by=request.user, **said).parties
            except Problem as problem:
                show(form, problem)
            else:
                done = ngettext("On its way to {n} party.", "On its way to {n} parties.", told).format(n=told)
                return saved(request, event, "sent", done)
        else:
            number = parties(event, said["whom"], said["slot"])
            shown = {"preview": _example(event, said["text"], said["slot"]) or said["text"], "parties": number}
    return page(request, event, "message", "bookings", form=form, **shown)


@needs(Permission.RUN_ACTIVITY)
@require_GET
def sent(request: DeskRequest, code: str) -> HttpResponse:
    """What was told to many and how far it has come; looks again by itself while something is under way."""
    event = event_for(request.user, code)
    mailings = list(event.mailings.select_related("slot")[:SHOWN])
    under_way = any(one.done_at is None for one in mailings)
    response = page(request, event, "sent", "bookings", mailings=mailings, under_way=under_way)
    if under_way:
        response["Refresh"] = LOOK_AGAIN_S
    return response


def _example(event: Event, text: str, slot: Slot | None) -> str:
    """As it would read for a booking of the first sitting meant."""
    found = slot or event.slots.select_related("site").first()
    if found is None:
        return ""
    example = Booking(code="········", size=1, slot=found, event=event)
    return words_for("message", event, found, example, language="zh-hans", facts={"message": text}).text
