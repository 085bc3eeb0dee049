"""What keeps an event from being announced, or from being booked once it is, in words for its organiser."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from worldday.messages.channels import sms

from .models import Admission, Event, EventState

Reason = str | Promise


def obstacles(event: Event) -> list[Reason]:
    """In the order in which an organiser would see to them; `slots` and `sites` may be prefetched."""
    found: list[Reason] = []
    slots = [slot for slot in event.slots.all() if not slot.cancelled]
    if not slots:
        found.append(_("No sitting with its time has been added yet."))
    if any(slot.site_id is None for slot in slots) and not event.online_url and not _live(event):
        found.append(_("A sitting has no site, and no live stream or online address stands in for it."))
    if event.admission == Admission.BOOKING and any(slot.places < 1 for slot in slots):
        found.append(_("A sitting has no places yet."))
    if event.conditional and not event.online_url and not event.online_text:
        found.append(_("It takes place if conditions allow, but nothing says where the online tour would be."))
    found += unreachable(event)
    if not slots or event.state != "draft":
        return found
    return [*found, _("It has not been announced yet.")]


def unreachable(event: Event) -> list[Reason]:
    """A code that no phone would ever receive: nobody could book."""
    bookable = event.admission == Admission.BOOKING and event.state in (EventState.DRAFT, EventState.OPEN)
    if not event.phone_code or not bookable or sms.reaches_phones():
        return []
    return [
        _(
            "It asks for a code sent to the phone, but no gateway for text messages is set up here: nobody could book. Untick the "
            "code in the rules of booking, or have the gateway set up before booking opens."
        )
    ]


def _live(event: Event) -> bool:
    return any(session.live_url for session in event.sessions.all())
