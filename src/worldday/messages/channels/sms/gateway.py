"""The authority's own text message platform, behind one small HTTPS interface (docs/operations.md): a JSON object is posted to
WORLDDAY_SMS_URL with WORLDDAY_SMS_KEY as bearer token; 2xx means taken."""

import json
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from django.conf import settings

from worldday.messages.channels import NotSent, PerhapsSent

SECONDS = 5
LATER = frozenset({408, 425, 429, 500, 502, 503, 504})  # statuses after which the same message may be taken


def send_code(*, phone: str, code: str, minutes: int, language: str) -> None:
    try:
        _post({"phone": phone, "code": code, "minutes": minutes, "language": language})
    except PerhapsSent as error:  # a code may be asked for again
        raise NotSent(str(error)) from None


def send_text(*, phone: str, template: str, params: dict[str, str], language: str, number: str) -> None:
    _post({"phone": phone, "template": template, "params": params, "language": language, "id": number})


def _post(body: dict[str, Any]) -> None:
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {settings.SMS_KEY}"}
    request = Request(settings.SMS_URL, json.dumps(body).encode(), headers)  # noqa: S310  the operator's own address
    try:
        with urlopen(request, timeout=SECONDS):  # noqa: S310  likewise
            pass
    except HTTPError as error:
        raise NotSent(f"The text message platform refused a message: {error}", again=error.code in LATER) from None
    except URLError as error:  # before anything was said
        raise NotSent(f"The text message platform cannot be reached: {error}") from None
    except (OSError, ValueError) as error:
        raise PerhapsSent(f"The line to the text message platform broke: {error}") from None
