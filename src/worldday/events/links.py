"""Secrets around a booking: the once-only key of a form, the link in the message, what the QR code for check-in says."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets

from django.conf import settings

from worldday.base import digests

KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")
CHECK_IN = "worldday-in:"  # before a booking's code in its QR code


def new_key() -> str:
    """A once-only key for a form. A browser's script may make its own, of the same alphabet and at least as long."""
    return secrets.token_urlsafe(16)


def is_key(text: str) -> bool:
    return KEY.fullmatch(text) is not None


def key_number(key: str) -> int:
    """What is kept of a key (`Booking.key`): 63 bits under the installation's secret."""
    return digests.number_of(settings.SECRET_KEY, "booking-key", key)


def new_secret() -> str:
    """The last part of a manage link: 128 bits, kept only as a digest and, locked, beside the person's name."""
    return secrets.token_urlsafe(16)


def digest_of(secret: str) -> str:
    """What is kept of a link's secret (`Booking.token`)."""
    return hashlib.sha256(secret.encode()).hexdigest()


def opens(secret: str, token: str) -> bool:
    """Whether this secret opens the booking with that token; a booking without a token has no link."""
    return bool(token) and hmac.compare_digest(digest_of(secret), token)


def check_in_text(code: str) -> str:
    """What the QR code on the confirmation holds; the manage link stays with whoever booked."""
    return f"{CHECK_IN}{code}"
