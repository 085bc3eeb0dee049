"""The published keys, as the file `keys.json` holds them (a JWK set, RFC 7517 and RFC 8037)."""

import hashlib
import json
from base64 import urlsafe_b64decode
from dataclasses import dataclass
from typing import Any

COMPROMISED = "compromised"


@dataclass(frozen=True)
class PublicKey:
    """`code`: first 8 bytes of SHA-256 of the key, hexadecimal. `state`: current, retired or compromised. `ended`: since when it
    signs nothing more, ISO 8601, "" for the current one. `compromised`: since when that is known of it. `taken`: of what day the file is."""

    code: str
    public: bytes
    state: str
    ended: str
    compromised: str = ""
    taken: str = ""


def read_keys(text: str) -> dict[str, PublicKey]:
    """By code. Raises `ValueError` for a file that is no such key set, or where a key does not fit its code."""
    found = {}
    try:
        whole = json.loads(text)
        for entry in whole["keys"]:
            key = _read_key(entry, str(whole.get("worldday:taken", "")))
            found[key.code] = key
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"no key set: {error!r}") from None
    return found


def single_key(public: str) -> dict[str, PublicKey]:
    """A key known by its 64 hexadecimal digits alone, from paper perhaps. Raises `ValueError`."""
    raw = bytes.fromhex(public)
    if len(raw) != 32:
        raise ValueError("a public key has 64 hexadecimal digits")
    key = PublicKey(hashlib.sha256(raw).hexdigest()[:16], raw, "current", "")
    return {key.code: key}


def _read_key(entry: dict[str, Any], taken: str) -> PublicKey:
    public = unpadded(entry["x"])
    code = hashlib.sha256(public).hexdigest()[:16]
    if entry["kty"] != "OKP" or entry["crv"] != "Ed25519" or len(public) != 32 or entry["kid"] != code:
        raise ValueError("a key of the set does not fit its name")
    state, ended = str(entry.get("worldday:state", "current")), str(entry.get("worldday:ended", ""))
    since = str(entry.get("worldday:compromised", "")) or (ended if state == COMPROMISED else "")
    return PublicKey(code, public, state, ended, since, taken)


def unpadded(text: str) -> bytes:
    """Base64 as JSON Web Tokens write it, without padding. Raises `ValueError`."""
    return urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4))
