"""What a party agrees to after it has booked: the safety briefing, and being seen in photos or not. By its link, or by staff who were
told so at the door or on the phone."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from worldday.base import clock
from worldday.base.audit import Actor
from worldday.base.problems import Problem
from worldday.events.models import Booking, Details
from worldday.events.personal import briefing_digest

from .rows import event_of, locked_booking, record_booking


class NobodyKnown(Problem):
    sentence = _("Nothing is known any more of who made this booking; nothing was changed.")


class OtherText(Problem):
    sentence = _("The safety briefing was changed while you read it. Please read it once more and sign off then.")


@transaction.atomic
def sign_briefing(*, booking: Booking, text: str, by: Actor | None = None) -> Details:
    """The safety briefing is signed off for the whole party; `text`: the digest of what was shown. A second time nothing
    changes. Raises `OtherText`, `NobodyKnown`."""
    details, event = _held(booking), event_of(booking.event_id)
    digest = briefing_digest(event)
    if not digest or text != digest:
        raise OtherText
    if details.briefed != digest:
        details.briefed, details.briefed_at = digest, clock.now()
        details.save(update_fields=["briefed", "briefed_at"])
        record_booking("booking-briefed", booking, event, by)
    return details


@transaction.atomic
def say_photos(*, booking: Booking, agreed: bool, by: Actor | None = None) -> Details:
    """Whether the party may be seen in photos; a yes is taken back as easily as it was given. Raises `NobodyKnown`."""
    details, event = _held(booking), event_of(booking.event_id)
    if details.photos is not agreed:
        details.photos = agreed
        details.save(update_fields=["photos"])
        record_booking("booking-photos-agreed" if agreed else "booking-photos-refused", booking, event, by)
    return details


def _held(booking: Booking) -> Details:
    locked_booking(booking.pk)
    details = Details.objects.select_for_update().filter(booking=booking).first()
    if details is None or not details.person:
        raise NobodyKnown
    return details
