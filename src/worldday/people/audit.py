"""How the audit trail says what happened to participants; a row names a random code, never a person."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "person-merged": _("a WeChat account and a phone were shown to be one participant"),
    "person-erased": _("a participant's personal data was erased at their request"),
    "retention-run": _("personal data was erased on schedule: {changes}"),
}
