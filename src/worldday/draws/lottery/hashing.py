"""The one hash and the one way bytes are put together before hashing (docs/draw-method.md, section 2)."""

import json
from hashlib import sha256

METHOD = "worldday.draw/1"


def framed(label: str, *parts: bytes) -> bytes:
    """SHA-256 over `METHOD label` and `parts`, each preceded by its length as 4 bytes, big-endian.

    The lengths make two different lists of parts give two different inputs; the label keeps a hash made for one
    purpose from standing in for another.
    """
    named = (f"{METHOD} {label}".encode(), *parts)
    return sha256(b"".join(len(part).to_bytes(4, "big") + part for part in named)).digest()


def canonical(value: object) -> bytes:
    """JSON as RFC 8785 writes it, for what we use of JSON: ASCII keys, whole numbers below 2**53, no floats."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode()


def u32(number: int) -> bytes:
    """`number` as 4 bytes, big-endian."""
    return number.to_bytes(4, "big")
