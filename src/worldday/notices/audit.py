"""How the audit trail says what happened to notices; {name} is the notice's title."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "notice-taken-in": _("took in the notice “{name}”"),
    "draft-saved": _("corrected what was read out of “{name}”: {changes}"),
    "draft-confirmed": _("confirmed what was read out of “{name}”"),
    "draft-reopened": _("took up again what was read out of “{name}”"),
    "draft-discarded": _("set aside what was read out of “{name}”"),
}
