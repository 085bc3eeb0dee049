"""What tus 1.0 says in headers (https://tus.io/protocols/resumable-upload, core protocol and the extensions below)."""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.http import http_date

from worldday.base.problems import Problem
from worldday.materials import limits
from worldday.materials.models import Upload
from worldday.materials.refusals import Refused

VERSION = "1.0.0"
EXTENSIONS = "creation,termination,expiration,checksum"
CHECKSUMS = "sha1,sha256"
PIECE = "application/offset+octet-stream"
PRECONDITION, UNPROCESSABLE, TOO_LARGE, LOCKED, CHECKSUM_MISMATCH, NO_ROOM = 412, 422, 413, 423, 460, 507
_STATUS = {"too_big": TOO_LARGE, "quota": TOO_LARGE, "full": NO_ROOM}

View = Callable[..., HttpResponse]


class OtherVersion(Exception):
    """The sender speaks another version of tus (412)."""


def speaks_tus(view: View) -> View:
    """Says our version in every answer, and tells a refusal as JSON; see `check_version`."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except OtherVersion:
            response = HttpResponse(status=PRECONDITION, headers={"Tus-Version": VERSION})
        except Problem as problem:
            response = told(problem)
        response["Tus-Resumable"] = VERSION
        response["Cache-Control"] = "no-store"
        return response

    return answer


def check_version(request: HttpRequest) -> None:
    """Raises `OtherVersion` for a sender of another protocol version; to be asked once the person is known to be right here."""
    if request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != VERSION:
        raise OtherVersion


def told(problem: Problem) -> HttpResponse:
    """The sentence, for the page to show beside the file."""
    code = problem.code if isinstance(problem, Refused) else ""
    said: dict[str, Any] = {"sentence": str(problem), "code": code}
    return JsonResponse(said, status=_STATUS.get(code, UNPROCESSABLE))


def options() -> HttpResponse:
    headers = {
        "Tus-Version": VERSION,
        "Tus-Extension": EXTENSIONS,
        "Tus-Max-Size": str(limits.largest_of_any()),
        "Tus-Checksum-Algorithm": CHECKSUMS,
    }
    return HttpResponse(status=204, headers=headers)


def where(upload: Upload, offset: int) -> dict[str, str]:
    """Headers that say how far an upload has come."""
    return {
        "Upload-Offset": str(offset),
        "Upload-Length": str(upload.length),
        "Upload-Expires": http_date(upload.expires_at.timestamp()),
    }


def number(request: HttpRequest, header: str) -> int | None:
    """A whole number of at most fifteen digits, or None."""
    said = request.headers.get(header, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) <= 15 else None


def metadata(request: HttpRequest) -> dict[str, str]:
    """`filename 5Zu+LmpwZw==,…` as text; a pair that cannot be read is left out."""
    found = {}
    for pair in request.headers.get("Upload-Metadata", "").split(","):
        key, _blank, value = pair.strip().partition(" ")
        try:
            found[key] = base64.b64decode(value, validate=True).decode("utf8")
        except ValueError:
            continue
    return found
