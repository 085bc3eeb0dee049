"""What an event shows once it is over."""

from __future__ import annotations

from worldday.base import clock

from .models import Arrival, Booking, Event, Handout, Survey, SurveyUse


def is_over(event: Event) -> bool:
    """All sittings that were not cancelled have ended; without one, never. Uses slots that were fetched already."""
    held = [slot for slot in event.slots.all() if not slot.cancelled]
    return bool(held) and all(slot.ends_at <= clock.now() for slot in held)


def handouts_of(event: Event) -> list[Handout]:
    """For the public page."""
    return list(event.handouts.all()) if is_over(event) else []


def may_answer(booking: Booking) -> bool:
    """The survey is open, this party came, and its link is unused."""
    survey = Survey.objects.filter(event=booking.event_id).first()
    if survey is None or not survey.is_open(clock.now()) or not Arrival.objects.filter(booking=booking).exists():
        return False
    return not SurveyUse.objects.filter(booking=booking).exists()
