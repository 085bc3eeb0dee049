"""Making Ed25519 keys and signatures. Checking them needs nothing from here, see proof/."""

from __future__ import annotations

import hashlib
import secrets
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from .models import SigningKey


def new_seed() -> str:
    """32 random bytes, hexadecimal."""
    return secrets.token_hex(32)


def public_of(seed: str) -> str:
    """The public key, hexadecimal."""
    return _private(seed).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def code_of(public: str) -> str:
    """The name of a key: the first 8 bytes of SHA-256 of the public key, hexadecimal."""
    return fingerprint_of(public)[:16]


def fingerprint_of(public: str) -> str:
    """SHA-256 of the public key, 64 hexadecimal digits."""
    return hashlib.sha256(bytes.fromhex(public)).hexdigest()


def sign(key: SigningKey, message: bytes) -> bytes:
    """64 bytes. `KeyError` for a key that no longer signs."""
    return _private(key.private["seed"]).sign(message)


@lru_cache(maxsize=4)
def _private(seed: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(seed))
