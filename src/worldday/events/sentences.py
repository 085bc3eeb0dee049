"""What people are told when a party cannot come like this."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
    return _("One booking can be for %(n)s people at most. For a class or group, please choose “class or group”.") % {
        "n": limit
    }


FIELD = {
    Fault.NOBODY: "adults",
    Fault.MINORS_ALONE: "adults",
    Fault.TOO_FEW_ADULTS: "adults",
    Fault.TOO_MANY: "minors",
    Fault.NO_GROUPS: "sort",
    Fault.GROUP_TOO_LARGE: "minors",
}
"""Beside which field of the form each fault stands."""
