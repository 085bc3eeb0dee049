"""Every write on certificates."""

from .bundling import clear_bundles, order_bundle, remove_bundle
from .designs import change_design, make_design
from .exporting import log_list
from .forgetting import forget
from .issuing import award, award_many
from .keys import mark_compromised, rotate_key, sign_anew
from .lots import confirm, discard, map_columns, upload
from .taking_back import expire_due, replace, revoke

__all__ = [
    "award",
    "award_many",
    "change_design",
    "clear_bundles",
    "confirm",
    "discard",
    "expire_due",
    "forget",
    "log_list",
    "make_design",
    "map_columns",
    "mark_compromised",
    "order_bundle",
    "remove_bundle",
    "replace",
    "revoke",
    "rotate_key",
    "sign_anew",
    "upload",
]
