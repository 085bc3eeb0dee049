"""One spelling per value, so that a digest fixes what was published (JSON as RFC 8785 writes it)."""

import hashlib
import json
from typing import Any


def canonical(value: Any) -> bytes:
    """Objects with ASCII names, lists, texts, whole numbers, true, false, null. Raises `TypeError` for fractions."""
    _no_fractions(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def digest_of(value: Any) -> str:
    """SHA-256 of `canonical(value)`, lower-case hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


def _no_fractions(value: Any) -> None:
    """Fractions have many spellings; nothing that is published here needs one."""
    if isinstance(value, float):
        raise TypeError(f"{value!r} has no single spelling; use a whole number of a smaller unit.")
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _no_fractions(part)
