"""What a compiling does, step by step, as the page shows it."""

from django.utils.translation import gettext_lazy as _

STEPS = {
    "gather": _("Reading what was sent and counted"),
    "write": _("Writing the sections"),
    "pictures": _("Fetching pictures"),
    "docx": _("Making the Word file"),
    "pdf": _("Making the PDF"),
    "html": _("Making the web page"),
    "keep": _("Keeping the edition"),
}
