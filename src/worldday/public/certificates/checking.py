"""The way in for whoever has a paper and no camera: the number, or the text a QR reader shows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from worldday.base import clock
from worldday.certificates import queries
from worldday.certificates.badges.issuers import published_keys
from worldday.certificates.keys import public_keys
from worldday.certificates.models import CertificateState
from worldday.certificates.proof.checking import Verdict
from worldday.certificates.proof.checking import check as check_payload
from worldday.certificates.proof.numbers import typed_number
from worldday.certificates.proof.payload import Unreadable, read_payload
from worldday.certificates.proof.speaking import name_of, said_as
from worldday.people import riddles
from worldday.ui import dates

from . import guessing

LONGEST = 5000
NOT_ASKED = "not-asked"  # the page itself knows what was revoked


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
        return _("Please type the number printed on the certificate.")
    if not number:
        return _("This is no number of ours: a digit is missing or mistyped. Please compare it once more.")
    if asks and not riddles.is_solved(request.POST.get("token", ""), request.POST.get("answer", "")):
        return _("Many numbers were tried from your network. Please answer the small question first.")
    if queries.by_number(number) is None:
        guessing.missed(request)
        return _("No certificate has this number. What you hold was not issued here, or the number is wrong.")
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
    fits = _says(verdict, "signed") or _says(verdict, "compromised")
    found = queries.by_number(verdict.payload.number) if verdict.payload and fits else None
    language = "zh" if dates.chinese() else "en"
    payload, state = verdict.payload, queries.state_on(found) if found else ""
    agrees = bool(found and found.said and queries.payload_of(found) == payload)
    context: dict[str, Any] = {
        "good": verdict.good and found is not None,
        "signed": _says(verdict, "signed"),
        "compromised": _says(verdict, "compromised"),
        "agrees": agrees,
        "differs": bool(found and found.said and not agrees),
        "findings": [said_as(code, language, **facts) for code, facts in verdict.findings if code != NOT_ASKED],
        "fields": [(name_of(field, language), text) for field, text in payload.fields] if payload else [],
        "payload": payload,
        "found": found,
        "state": state,
        "label": CertificateState(state).label if state else "",
    }
    return render(request, "public/certificates/code.html", context)


def _says(verdict: Verdict, wanted: str) -> bool:
    return any(code == wanted for code, _facts in verdict.findings)
