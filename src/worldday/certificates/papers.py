"""From a row to the paper the printer takes, with the address people scan."""

from __future__ import annotations

from typing import TypedDict

from django.conf import settings

from worldday.campaigns.models import Campaign
from worldday.campaigns.pattern import seed_of

from . import queries
from .badges.issuers import address
from .models import Certificate, CertificateState
from .rendering.paper import LAYOUTS, CertificatePaper

HUE = 215
BANNERS = {  # written across one that no longer counts
    CertificateState.REVOKED: "已撤销 REVOKED",
    CertificateState.REPLACED: "已换发 REPLACED",
    CertificateState.EXPIRED: "已过期 EXPIRED",
}
EXAMPLE = "示例"  # of a demo


def address_of(certificate: Certificate) -> str:
    """The page of the certificate, as it is printed: always the Chinese one, which offers the other."""
    return address("certificate", certificate.number)


def qr_text(certificate: Certificate) -> str:
    """What the QR code holds: the page for phones, the signed payload for programs (proof/payload.py)."""
    return f"{address_of(certificate)}#{queries.digits(certificate)}"


class Look(TypedDict):
    hue: int
    seed: str


def look_of(campaign: Campaign | None) -> Look:
    """The campaign's colours and pattern; plain ones without a campaign."""
    if campaign is None:
        return {"hue": HUE, "seed": ""}
    seed = seed_of(day=campaign.starts_on, year=campaign.year, ordinal=campaign.ordinal)
    return {"hue": campaign.hue, "seed": seed}


def paper_of(certificate: Certificate) -> CertificatePaper:
    """Wants `design__campaign`, `key` and `status_list` fetched with the row."""
    design = certificate.design
    banner = BANNERS.get(CertificateState(queries.state_on(certificate)), EXAMPLE if settings.DEMO else "")
    return CertificatePaper(
        said=tuple((field, text) for field, text in certificate.said),
        number=certificate.number,
        issued=certificate.issued_on,
        qr=qr_text(certificate),
        address=address_of(certificate),
        until=certificate.expires_on,
        layout=design.template if design.template in LAYOUTS else LAYOUTS[0],
        banner=banner,
        **look_of(design.campaign),
    )
