from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "plan-saved": _("saved the plan of {name}: {changes}"),
    "plan-activities-made": _("made activities of the plan of {name}: {changes}"),
}
