"""The way in for whoever has a paper and no camera: the number, or the text a QR reader shows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from worldday.base import clock
from worldday.certificates import queries
from worldday.certificates.badges.issuers import published_keys
from worldday.certificates.keys import public_keys
from worldday.certificates.models import Certificate, CertificateState
from worldday.certificates.proof.checking import check as check_payload
from worldday.certificates.proof.numbers import typed_number
from worldday.certificates.proof.payload import Unreadable, read_payload
from worldday.certificates.proof.speaking import name_of, said_as
from worldday.people import riddles
from worldday.ui import dates

from . import guessing

LONGEST = 5000
NOT_ASKED = "not-asked"  # the page itself knows what was revoked
IN_FORCE, NOT_GENUINE, PROVES_NOTHING = _("Genuine and in force"), _("Not genuine"), _("The code proves nothing")
UNSIGNED = _("What this code says was not signed here, or it was altered afterwards. Do not rely on it.")
NOT_OURS = {  # no certificate of ours has its number, though this is how it was signed
    "signed": _("The signature fits, but our register has no such certificate. Please ask the issuer."),
    "compromised": _(
        "The key that signed this code is compromised, so others may have signed with it, and our register has no certificate of this number. Do not rely on it."
    ),
}
OTHER_WORDS = _(
    "Our register says something else under this number. Only what stands on the page of the number counts."
)
OTHER_NUMBER = _(
    "The address in this code is that of another certificate. Only what stands on the page of the number counts."
)
COMPROMISED = _(
    "The key that signed this paper is compromised, so the code proves nothing. Only what stands on the page of the number counts."
)
COMPROMISED_AGREES = _(
    "The key that signed this paper is compromised, so the code proves nothing by itself. Our register says the same as the code; only the page of the number counts, and the holder can download a paper with a new code there."
)


@never_cache
@csrf_exempt  # nothing changes, and no cookie says who asks
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    given = (request.POST if request.method == "POST" else request.GET).get("number", "")[:LONGEST]
    if request.method == "POST" and _holds_payload(given):
        return _checked(request, given)
    number, wrong = typed_number(given), ""
    asks = bool(number) and guessing.must_answer(request, number)
    if request.method == "POST":
        wrong = _why_not(request, given, number, asks=asks)
        if not wrong:
            return _to_page(number, passed=asks)
    return _form(request, given, wrong, asks=asks)


def _why_not(request: HttpRequest, given: str, number: str, *, asks: bool) -> str:
    if not given.strip():
        return _now("Please type the number printed on the certificate.")
    if not number:
        return _now("This is no number of ours: a digit is missing or mistyped. Please compare it once more.")
    if asks and not riddles.is_solved(request.POST.get("token", ""), request.POST.get("answer", "")):
        return _now("Many numbers were tried from your network. Please answer the small question first.")
    if queries.by_number(number) is None:
        guessing.missed(request)
        return _now("No certificate has this number. What you hold was not issued here, or the number is wrong.")
    return ""


def _to_page(number: str, *, passed: bool) -> HttpResponse:
    address = reverse("public:certificate", args=[number])
    return redirect(f"{address}?pass={guessing.pass_for(number)}" if passed else address)


def _form(request: HttpRequest, given: str, wrong: str, *, asks: bool) -> HttpResponse:
    riddle = riddles.make_riddle() if asks else None
    context = {"given": given, "wrong": wrong, "riddle": riddle, "keys": published_keys(), "samples": _samples()}
    return render(request, "public/certificates/check.html", context, status=422 if wrong else 200)


def _samples() -> list[dict[str, Any]]:
    """One of each state to look at, in a demo only."""
    found = queries.samples() if settings.DEMO else []
    return [{"certificate": one, "label": CertificateState(queries.state_on(one)).label} for one in found]


def _holds_payload(given: str) -> bool:
    try:
        read_payload(given)
    except Unreadable:
        return False
    return True


def _checked(request: HttpRequest, given: str) -> HttpResponse:
    """What the signed text of a code says, checked as the offline verifier does, and beside it what the register says."""
    verdict = check_payload(given, public_keys(), today=clock.today())
    codes, payload = {code for code, _facts in verdict.findings}, verdict.payload
    found = queries.by_number(payload.number) if payload and codes & {"signed", "compromised"} else None
    differs = bool(found and found.said and queries.payload_of(found) != payload)
    heading, lead = _answer(codes, found, good=verdict.good, differs=differs)
    language = "zh" if dates.chinese() else "en"
    context: dict[str, Any] = {
        "good": heading == IN_FORCE,
        "heading": heading,
        "lead": lead,
        "holds": not differs and bool("signed" in codes or (found and found.said)),
        "findings": [said_as(code, language, **facts) for code, facts in verdict.findings if code != NOT_ASKED],
        "fields": [(name_of(field, language), text) for field, text in payload.fields] if payload else [],
        "payload": payload,
        "found": found,
    }
    return render(request, "public/certificates/code.html", context)


def _answer(codes: set[str], found: Certificate | None, *, good: bool, differs: bool) -> tuple[Any, Any]:
    """Heading and lead: of all that speaks against a code, what weighs most."""
    if found is None:
        return NOT_GENUINE, next((said for code, said in NOT_OURS.items() if code in codes), UNSIGNED)
    if differs:
        return NOT_GENUINE, OTHER_WORDS
    if "compromised" in codes:
        return PROVES_NOTHING, COMPROMISED_AGREES if found.said else COMPROMISED
    state = CertificateState(queries.state_on(found))
    if state != CertificateState.VALID:
        return state.label, ""
    return (IN_FORCE, "") if good else (NOT_GENUINE, OTHER_NUMBER)
