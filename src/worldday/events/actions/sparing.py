"""Whoever knows a phone number can book for it. Its owner is spared a flood of messages: changing one booking again and again comes to an
end for whoever has the link; staff may go on. (How often one number books: public/events/book.py.)"""

from __future__ import annotations

from collections import Counter

from django.utils.translation import gettext_lazy as _

from worldday.base.problems import Problem
from worldday.events.models import Booking
from worldday.messages.models import Message

MOST_CHANGES = 20  # messages about the changes of one booking, by each way


class TooOften(Problem):
    sentence = _(
        "This was booked and cancelled, or changed, so often that every further message would only disturb. Please ask the "
        "organiser; nothing was changed."
    )


def check_changes(booking: Booking) -> None:
    """Raises `TooOften` for one more change."""
    told = Message.objects.filter(about=booking.code, occasion="event-changed").values_list("channel", flat=True)
    if max(Counter(told).values(), default=0) >= MOST_CHANGES:
        raise TooOften
