"""What a stranger's verifier fetches: keys, issuers, and the lists of what was taken back. Stable addresses, any origin."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from worldday.base.audit import System
from worldday.certificates.actions.keys import signing_key
from worldday.certificates.badges.credential import status_jwt
from worldday.certificates.badges.issuers import BADGES, CREDENTIALS, did_document, key_set, profile
from worldday.certificates.models import StatusList
from worldday.certificates.queries import issues
from worldday.units.models import Unit

FRESH_S = 300
OPEN = {"Access-Control-Allow-Origin": "*", "Cache-Control": f"public, max-age={FRESH_S}"}


@require_safe
def keys(_request: HttpRequest) -> HttpResponse:
    return _json(key_set(), "application/jwk-set+json")


@require_safe
def issuer(_request: HttpRequest, unit: str) -> HttpResponse:
    return _json({"@context": [CREDENTIALS, BADGES], **profile(_issuer(unit))}, "application/ld+json")


@require_safe
def did(_request: HttpRequest, unit: str) -> HttpResponse:
    return _json(did_document(_issuer(unit)), "application/did+json")


@require_safe
def status(_request: HttpRequest, unit: str, status: str) -> HttpResponse:
    found = get_object_or_404(StatusList.objects.defer("order"), code=status)
    token = status_jwt(found, _issuer(unit), signing_key(by=System("status")))
    return HttpResponse(token, content_type="application/vc+jwt", headers=OPEN)


def _issuer(code: str) -> Unit:
    unit = get_object_or_404(Unit, code=code)
    if not issues(unit):
        raise Http404
    return unit


def _json(value: dict[str, Any], kind: str) -> HttpResponse:
    return JsonResponse(value, headers=OPEN, content_type=kind, json_dumps_params={"ensure_ascii": False, "indent": 1})
