"""How the audit trail says what became of good practices."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "practice-marked": _("marked the good practice “{name}”"),
    "practice-changed": _("changed the good practice “{name}”: {changes}"),
    "practice-asked": _("asked its unit whether “{name}” may be shared"),
    "practice-agreed": _("agreed for its unit to share “{name}”"),
    "practice-declined": _("declined for its unit to share “{name}”"),
    "practice-published": _("published the good practice “{name}”"),
    "practice-withdrawn": _("took the good practice “{name}” off the public page"),
    "practice-unmarked": _("removed the mark of “{name}”"),
}
