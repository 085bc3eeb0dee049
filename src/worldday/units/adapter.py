from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from worldday.base import audit, strongbox

from . import sign_in_audit

PURPOSE = "second factor"  # part of the key: see base/strongbox.py


class StaffAdapter(DefaultAccountAdapter):
    """Nobody signs up: staff are invited. Five failures shut an account for a quarter of an hour (settings)."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address the audit trail writes down too, see base/address.py."""
        return audit.address.get() or super().get_client_ip(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            sign_in_audit.refused(credentials.get("email", ""))
            raise

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        """By the account's own e-mail: we keep no second list of addresses as allauth does."""
        return bool(self.authenticate(context.request, email=user.get_username(), password=password) == user)


class SecondFactorAdapter(DefaultMFAAdapter):
    """One-time password secrets and recovery codes lie encrypted, so that a copy of the database opens no account.

    Whoever changes SECRET_KEY keeps the old one among SECRET_KEY_FALLBACKS, or has everyone set up their second factor again.
    """

    def encrypt(self, text: str) -> str:
        return strongbox.lock(text, PURPOSE)

    def decrypt(self, encrypted_text: str) -> str:
        return strongbox.unlock(encrypted_text, PURPOSE)
