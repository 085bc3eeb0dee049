"""Places in a status list: a secret permutation of them, so that a place tells neither when nor beside whom it was given."""

from __future__ import annotations

import hashlib
import secrets

from .models import StatusList

_HALF = 9  # bits; two halves make the 18 bits of StatusList.SIZE
_MASK = (1 << _HALF) - 1
_ROUNDS = 6


def new_order() -> dict[str, str]:
    return {"key": secrets.token_hex(16)}


def place(status: StatusList, turn: int) -> int:
    """The place of the `turn`-th certificate (from 0) of a list: a Feistel network keyed with the list's secret."""
    key = bytes.fromhex(status.order["key"])
    left, right = turn >> _HALF, turn & _MASK
    for number in range(_ROUNDS):
        left, right = right, left ^ _round(key, number, right)
    return left << _HALF | right


def _round(key: bytes, number: int, half: int) -> int:
    digest = hashlib.blake2b(bytes([number]) + half.to_bytes(2, "big"), key=key, digest_size=2).digest()
    return int.from_bytes(digest, "big") & _MASK
