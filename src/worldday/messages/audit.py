"""How the audit trail says what happened to messages."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "message-again": _("had a message sent again: {name}"),
    "reached-by": _("said where messages reach them: {changes}"),
}
