"""What is wrong with a roster or a row of it, for whoever corrects it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .rosters import Fault
from .rosters.reading import MOST_BYTES, MOST_ROWS

FAULTS: dict[Fault, str | Promise] = {
    Fault.NO_NAME: _("There is no name."),
    Fault.LONG_NAME: _("The name is too long: 80 characters, 120 in Latin letters."),
    Fault.NOT_A_NAME: _("This is not a name."),
    Fault.LONG_UNIT: _("The unit is too long: 120 characters."),
    Fault.LONG_DISTRICT: _("The district is too long: 20 characters."),
    Fault.LONG_TEXT: _("A text is too long: 200 characters."),
    Fault.BAD_EMAIL: _("This is not an e-mail address."),
    Fault.BAD_PHONE: _("This is not a mobile phone number of the mainland (eleven digits)."),
    Fault.FORMULA: _("This begins like a formula; please put plain text."),
}
NOT_READABLE: dict[str, str | Promise] = {
    "file": _("This is not a workbook that can be read. Nothing was kept; please save it as .xlsx and try again."),
    "size": _("The file is larger than {mb} MB. Nothing was kept; please split it."),
    "rows": _("The roster has more than {rows} rows. Nothing was kept; please split it."),
    "headings": _("The first sheet is empty. Nothing was kept; the first row must hold the headings."),
}


def not_readable(why: str, *, most: int = MOST_ROWS) -> str:
    """`why` as `rosters.NotReadable` has it; `most` rows would have been taken."""
    return str(NOT_READABLE[why]).format(mb=MOST_BYTES // 1024 // 1024, rows=f"{most:,}")
