"""Finding certificates."""

from __future__ import annotations

from datetime import date

from worldday.base import clock, scope
from worldday.units.models import Unit

from .models import Certificate, CertificateState, SigningKey
from .proof.numbers import typed_number
from .proof.payload import Payload, digits_of, unsigned

CORRECTION = "again:"  # how the reason of a corrected certificate begins; the code of the one before follows
SAMPLE = "sample:"  # how the reason of what a demo issues to nobody begins
CHAIN = 20  # replacements of replacements that are followed; more would be a mistake in the data


def for_reason(reason_ref: str) -> Certificate | None:
    """The certificate somebody holds for this reason now: the newest in its chain of replacements."""
    with scope.everything("the reason is the permission"):
        rows = Certificate.objects.select_related("design", "replaced_by")
        found: Certificate | None = rows.filter(reason_ref=reason_ref).order_by("-pk").first()
        return current(found) if found else None


def samples() -> list[Certificate]:
    """What a demo has issued to invented holders, as of today; real ones are reached by their number only."""
    with scope.everything("samples of a demo name nobody"):
        rows = Certificate.objects.filter(reason_ref__startswith=SAMPLE, issued_on__lte=clock.today())
        return list(rows.select_related("design__owner").order_by("pk"))


def current(certificate: Certificate) -> Certificate:
    """Follow a replaced certificate to the one that stands for it now."""
    with scope.everything("the certificate is the permission"):
        for _step in range(CHAIN):
            if certificate.replaced_by is None:
                break
            certificate = certificate.replaced_by
    return certificate


def by_number(text: str) -> Certificate | None:
    """The certificate whose number somebody typed or scanned; the number is the permission."""
    number = typed_number(text)
    if not number:
        return None
    with scope.everything("the number is the permission"):
        rows = Certificate.objects.select_related("design__owner", "design__campaign", "key", "status_list")
        rows = rows.defer("key__private", "status_list__order")  # secrets that no page needs
        found: Certificate | None = rows.filter(number=number).first()
        return found


def state_on(certificate: Certificate, day: date | None = None) -> str:
    """Its state on a day (today): a certificate past its last day has expired, whether or not the night's job has run."""
    day = day or clock.today()
    over = certificate.expires_on is not None and certificate.expires_on < day
    if certificate.state == CertificateState.VALID and over:
        return CertificateState.EXPIRED
    return str(certificate.state)


def payload_of(certificate: Certificate) -> Payload:
    """What its QR code holds, from what was written down when it was issued."""
    return Payload(
        number=certificate.number,
        issued=certificate.issued_on.isoformat(),
        expires=certificate.expires_on.isoformat() if certificate.expires_on else "",
        status=(certificate.status_list.code, certificate.status_index),
        fields=tuple((field, text) for field, text in certificate.said),
    )


def digits(certificate: Certificate) -> str:
    """The signed payload as the QR code holds it; "" once its holder was forgotten."""
    if not certificate.said:
        return ""
    head = unsigned(payload_of(certificate), certificate.key.code)
    return digits_of(head, bytes.fromhex(certificate.signature))


def current_key() -> SigningKey | None:
    """The key that signs; None before the first certificate of an installation."""
    return SigningKey.objects.filter(is_current=True).first()


def current_key_code() -> str:
    """The code of the key that signs, without opening its private half; "" before the first."""
    return SigningKey.objects.filter(is_current=True).values_list("code", flat=True).first() or ""


def is_correction(certificate: Certificate) -> bool:
    """Whether it was issued in place of an earlier one."""
    return certificate.reason_ref.startswith(CORRECTION)


def issues(unit: Unit) -> bool:
    """Whether this unit has ever issued anything, so that strangers may ask about it."""
    return bool(Certificate._base_manager.filter(design__owner=unit).exists())
