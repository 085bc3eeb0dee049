"""Why a line of a roster was not taken in, for whoever corrects it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from worldday.people.roster_sentences import FAULTS

from .roster import FULL, NO_PHONE, OTHER_NAME

REASONS: dict[str, str | Promise] = {
    **{str(fault): sentence for fault, sentence in FAULTS.items()},
    NO_PHONE: _("There is no phone number; learners of this cohort show who they are by a code to their phone."),
    OTHER_NAME: _("This phone number is enrolled under another name already; one number is one person."),
    FULL: _("All seats of the cohort are taken."),
}
