"""Words of events in templates."""

from __future__ import annotations

from django import template
from django.utils.functional import Promise

from worldday.desk.events import told
from worldday.events import at_door
from worldday.events.models import BookingState, Door, EventState

register = template.Library()


@register.filter
def booking_state(state: str) -> str | Promise:
    return BookingState(state).label


@register.filter
def door_name(door: Door) -> str:
    return at_door.door_name(door)


@register.filter
def mailing_words(occasion: str) -> str | Promise:
    return told.occasion_words(occasion)


@register.filter
def whom_words(whom: str) -> str | Promise:
    return told.whom_words(whom)


@register.filter
def event_state(state: str) -> str | Promise:
    return EventState(state).label
