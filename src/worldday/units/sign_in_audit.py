"""Signing in and out leaves audit rows.

Nobody calls a verb of ours to sign in: the library does it, and tells through its signals, which are its documented seam.
This is the one place where signals are received; everything else is called by name.
"""

from typing import Any

from allauth.account.signals import password_changed, password_reset
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import Signal, receiver

from worldday.base import audit
from worldday.base.audit import Actor, System

from .models import Staff


def home_path(staff: Staff) -> str:
    """Path of the unit a person's own events belong to: the highest they serve; "" for the installation."""
    return min(staff.memberships.values_list("unit__path", flat=True), key=len, default="")


def note(action: str, staff: Staff, by: Actor | None = None, **after: str) -> None:
    audit.record(by=by or staff, action=action, target=staff, scope_path=home_path(staff), after=after)


def refused(email: str) -> None:
    """Too many failures: the account, or the address, is shut for a while."""
    _note_stranger("sign-in-locked", email)


@receiver(user_login_failed)
def _wrong_password(credentials: dict[str, Any], **_kwargs: Any) -> None:
    _note_stranger("sign-in-failed", str(credentials.get("email") or ""))


def _note_stranger(action: str, email: str) -> None:
    staff = Staff.objects.filter(email=email.strip().lower()).first()
    if staff is not None:
        note(action, staff, System("sign-in", answers=True))
        return
    nobody = Staff(name=masked(email))
    audit.record(by=System("sign-in", answers=True), action=action, target=nobody, scope_path="")


def masked(email: str) -> str:
    """Enough to recognise a pattern, too little to keep what somebody typed into the wrong field."""
    name, at, host = email.strip().partition("@")
    return f"{name[:1]}…{at}{host}"[:60] if at else "…"


@receiver(user_logged_in)
def _signed_in(user: Staff, **_kwargs: Any) -> None:
    note("signed-in", user)


@receiver(user_logged_out)
def _signed_out(user: Staff | None, **_kwargs: Any) -> None:
    if user is not None:
        note("signed-out", user)


@receiver(authentication_failed)
def _wrong_code(user: Staff, **_kwargs: Any) -> None:
    note("sign-in-code-failed", user, System("sign-in", answers=True))


@receiver(authenticator_added)
def _factor_added(user: Staff, authenticator: Authenticator, **_kwargs: Any) -> None:
    """Recovery codes are made along with the first authenticator."""
    codes = authenticator.type == Authenticator.Type.RECOVERY_CODES
    note("recovery-codes-renewed" if codes else "second-factor-added", user)


def _on(signal: Signal, action: str) -> None:
    """Have `signal`, which carries the person as `user`, noted as `action`."""
    signal.connect(lambda user, **_kwargs: note(action, user), weak=False, dispatch_uid=action)


_on(password_changed, "password-changed")
_on(password_reset, "password-reset")
_on(authenticator_removed, "second-factor-removed")
_on(authenticator_reset, "recovery-codes-renewed")
