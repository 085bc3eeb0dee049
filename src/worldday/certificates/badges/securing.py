"""Two ways to secure a credential: as a JSON Web Token, and with a Data Integrity proof inside (docs/decisions/0502). Pure but
for the key that is handed in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

from worldday.base.canonical import canonical

from .encoding import base58, base64url

Sign = Callable[[bytes], bytes]  # message → 64 bytes
SUITE = "eddsa-jcs-2022"


def as_jwt(claims: dict[str, Any], *, method: str, sign: Sign) -> str:
    """A compact JWS with EdDSA (RFC 7515, RFC 8037); `method` names the key in the issuer's document."""
    head = base64url(_compact({"alg": "EdDSA", "typ": "JWT", "kid": method}))
    body = base64url(_compact(claims))
    return f"{head}.{body}.{base64url(sign(f'{head}.{body}'.encode()))}"


def with_proof(document: dict[str, Any], *, method: str, created: str, sign: Sign) -> dict[str, Any]:
    """The document with one proof of the suite eddsa-jcs-2022 (Data Integrity EdDSA Cryptosuites v1.0, section 3.3), in a list:
    the W3C takes one or several, the JSON schema of Open Badges 3.0 a list only."""
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": created,
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
        "@context": document["@context"],
    }
    signed = sign(proof_hash(document, options))
    return document | {"proof": [options | {"proofValue": "z" + base58(signed)}]}


def proof_hash(document: dict[str, Any], options: dict[str, Any]) -> bytes:
    """What such a proof signs: the hashes of options and document, each written as RFC 8785 has it."""
    return b"".join(hashlib.sha256(canonical(part)).digest() for part in (options, document))


def _compact(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
