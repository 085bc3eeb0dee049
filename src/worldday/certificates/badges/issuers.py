"""Who issues: every unit has an identifier (did:web), a profile, and the installation's keys to sign with."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import override

from worldday.base import clock
from worldday.certificates.models import KeyState, SigningKey
from worldday.units.models import Unit

from .encoding import base64url, multikey

CID = "https://www.w3.org/ns/cid/v1"
DID = "https://www.w3.org/ns/did/v1"
CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"  # names 1EdTechJsonSchemaValidator2019


def address(name: str, *args: object) -> str:
    """A public address that never changes with the reader's language."""
    with override("zh-hans"):
        return f"{settings.PUBLIC_URL}{reverse(f'public:{name}', args=args)}"


def did_of(unit: Unit) -> str:
    """`did:web:…`, which resolves to the unit's did.json (did:web, section 3)."""
    place = address("certificate_did", unit.code).partition("://")[2].removesuffix("/did.json")
    host, _slash, path = place.partition("/")
    return ":".join(["did:web", host.replace(":", "%3A"), *path.split("/")])


def profile(unit: Unit) -> dict[str, Any]:
    """The issuer as it stands in a badge (Open Badges 3.0, Profile)."""
    made: dict[str, Any] = {"id": did_of(unit), "type": ["Profile"], "name": unit.name}
    made["url"] = unit.website or address("certificate_issuer", unit.code)
    return made


def did_document(unit: Unit) -> dict[str, Any]:
    """Keys whose signatures count, the one that signs first; a compromised key is not among them."""
    did = did_of(unit)
    keys = list(published_keys().exclude(state=KeyState.COMPROMISED))
    methods = [
        {"id": f"{did}#{key.code}", "type": "Multikey", "controller": did, "publicKeyMultibase": multikey(key.public)}
        for key in keys
    ]
    return {
        "@context": [DID, CID],
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def key_set() -> dict[str, Any]:
    """All keys there ever were, for the offline verifier and any JOSE library (JWK set)."""
    return {"keys": [_jwk(key) for key in published_keys()], "worldday:taken": clock.today().isoformat()}


def published_keys() -> models.QuerySet[SigningKey]:
    """The one that signs first, then by age; without their private halves, which only issuing opens."""
    ended = models.Case(models.When(is_current=True, then=0), default=1, output_field=models.SmallIntegerField())
    return SigningKey.objects.defer("private").order_by(ended, "-pk")


def _jwk(key: SigningKey) -> dict[str, str]:
    made = {
        "kty": "OKP",
        "crv": "Ed25519",
        "alg": "EdDSA",
        "use": "sig",
        "kid": key.code,
        "x": base64url(bytes.fromhex(key.public)),
        "worldday:state": key.state,
        "worldday:made": _here(key.made_at),
    }
    if key.ended_at:
        made["worldday:ended"] = _here(key.ended_at)
    if key.compromised_at:
        made |= {"worldday:compromised": _here(key.compromised_at), "worldday:reason": key.compromised_for}
    return made


def _here(at: datetime) -> str:
    """With the day of the installation's own calendar."""
    return localtime(at).isoformat(timespec="seconds")
