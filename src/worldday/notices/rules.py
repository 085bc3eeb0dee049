"""Who may work with notices: whoever takes them in for the unit that owns them."""

from worldday.units import rules
from worldday.units.models import Staff, Unit
from worldday.units.permissions import Permission

from .models import Draft, Notice


def may_take_in(staff: Staff, owner: Unit) -> bool:
    """May hand in a notice on behalf of `owner`."""
    return rules.may(staff, Permission.TAKE_IN_NOTICE, owner)


def may_review(staff: Staff, notice: Notice) -> bool:
    """May correct, confirm or discard what was read out of it; the same people who may hand it in."""
    return may_take_in(staff, notice.owner)


def may_confirm(staff: Staff, draft: Draft) -> bool:
    """Confirming creates and changes a campaign, so both permissions are asked."""
    return may_review(staff, draft.notice) and rules.may(staff, Permission.RUN_CAMPAIGN, draft.notice.owner)
