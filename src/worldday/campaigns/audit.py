"""How the audit trail says what happened to campaigns; {name} is the row's name, {changes} what differs."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "campaign-created": _("created the campaign {name} from a notice"),
    "campaign-started-again": _("started the campaign {name} from {past}"),
    "campaign-amended": _("brought the campaign {name} up to date with a notice: {changes}"),
    "campaign-changed": _("changed the campaign {name}: {changes}"),
    "campaign-published": _("published {name}"),
    "campaign-unpublished": _("took {name} off the public pages"),
    "campaign-archived": _("archived {name}"),
    "theme-translated": _("translated a theme of {name}: {changes}"),
    "activity-created": _("created the activity “{name}” from a notice"),
    "activity-amended": _("brought the activity “{name}” up to date with a notice: {changes}"),
    "activity-added": _("added the activity “{name}”"),
    "activity-changed": _("changed the activity “{name}”: {changes}"),
    "activity-units-set": _("said anew which units run “{name}”: {changes}"),
    "activity-actual-recorded": _("recorded when “{name}” really took place: {changes}"),
    "activity-cancelled": _("cancelled the activity “{name}”"),
    "activity-restored": _("restored the activity “{name}”"),
    "tasks-assigned": _("assigned the tasks of {name} to units"),
    "task-amended": _("brought a task of {name} up to date with a notice: {changes}"),
    "task-added": _("added a task for {name}: {changes}"),
    "tasks-added": _("asked for more in {name}, of {units}"),
    "task-changed": _("changed a task of {name}: {changes}"),
    "task-extended": _("gave {name} more time for a task: {changes}"),
    "task-exempted": _("exempted {name} from a task: {changes}"),
    "task-closed": _("recorded a task of {name} as received"),
    "task-reopened": _("reopened a task of {name}"),
    "task-handed-over": _("handed a task over to {name}: {changes}"),
    "task-asker-changed": _("let the successor ask {name} for a task: {changes}"),
}
