"""Words of the course pages that stand in no model."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

COLUMNS: dict[str, str | Promise] = {
    "name": _("Name of the person"),
    "phone": _("Mobile phone"),
    "unit": _("Work unit"),
    "email": _("E-mail"),
    "latin": _("Name in Latin letters"),
    "district": _("District"),
}
