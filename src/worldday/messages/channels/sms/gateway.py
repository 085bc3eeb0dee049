"""The authority's own text message platform, behind one small HTTPS interface (docs/operations.md): a JSON object with `phone`,
`code`, `minutes`, `language` is posted to WORLDDAY_SMS_URL with WORLDDAY_SMS_KEY as bearer token; 2xx means taken."""

import json
from urllib.error import URLError
from urllib.request import Request, urlopen

from django.conf import settings

from . import NotSent

SECONDS = 5


def send_code(*, phone: str, code: str, minutes: int, language: str) -> None:
    body = json.dumps({"phone": phone, "code": code, "minutes": minutes, "language": language}).encode()
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {settings.SMS_KEY}"}
    try:
        with urlopen(Request(settings.SMS_URL, body, headers), timeout=SECONDS):  # noqa: S310  the operator's own address
            pass
    except (URLError, OSError, ValueError) as error:  # an HTTP status that is not 2xx is a URLError
        raise NotSent(f"The text message platform did not take a message: {error}") from None
