"""What people are told when a party cannot come like this."""

from __future__ import annotations

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from . import when
from .models import Admission, Event, EventState
from .party import Fault, Finding


def sentence(finding: Finding) -> str:
    """In the language in force."""
    limit = finding.limit
    if finding.fault == Fault.NOBODY:
        return _("Please say how many people are coming; at least one.")
    if finding.fault == Fault.MINORS_ALONE:
        return ngettext(
            "People under 18 cannot come by themselves: please add at least %(n)s adult.",
            "People under 18 cannot come by themselves: please add at least %(n)s adults.",
            limit,
        ) % {"n": limit}
    if finding.fault == Fault.NO_GROUPS:
        return _("Groups cannot be booked for this event. Please book as a family, or ask the contact.")
    if finding.fault == Fault.TOO_FEW_ADULTS:
        return ngettext(
            "So many pupils need at least %(n)s accompanying adult.",
            "So many pupils need at least %(n)s accompanying adults.",
            limit,
        ) % {"n": limit}
    if finding.fault == Fault.GROUP_TOO_LARGE:
        return _("A group can be of %(n)s people at most. Please book two sittings, or ask the contact.") % {"n": limit}
    if finding.fault == Fault.TOO_MANY_AT_ALL:
        return ngettext(
            "One booking can be for %(n)s person at most.", "One booking can be for %(n)s people at most.", limit
        ) % {"n": limit}
    return _("One booking can be for %(n)s people at most. For a class or group, please choose “class or group”.") % {
        "n": limit
    }


FIELD = {
    Fault.NOBODY: "adults",
    Fault.MINORS_ALONE: "adults",
    Fault.TOO_FEW_ADULTS: "adults",
    Fault.TOO_MANY: "minors",
    Fault.TOO_MANY_AT_ALL: "minors",
    Fault.NO_GROUPS: "sort",
    Fault.GROUP_TOO_LARGE: "minors",
}
"""Beside which field of the form each fault stands."""


def rules_of(event: Event) -> list[str]:
    """Who may come and what is expected, one sentence each, for the event's page."""
    people = {"n": event.largest_party}
    if event.names and not event.largest_group:  # a meeting rather than a visit
        said = [_("One booking is for up to %(n)s people.") % people]
    else:
        said = [_("One booking is for up to %(n)s people; people under 18 come with an adult.") % people]
    if event.largest_group:
        said.append(
            _("Classes and groups: up to %(n)s people, with at least one adult for every %(m)s pupils.")
            % {"n": event.largest_group, "m": event.pupils_per_adult}
        )
    if event.bookings_each == 1:
        said.append(_("One phone number has one booking at a time."))
    if event.phone_code:
        said.append(_("A code sent to your phone shows that the number is yours; it takes a minute."))
    if event.release_minutes is not None:
        said.append(
            _("%(n)s minutes after the beginning, places of people who have not come are given to others.")
            % {"n": event.release_minutes}
        )
    if event.meal:
        said.append(_("A meal is served; please tell us of food allergies when you book."))
    if event.photos:
        said.append(
            _("Photos are taken; whether you may be seen in them is yours to say, and you may come either way.")
        )
    if event.conditional:
        said.append(_("It takes place if conditions allow; otherwise everybody is told and can take the online tour."))
    return said


def joining(event: Event) -> str:
    """How one comes to an event that has been announced, in one sentence; what changes by the minute stands on its page."""
    if event.state == EventState.MOVED_ONLINE:
        return _("It is an online tour now; the event's page says how to take it.")
    if event.admission == Admission.INVITATION:
        return _("Guests are invited by the organiser.")
    if event.state == EventState.CLOSED:
        return _("Booking is over.")
    if event.admission == Admission.FREE:
        return _("Just come; no booking is needed.")
    if event.opens_at is None:
        return _("Book places on the event's page, without an account.")
    at = when.moment(event.opens_at, get_language() or "zh")
    return _("Book places on the event's page, without an account, from %(at)s.") % {"at": at}
