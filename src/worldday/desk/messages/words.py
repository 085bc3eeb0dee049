"""The words for what a message was about."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OCCASIONS: dict[str, str | Promise] = {
    "reminder": _("Reminder"),
    "urge": _("Urging"),
    "asked": _("New task"),
    "passed-on": _("Task passed on"),
    "sent": _("Report came in"),
    "taken-back": _("Report taken back"),
    "returned": _("Report returned"),
    "accepted": _("Report accepted"),
    "extended": _("Time extended"),
    "exempted": _("Exempted"),
    "withdrawn": _("Task withdrawn"),
    "practice": _("Good practice"),
}
