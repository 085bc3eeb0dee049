"""How the audit trail says what happened to events; bookings appear by code, never as persons."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "event-set-up": _("set up the event of “{name}”"),
    "event-changed": _("changed the event “{name}”: {changes}"),
    "event-announced": _("announced the event “{name}”"),
    "event-closed": _("closed the event “{name}”"),
    "event-sites-set": _("said anew where “{name}” takes place: {changes}"),
    "event-slot-added": _("added a sitting to “{name}”: {changes}"),
    "event-slot-changed": _("changed a sitting of “{name}”: {changes}"),
    "event-slot-removed": _("removed a sitting of “{name}”: {changes}"),
    "event-slot-cancelled": _("cancelled a sitting of “{name}” and told everybody: {changes}"),
    "event-agenda-changed": _("changed the agenda of “{name}”: {changes}"),
    "event-moved-online": _("turned “{name}” into the online tour, because: {reason}"),
    "event-moved-back": _("let “{name}” take place on site after all"),
    "booking-made": _("booked: {name}, {changes}"),
    "booking-held": _("held places: {name}, {changes}"),
    "booking-waiting": _("joined the waiting list: {name}, {changes}"),
    "booking-offered": _("offered places to the waiting party {name}: {changes}"),
    "booking-accepted": _("accepted the offered places: {name}"),
    "booking-changed": _("changed the booking {name}: {changes}"),
    "booking-cancelled": _("cancelled the booking {name}: {changes}"),
    "booking-forgotten": _("erased who made the booking {name}"),
    "booking-link-renewed": _("made a new link for the booking {name}; the old one no longer opens it"),
    "events-lapsed": _("gave back the places of forms and offers that ran out: {changes}"),
    "events-released": _("gave away the places of people who did not come to “{name}”: {changes}"),
    "event-door-opened": _("opened the door “{door}” of “{name}”"),
    "event-door-closed": _("took back the link of the door “{door}” of “{name}”"),
    "event-checked-in": _("checked people in to “{name}” at the door “{door}”: {records} records"),
    "event-walked-in": _("counted people without a booking at “{name}”: {changes}"),
    "event-walk-taken-back": _("took back people counted without a booking at “{name}”: {changes}"),
}
