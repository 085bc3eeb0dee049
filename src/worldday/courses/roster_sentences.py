"""Why a line of a roster was not taken in, for whoever corrects it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "no-name": _("There is no name."),
    "long-name": _("The name is too long."),
    "bad-name": _("This is not a name."),
    "no-phone": _("There is no phone number; learners of this cohort show who they are by a code to their phone."),
    "bad-phone": _("This is not a mobile phone number of the mainland (eleven digits)."),
    "bad-email": _("This is not an e-mail address."),
    "long-unit": _("The name of the unit or district is too long."),
    "full": _("All seats of the cohort are taken."),
}
