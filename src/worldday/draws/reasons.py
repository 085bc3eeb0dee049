"""Why an entry was removed before the freeze: the codes of the record, in words."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "staff": _("staff of the organisers"),
    "relative": _("relatives of staff"),
    "excluded-unit": _("people of a unit that takes no part"),
    "same-person": _("second entries of one person"),
    "same-phone": _("second entries with the same phone number"),
    "same-wechat": _("second entries with the same WeChat account"),
}
