"""How the audit trail says what happened to tasks that units passed on."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "task-passed-on": _("passed the task of {name} on to {units}"),
    "task-withdrawn": _("withdrew a task that had been passed on to {name}"),
}
