"""A file on its way to a browser: in parts, as players and broken downloads ask for them, and so that no browser runs what a
stranger sent."""

from __future__ import annotations

from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

from . import ranges

PARTIAL, UNSATISFIABLE = 206, 416


def in_parts(request: HttpRequest, path: Path, mime: str, *, most: int = ranges.MOST) -> HttpResponse:
    """All of the file, or the part of it that was asked for, at most `most` bytes; 404 when it is gone."""
    if not path.exists():
        raise Http404
    request.META.pop("HTTP_ACCEPT_ENCODING", None)  # compressing on the way would move the parts
    size = path.stat().st_size
    try:
        part = ranges.part_of(request.headers.get("Range", ""), size, most)
    except ranges.OutOfFile:
        return HttpResponse(status=UNSATISFIABLE, headers={"Content-Range": f"bytes */{size}"})
    asked = part or ranges.Part(0, size - 1)
    body = () if request.method == "HEAD" else ranges.blocks(path.open("rb"), asked)
    response = StreamingHttpResponse(body, content_type=mime)
    response["Content-Length"], response["Accept-Ranges"] = str(asked.length), "bytes"
    if part is not None:
        response.status_code = PARTIAL
        response["Content-Range"] = f"bytes {part.first}-{part.last}/{size}"
    return response  # type: ignore[return-value]


def begins(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether this answer of `in_parts` hands out the file's first bytes: who goes on with a download has begun it before."""
    first = response.status_code == 200 or response.get("Content-Range", "").startswith("bytes 0-")
    return first and request.method == "GET"


def harmless(response: HttpResponse, name: str, *, saved: bool) -> HttpResponse:
    """Shown in place or `saved` under this name; whatever it holds, it may do nothing."""
    response["Content-Disposition"] = content_disposition_header(as_attachment=saved, filename=name) or "inline"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
