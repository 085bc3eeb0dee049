"""What is said after many versions were accepted at once: how many, and by name those that were left as they are."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from worldday.reports.actions.reviewing import ManyAccepted

NAMED = 5  # of those left out, in the message


def say_accepted(request: HttpRequest, done: ManyAccepted, *, asked: int) -> None:
    if not asked:
        messages.info(request, _("Nothing is ticked. Tick what you have read, then accept it."))
    if n := len(done.accepted):
        messages.success(request, ngettext("{n} accepted.", "{n} accepted.", n).format(n=n))
    for sent, why in done.left[:NAMED]:
        line = _("Not accepted: {unit} – {why}").format(unit=sent.filing.task.unit.name, why=why)
        messages.warning(request, line)
    if (more := len(done.left) - NAMED) > 0:
        messages.warning(request, ngettext("{n} more was left out.", "{n} more were left out.", more).format(n=more))
