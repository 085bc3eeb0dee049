"""The certificate as an Open Badge 3.0, in both of its forms."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse

from worldday.base.audit import System
from worldday.certificates.actions.keys import signing_key
from worldday.certificates.badges.credential import credential_json, credential_jwt
from worldday.certificates.models import Certificate

from .finding import file_of_number

BY = System("badge")


@file_of_number
def json(_request: HttpRequest, found: Certificate) -> HttpResponse:
    """JSON-LD with a proof inside."""
    response = JsonResponse(credential_json(found, signing_key(by=BY)), json_dumps_params={"ensure_ascii": False})
    response["Content-Type"] = "application/vc+ld+json"
    response["Content-Disposition"] = f'inline; filename="{found.number}.json"'
    return response


@file_of_number
def jwt(_request: HttpRequest, found: Certificate) -> HttpResponse:
    """A JSON Web Token, as Open Badges verifiers and wallets take it."""
    token = credential_jwt(found, signing_key(by=BY))
    disposition = {"Content-Disposition": f'inline; filename="{found.number}.jwt"'}
    return HttpResponse(token, content_type="application/vc+jwt", headers=disposition)
