"""The page a QR code leads to: every printed field, whether it counts, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext_lazy as _

from worldday.certificates import queries, wording
from worldday.certificates.badges.issuers import address
from worldday.certificates.models import Certificate, CertificateState
from worldday.certificates.papers import address_of
from worldday.certificates.proof.speaking import NAMES, name_of
from worldday.ui import dates

from .finding import of_number

SIGNED_ANEW = "signed-anew"
TONES = {
    CertificateState.VALID: "good",
    CertificateState.EXPIRED: "soon",
    CertificateState.REPLACED: "late",
    CertificateState.REVOKED: "late",
}
SENTENCES = {
    CertificateState.VALID: _("This certificate is genuine and in force."),
    CertificateState.EXPIRED: _("This certificate is genuine; its time is over."),
    CertificateState.REPLACED: _(
        "This certificate was replaced by a corrected one and counts no more. Please ask its holder for the new one."
    ),
    CertificateState.REVOKED: _("This certificate was revoked and counts no more."),
}
HAPPENED = {
    CertificateState.VALID: _("Signed anew with another key; nothing else changed"),
    CertificateState.EXPIRED: _("Expired"),
    CertificateState.REPLACED: _("Replaced by a corrected one"),
    CertificateState.REVOKED: _("Revoked"),
}
LANGUAGES = {"latin": "", "title_en": "en", "body_en": "en", "note_en": "en", "issuer_en": "en"}


@dataclass(frozen=True)
class Line:
    """A printed field: what it is called, what it says, in which language ("" = not known)."""

    field: str
    label: str
    text: str
    language: str


@dataclass(frozen=True)
class Step:
    at: datetime
    day: str
    what: Any
    reason: str


@of_number
def certificate(request: HttpRequest, found: Certificate) -> HttpResponse:
    return render(request, "public/certificates/certificate.html", shown(found) | {"pass": request.GET.get("pass", "")})


def shown(found: Certificate) -> dict[str, Any]:
    """What the page says of a certificate."""
    state = CertificateState(queries.state_on(found))
    return {
        "certificate": found,
        "state": state,
        "tone": TONES[state],
        "sentence": SENTENCES[state],
        "issued_on": printed_day(found.issued_on),
        "until": printed_day(found.expires_on) if found.expires_on else "",
        "lines": lines_of(found),
        "steps": steps_of(found),
        "unit": found.design.owner,
        "digits": queries.digits(found),
        "address": address_of(found),
        "status_url": address("certificate_status", found.design.owner.code, found.status_list.code),
    }


def printed_day(day: date) -> str:
    """As it is printed, without a day of the week."""
    return wording.day_zh(day) if dates.chinese() else wording.day_en(day)


def lines_of(found: Certificate) -> list[Line]:
    language = "zh" if dates.chinese() else "en"
    return [
        Line(field, name_of(field, language), text, LANGUAGES.get(field, "zh-Hans" if field in NAMES else ""))
        for field, text in found.said
    ]


def steps_of(found: Certificate) -> list[Step]:
    """Its history, oldest first; the calendar's expiry is told even before the night's work has written it down."""
    first = _("Issued, as the correction of an earlier one") if queries.is_correction(found) else _("Issued")
    steps = [_step(found.made_at, first, "")]
    for change in found.changes.all():
        reason = "" if change.reason == SIGNED_ANEW else change.reason
        steps.append(_step(change.at, HAPPENED[CertificateState(change.state)], reason))
    if found.expires_on and queries.state_on(found) != found.state:
        over = make_aware(datetime.combine(found.expires_on + timedelta(days=1), time()))
        steps.append(_step(over, HAPPENED[CertificateState.EXPIRED], ""))
    return steps


def _step(at: datetime, what: Any, reason: str) -> Step:
    return Step(at, printed_day(localtime(at).date()), what, reason)
