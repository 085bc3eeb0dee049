from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "filing-opened": _("began to write what {name} owes"),
    "filing-saved": _("saved the draft of {name}: {changes}"),
    "filing-sent": _("sent what {name} owes: {changes}"),
    "filing-taken-back": _("took back what {name} had sent, before anybody decided"),
}
