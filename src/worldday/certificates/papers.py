"""From a row to the paper the printer takes, with the address people scan."""

from __future__ import annotations

from typing import TypedDict

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from worldday.campaigns.models import Campaign
from worldday.campaigns.pattern import seed_of

from . import queries
from .models import Certificate, CertificateState
from .paper import CertificatePaper
from .wording import day_zh

__all__ = ["CertificatePaper", "address_of", "paper_of", "qr_text"]

HUE = 215


class Look(TypedDict):
    hue: int
    seed: str


MARKS = {
    CertificateState.REVOKED: "已撤销 REVOKED",
    CertificateState.REPLACED: "已换发 REPLACED",
    CertificateState.EXPIRED: "已过期 EXPIRED",
}


def address_of(certificate: Certificate) -> str:
    """The page of the certificate, as it is printed: always the Chinese one, which offers the other."""
    with override("zh-hans"):
        return settings.PUBLIC_URL + reverse("public:certificate", args=[certificate.number])


def qr_text(certificate: Certificate) -> str:
    """What the QR code holds: the page for phones, the signed payload for programs (proof/payload.py)."""
    return f"{address_of(certificate)}#{queries.digits(certificate)}"


def look_of(campaign: Campaign | None) -> Look:
    """The campaign's colours and pattern; plain ones without a campaign."""
    if campaign is None:
        return {"hue": HUE, "seed": ""}
    seed = seed_of(day=campaign.starts_on, year=campaign.year, ordinal=campaign.ordinal)
    return {"hue": campaign.hue, "seed": seed}


def paper_of(certificate: Certificate) -> CertificatePaper:
    """Wants `design__campaign`, `key` and `status_list` fetched with the row."""
    design = certificate.design
    return CertificatePaper(
        template=design.template,
        sort=design.sort,
        number=certificate.number,
        fields=tuple((field, text) for field, text in certificate.said),
        issued=day_zh(certificate.issued_on),
        until=day_zh(certificate.expires_on) if certificate.expires_on else "",
        address=address_of(certificate),
        qr=qr_text(certificate),
        **look_of(design.campaign),
        mark=MARKS.get(CertificateState(queries.state_on(certificate)), ""),
    )
