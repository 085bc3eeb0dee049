"""What stands beside the open data: who may do what with it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import Licence

WORDS: dict[str, str | Promise] = {
    Licence.ATTRIBUTION: _(
        "You may copy, change and pass on this data, also commercially, free of charge. Please name the publishing unit and the day on which you took the data, and say what you changed."
    ),
    Licence.NONCOMMERCIAL: _(
        "You may copy, change and pass on this data free of charge for non-commercial ends. Please name the publishing unit and the day on which you took the data, and say what you changed."
    ),
    Licence.READ: _("This registry is for reading and checking only; it is not offered as a data file."),
}
CAUTION = _(
    "The data says how things stood when it was taken. What counts is this page on the day you look, and the decision of the issuing body."
)


def words(licence: str) -> str | Promise:
    return WORDS.get(licence, WORDS[Licence.READ])
