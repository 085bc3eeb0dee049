"""Bytes as texts, as these standards write them. Knows no Django."""

from __future__ import annotations

import gzip
from base64 import urlsafe_b64encode
from collections.abc import Iterable

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
ED25519_PUBLIC = b"\xed\x01"  # multicodec


def base64url(data: bytes) -> str:
    """Without padding."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def base58(data: bytes) -> str:
    """Bitcoin's alphabet; leading zero bytes become 1."""
    number, digits = int.from_bytes(data, "big"), ""
    while number:
        number, at = divmod(number, 58)
        digits = BASE58[at] + digits
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + digits


def multikey(public: str) -> str:
    """A public key, given in hexadecimal, as `z6Mk…` (Controlled Identifiers v1.0, Multikey)."""
    return "z" + base58(ED25519_PUBLIC + bytes.fromhex(public))


def bitstring(places: Iterable[int], size: int) -> str:
    """`size` bits with those at `places` set, as `encodedList` wants them: gzip, base64url, multibase u."""
    bits = bytearray(size // 8)
    for place in places:
        bits[place // 8] |= 128 >> place % 8
    return "u" + base64url(gzip.compress(bytes(bits), mtime=0))
