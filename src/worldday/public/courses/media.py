"""The files of a course, to those who learn it: in parts, as players ask for them, so that a video goes on where a line broke."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from worldday.base import ranges
from worldday.courses import files
from worldday.courses.models import Asset, AssetRole, AssetState, Enrolment
from worldday.courses.pages import picture_of
from worldday.materials.preparing.unfit import Unfit

from .found import learner

KEPT = "private, max-age=86400"  # by this learner's own browser
UNSATISFIABLE = 416


@require_safe
@learner
def file(request: HttpRequest, enrolment: Enrolment, asset: str) -> HttpResponse:
    found = _asset(enrolment, asset)
    path = files.path_of(found.stored)
    if not path.exists():
        raise Http404
    request.META.pop("HTTP_ACCEPT_ENCODING", None)  # compressing on the way would move the parts
    size = path.stat().st_size
    try:
        part = ranges.part_of(request.headers.get("Range", ""), size)
    except ranges.OutOfFile:
        return HttpResponse(status=UNSATISFIABLE, headers={"Content-Range": f"bytes */{size}"})
    asked = part or ranges.Part(0, size - 1)
    body = () if request.method == "HEAD" else ranges.blocks(path.open("rb"), asked)
    response = StreamingHttpResponse(body, content_type=found.mime)
    response["Content-Length"], response["Accept-Ranges"] = str(asked.length), "bytes"
    if part is not None:
        response.status_code = 206
        response["Content-Range"] = f"bytes {part.first}-{part.last}/{size}"
    return _safe(response, found, saved=found.role == AssetRole.DOCUMENT and "save" in request.GET)  # type: ignore[arg-type]


@require_safe
@learner
def page(_request: HttpRequest, enrolment: Enrolment, asset: str, number: int) -> HttpResponse:
    """One page of a document as a picture."""
    found = _asset(enrolment, asset)
    if found.role != AssetRole.DOCUMENT or not 1 <= number <= (found.pages or 0):
        raise Http404
    try:
        picture = picture_of(found, number)
    except (Unfit, FileNotFoundError):
        raise Http404 from None
    response = FileResponse(picture.open("rb"), content_type="image/jpeg")
    return _safe(response, found, saved=False)  # type: ignore[arg-type]


def _asset(enrolment: Enrolment, code: str) -> Asset:
    rows = Asset.objects.filter(code=code, course=enrolment.cohort.course_id, state=AssetState.READY)
    found = rows.first()
    if found is None:
        raise Http404
    return found


def _safe(response: HttpResponse, asset: Asset, *, saved: bool) -> HttpResponse:
    response["Content-Disposition"] = content_disposition_header(as_attachment=saved, filename=asset.name) or "inline"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response.kept = KEPT  # type: ignore[attr-defined]  # see found.learner
    return response
