"""How the audit trail says what happened to registries; {name} is the registry, the batch or the record."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "registry-made": _("set up the registry “{name}”"),
    "registry-changed": _("changed the registry “{name}”: {changes}"),
    "registry-opened": _("opened the registry “{name}” to the public"),
    "registry-closed": _("took the registry “{name}” off the public pages"),
    "batch-begun": _("began the batch “{name}”"),
    "batch-changed": _("changed the batch “{name}”: {changes}"),
    "batch-submitted": _("handed the batch “{name}” in for review: {size} records"),
    "batch-approved": _("approved the batch “{name}”: {size} records"),
    "batch-returned": _("returned the batch “{name}”, because: {reason}"),
    "batch-taken-back": _("took the batch “{name}” back"),
    "batch-scheduled": _("set the moment at which “{name}” becomes public: {changes}"),
    "batch-released": _("made the batch “{name}” public: {size} records"),
    "batch-dropped": _("gave up the batch “{name}”"),
    "record-added": _("put “{name}” into a batch"),
    "record-rewritten": _("changed “{name}” before anybody saw it: {changes}"),
    "record-removed": _("took “{name}” out of a batch"),
    "record-changed": _("corrected the public record “{name}”: {changes}"),
    "record-suspended": _("suspended the record “{name}”, because: {reason}"),
    "record-restored": _("made the record “{name}” valid again, because: {reason}"),
    "record-withdrawn": _("withdrew the record “{name}”, because: {reason}"),
    "record-emptied": _("emptied what a record said about a person: {number}"),
    "records-expired": _("recorded what has expired in “{name}”: {expired} records"),
    "record-amended": _("had a batch change the public record “{name}”: {changes}"),
    "amendment-removed": _("had a batch leave the public record “{name}” as it is"),
    "import-begun": _("began to import “{name}”"),
    "import-ended": _("imported “{name}”: {taken} records taken, {refused} lines refused"),
    "import-undone": _("undid the import of “{name}”: {taken} records removed"),
}
