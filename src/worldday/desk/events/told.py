"""What the desk calls messages to many, and whom they are for."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WHOM: dict[str, str | Promise] = {
    "booked": _("everybody who booked"),
    "absent": _("who has not come yet"),
    "came": _("who came"),
    "waiting": _("the waiting list"),
}
"""Whom a message may be for."""
OTHERS: dict[str, str | Promise] = {
    "called-off": _("whose bookings it ended"),
    "released": _("who had not come"),
    "interested": _("who had not booked and left a contact"),
}
MOVED = _("everybody booked or waiting")
OCCASIONS: dict[str, str | Promise] = {
    "message": _("Message to all"),
    "survey": _("How was it?"),
    "moved-slot": _("New time or place"),
    "slot-cancelled": _("Sitting cancelled"),
    "released": _("Places given away"),
    "moved-online": _("Online instead"),
    "online-link": _("The online tour is open"),
    "moved-back": _("It takes place on site"),
    "visit-after-all": _("It takes place on site"),
}


def whom_words(whom: str) -> str | Promise:
    return (WHOM | OTHERS).get(whom, MOVED)


def occasion_words(occasion: str) -> str | Promise:
    return OCCASIONS.get(occasion, occasion)
