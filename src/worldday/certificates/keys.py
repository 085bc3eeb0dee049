"""The published keys, as the verifier takes them."""

from __future__ import annotations

import json

from .badges.issuers import key_set
from .proof.keyring import PublicKey, read_keys


def public_keys() -> dict[str, PublicKey]:
    """By code; read from the very file that is published."""
    return read_keys(json.dumps(key_set()))
