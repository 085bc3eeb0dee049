"""What tus 1.0 says in headers (https://tus.io/protocols/resumable-upload, core protocol and the extensions below), for whatever
area takes in files in pieces."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Protocol

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.http import http_date

from worldday.base.problems import Problem
from worldday.materials import limits, uploads
from worldday.materials.refusals import Refused

VERSION = "1.0.0"
EXTENSIONS = "creation,termination,expiration,checksum"
CHECKSUMS = "sha1,sha256"
PIECE = "application/offset+octet-stream"
CONFLICT, UNSUPPORTED = 409, 415
PRECONDITION, UNPROCESSABLE, TOO_LARGE, LOCKED, CHECKSUM_MISMATCH, NO_ROOM = 412, 422, 413, 423, 460, 507
_STATUS = {"too_big": TOO_LARGE, "quota": TOO_LARGE, "full": NO_ROOM}

View = Callable[..., HttpResponse]


class Answered(Exception):
    """What there is to say needs no view."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.response = response


def speaks_tus(view: View) -> View:
    """Says our version in every answer, and tells a refusal as JSON; see `greet`."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except Answered as answered:
            response = answered.response
        except uploads.Busy:
            response = HttpResponse(status=LOCKED)
        except Problem as problem:
            response = told(problem)
        response["Tus-Resumable"] = VERSION
        response["Cache-Control"] = "no-store"
        return response

    return answer


def greet(request: HttpRequest) -> None:
    """Once the person is known to be right here. Raises `Answered` for OPTIONS, and for a sender of another version of tus."""
    if request.method == "OPTIONS":
        raise Answered(options())
    if request.headers.get("Tus-Resumable") != VERSION:
        raise Answered(HttpResponse(status=PRECONDITION, headers={"Tus-Version": VERSION}))


def wanted(request: HttpRequest) -> tuple[str, int]:
    """Name and length of the upload that is to begin (creation). Raises `Answered` for one that says no length."""
    length = number(request, "Upload-Length")
    if length is None:
        raise Answered(HttpResponse(status=400))
    return metadata(request).get("filename", ""), length


def begun(upload: Coming, address: str) -> HttpResponse:
    """It may come, to this address."""
    return HttpResponse(status=201, headers=where(upload, 0) | {"Location": address})


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


class Coming(Protocol):
    """The row of an upload."""

    length: int
    expires_at: datetime


def where(upload: Coming, offset: int) -> dict[str, str]:
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


def take_piece(request: HttpRequest, found: Coming, file: uploads.Begun) -> HttpResponse | int:
    """Write the piece this PATCH brings: the new offset, or the answer to a piece that does not fit. Raises `Refused` when there
    is no room."""
    if request.content_type != PIECE:
        return HttpResponse(status=UNSUPPORTED)
    at, coming = number(request, "Upload-Offset"), number(request, "Content-Length") or 0
    said = request.headers.get("Upload-Checksum", "")
    checksum = uploads.Checksum.said(said)
    if at is None or (said and checksum is None):
        return HttpResponse(status=400)
    if at != file.offset:
        return HttpResponse(status=CONFLICT, headers=where(found, file.offset))
    if coming > found.length - at:
        return HttpResponse(status=TOO_LARGE)
    if coming > limits.room():
        raise Refused("full")
    try:
        return file.append(request, at=at, most=coming, checksum=checksum)
    except uploads.WrongChecksum:
        return HttpResponse(status=CHECKSUM_MISMATCH)
    except uploads.DiskFull:
        raise Refused("full") from None
