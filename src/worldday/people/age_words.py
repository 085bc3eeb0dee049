"""What the age bands are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

AGE_WORDS: dict[str, str | Promise] = {
    "under-14": _("Under 14"),
    "14-17": _("14 to 17"),
    "18-35": _("18 to 35"),
    "36-59": _("36 to 59"),
    "60-": _("60 or older"),
}
