"""Every write on certificates."""

from .designs import change_design, make_design
from .forgetting import forget
from .issuing import award, award_many
from .keys import mark_compromised, rotate_key, sign_anew
from .lots import confirm, discard, map_columns, upload
from .taking_back import expire_due, replace, revoke

__all__ = [
    "award",
    "award_many",
    "change_design",
    "confirm",
    "discard",
    "expire_due",
    "forget",
    "make_design",
    "map_columns",
    "mark_compromised",
    "replace",
    "revoke",
    "rotate_key",
    "sign_anew",
    "upload",
]
