"""What the pages of an event show once it is over."""

from __future__ import annotations

from django import template
from django.urls import reverse

from worldday.base import scope
from worldday.events import afterwards
from worldday.events.actions.surveying import token_of
from worldday.events.models import Booking, Event, Handout

register = template.Library()


@register.simple_tag
def handouts_of(event: Event) -> list[Handout]:
    return afterwards.handouts_of(event)


@register.simple_tag
def survey_of(booking: Booking) -> str:
    """The address of the survey for this booking; "" when it has none to answer."""
    with scope.everything("the booking's link was the permission"):
        open_now = afterwards.may_answer(booking)
    return reverse("public:survey", args=[booking.code, token_of(booking)]) if open_now else ""
