"""How the audit trail says what was done to final reports."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "report-asked": _("asked for the final report “{name}” to be compiled: {changes}"),
    "report-compiled": _("compiled the final report “{name}”: {changes}"),
    "report-retitled": _("changed the title of a final report: {changes}"),
    "report-photos-chosen": _("chose the photos of the final report “{name}”: {changes}"),
    "section-edited": _("edited the section “{name}” of a final report: {changes}"),
    "section-moved": _("moved the section “{name}” of a final report: {changes}"),
    "section-shown": _("showed or hid the section “{name}” of a final report: {changes}"),
    "section-added": _("added the section “{name}” to a final report: {changes}"),
    "section-removed": _("removed the section “{name}” from a final report"),
    "section-generated-taken": _("took the compiled wording of the section “{name}”: {changes}"),
    "report-downloaded": _("downloaded the final report “{name}”: {changes}"),
}
