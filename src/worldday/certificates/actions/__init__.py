"""Every write on certificates."""

from .issuing import award, award_many
from .keys import mark_compromised, rotate_key, sign_anew
from .taking_back import expire_due, replace, revoke

__all__ = [
    "award",
    "award_many",
    "expire_due",
    "mark_compromised",
    "replace",
    "revoke",
    "rotate_key",
    "sign_anew",
]
