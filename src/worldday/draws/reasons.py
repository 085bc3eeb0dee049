"""What the record and the lottery say in codes, in words: why an entry was removed before the freeze, what is refused."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .lottery import LotteryError

REASONS = {
    "staff": _("staff of the organisers"),
    "relative": _("relatives of staff"),
    "excluded-unit": _("people of a unit that takes no part"),
    "same-person": _("second entries of one person"),
    "same-phone": _("second entries with the same phone number"),
    "same-wechat": _("second entries with the same WeChat account"),
}


def in_words(refused: LotteryError) -> str:
    """The sentence of the lottery in the language of whoever asked."""
    return refused.finding.say("en" if (get_language() or "").startswith("en") else "zh")
