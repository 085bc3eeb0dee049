"""The link that lets an invited person choose a password: signed, good for seven days, and once.

The signature covers a mark of the account's present password, so that the link dies with its first use, with every
later invitation, and with deactivation. Nothing is stored.
"""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from worldday.base.problems import Problem

from .models import Staff

SALT = "worldday.invitation"
GOOD_FOR = timedelta(days=7)


class BadInvitation(Problem):
    """The link is too old, was used, was replaced by a newer one, or was never ours."""

    sentence = _(
        "This invitation is no longer valid: it was used already, replaced by a newer one, or is older than seven days. "
        "If you have chosen your password, sign in; otherwise ask whoever invited you for a new invitation."
    )


def token_for(staff: Staff) -> str:
    return signing.dumps([staff.code, _mark(staff)], salt=SALT)


def staff_of(token: str) -> Staff:
    """The invited person. Raises `BadInvitation`."""
    try:
        code, mark = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:  # SignatureExpired is one
        raise BadInvitation from None
    staff = Staff.objects.filter(code=code, is_active=True).first()
    if staff is None or not constant_time_compare(mark, _mark(staff)):
        raise BadInvitation
    return staff


def address_for(staff: Staff) -> str:
    """The whole link, scheme and host included."""
    return settings.PUBLIC_URL + reverse("accept_invitation", args=[token_for(staff)])


def _mark(staff: Staff) -> str:
    return salted_hmac(SALT, staff.password).hexdigest()[:16]
