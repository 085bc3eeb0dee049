from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "figure-reported": _("reported a number, {name}: {changes}"),
    "figure-corrected": _("corrected a number, {name}: {changes}"),
    "figure-withdrawn": _("withdrew a number, {name}: {changes}"),
}
