"""What the player's script says, in the page's language."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


def words() -> dict[str, str]:
    return {
        "resumed": _("Going on at {time}, where you were last."),
        "fromStart": _("From the beginning"),
        "saved": _("Saved. {percent} % watched."),
        "waiting": _("The line is gone. What you watch is kept on this device and counted when it is back."),
        "back": _("The line is back; everything is saved."),
        "done": _("This video is done."),
        "complete": _("That was the last thing: you have completed the course."),
        "wentWrong": _("Something went wrong here; nothing you watched is lost. Please load the page again."),
    }


HANDING: dict[str, str | Promise] = {
    "sends": gettext_lazy("Being sent: {percent} %"),
    "breaks": gettext_lazy("The line is gone; it goes on by itself."),
    "stopped": gettext_lazy("Stopped; it goes on when the line is back."),
    "arrived": gettext_lazy("Arrived; it is handed in with the button below."),
    "wait": gettext_lazy("Still on its way; please wait until it has arrived."),
    "remove": gettext_lazy("Remove"),
}
"""What the script says that sends files of an assignment in pieces."""
