"""The credential of a certificate, made when somebody asks for it and signed with the key of that day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from worldday.base import clock
from worldday.certificates import queries, signing
from worldday.certificates.models import Certificate, CertificateState, SigningKey, Sort, StatusList

from .encoding import bitstring
from .issuers import BADGES, CREDENTIALS, EXTENSIONS, address, did_of, profile
from .securing import as_jwt, with_proof

SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
TYPES = {  # Open Badges 3.0, AchievementType
    Sort.APPOINTMENT: "ext:Appointment",
    Sort.LEARNING: "CertificateOfCompletion",
    Sort.PARTICIPATION: "ext:Participation",
    Sort.HONOUR: "Award",
}
TAKEN_BACK = (CertificateState.REVOKED, CertificateState.REPLACED)
LIST_HOLDS = timedelta(days=1)
OWN_LINES = ("title", "title_en", "name", "latin", "unit", "issuer", "issuer_en", "note", "note_en")


def credential(certificate: Certificate) -> dict[str, Any]:
    """The unsigned credential; wants `design__owner` and `status_list` fetched with the row."""
    made = {
        "@context": [CREDENTIALS, BADGES, EXTENSIONS],
        "id": address("certificate_json", certificate.number),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": _said(certificate, "title"),
        "issuer": profile(certificate.design.owner),
        "validFrom": _begins(certificate.issued_on),
        "credentialSubject": _subject(certificate),
        "credentialStatus": _status(certificate),
        "credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
    }
    if certificate.expires_on:
        made["validUntil"] = _begins(certificate.expires_on + timedelta(days=1))
    return made


def credential_jwt(certificate: Certificate, key: SigningKey) -> str:
    """Open Badges 3.0, section 8.2: the payload is the credential with the registered claims beside it."""
    body = credential(certificate)
    claims = {"iss": body["issuer"]["id"], "jti": body["id"], "sub": body["credentialSubject"]["id"]}
    times = {"nbf": _seconds(body["validFrom"])}
    if "validUntil" in body:
        times["exp"] = _seconds(body["validUntil"])
    method = f"{body['issuer']['id']}#{key.code}"
    return as_jwt(body | claims | times, method=method, sign=lambda message: signing.sign(key, message))


def credential_json(certificate: Certificate, key: SigningKey) -> dict[str, Any]:
    """The same as JSON-LD with a proof inside."""
    method = f"{did_of(certificate.design.owner)}#{key.code}"
    created = _moment(clock.now())
    return with_proof(
        credential(certificate), method=method, created=created, sign=lambda message: signing.sign(key, message)
    )


def status_jwt(certificate_list: StatusList, issuer: Any, key: SigningKey) -> str:
    """The list of what was taken back, as one issuer publishes it (Bitstring Status List v1.0). It is made when it is fetched, and
    whoever fetches it lives today, on whatever day a demo stands."""
    place, now = address("certificate_status", issuer.code, certificate_list.code), clock.wall()
    rows = Certificate._base_manager.filter(status_list=certificate_list, state__in=TAKEN_BACK)
    bits = bitstring(rows.values_list("status_index", flat=True), StatusList.SIZE)
    body = {
        "@context": [CREDENTIALS],
        "id": place,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": did_of(issuer),
        "validFrom": _moment(now),
        "validUntil": _moment(now + LIST_HOLDS),
        "credentialSubject": {
            "id": f"{place}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": bits,
        },
    }
    claims = {"iss": body["issuer"], "jti": place, "sub": f"{place}#list", "nbf": int(now.timestamp())}
    method = f"{body['issuer']}#{key.code}"
    return as_jwt(body | claims, method=method, sign=lambda message: signing.sign(key, message))


def _subject(certificate: Certificate) -> dict[str, Any]:
    """The holder by name alone: nothing else is known, and nothing else is told."""
    name = {"type": "IdentityObject", "hashed": False, "identityHash": certificate.holder_name, "identityType": "name"}
    lines = [
        text if field.startswith("body") else f"{field}：{text}"
        for field, text in certificate.said
        if field not in OWN_LINES
    ]
    return {
        "id": f"{address('certificate', certificate.number)}#holder",
        "type": ["AchievementSubject"],
        "identifier": [name],
        "achievement": _achievement(certificate),
        "narrative": "\n".join(lines),
    }


def _achievement(certificate: Certificate) -> dict[str, Any]:
    design = certificate.design
    return {
        "id": f"{address('certificate_issuer', design.owner.code)}#{design.code}",
        "type": ["Achievement"],
        "achievementType": TYPES[Sort(design.sort)],
        "name": _said(certificate, "title"),
        "description": _said(certificate, "body") or _said(certificate, "title"),
        "criteria": {"narrative": _said(certificate, "body") or _said(certificate, "title")},
    }


def _status(certificate: Certificate) -> dict[str, str]:
    place = address("certificate_status", certificate.design.owner.code, certificate.status_list.code)
    return {
        "id": f"{place}#{certificate.status_index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(certificate.status_index),
        "statusListCredential": place,
    }


def _said(certificate: Certificate, field: str) -> str:
    return dict(queries.payload_of(certificate).fields).get(field, "")


def _begins(day: date) -> str:
    """Midnight here, as UTC."""
    return _moment(datetime.combine(day, time(), tzinfo=timezone.get_default_timezone()))


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _seconds(moment: str) -> int:
    return int(datetime.strptime(moment, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).timestamp())
