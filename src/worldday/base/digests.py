"""Keyed digests: the same input meets itself again, and nobody without the installation's secret can tell what it was."""

import hashlib


def number_of(secret: str, kind: str, value: str) -> int:
    """63 bits for `value`, of its own per `kind` ("device", "phone", "address" …): what players, addresses and browsers are."""
    key = hashlib.blake2b(secret.encode(), digest_size=32, person=b"worldday number").digest()
    digest = hashlib.blake2b(f"{kind}\0{value}".encode(), key=key, digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1
