"""How the audit trail says what was made of a campaign to keep."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "package-asked": _("asked for everything of “{name}” in one file: {changes}"),
    "package-made": _("made one file of everything of “{name}”: {changes}"),
    "package-taken": _("downloaded everything of “{name}”: {changes}"),
    "package-removed": _("removed a file with everything of “{name}”: {changes}"),
}
