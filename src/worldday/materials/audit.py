"""How the audit trail says what happened to materials; {name} is the file's name."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "material-added": _("added the file “{name}” for {unit}"),
    "material-described": _("described the file “{name}”: {changes}"),
    "material-removed": _("removed the file “{name}”"),
    "material-refused": _("did not take the file “{name}”: {problem}"),
}
