"""The files of a course, to those who learn it: in parts, as players ask for them, so that a video goes on where a line broke."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from worldday.base import sending
from worldday.courses import files
from worldday.courses.models import Asset, AssetRole, AssetState, Enrolment
from worldday.courses.pages import picture_of
from worldday.materials.preparing.unfit import Unfit

from .found import learner

KEPT = "private, max-age=86400"  # by this learner's own browser


@require_safe
@learner
def file(request: HttpRequest, enrolment: Enrolment, asset: str) -> HttpResponse:
    return sent(request, ready(enrolment.cohort.course_id, asset))


def sent(request: HttpRequest, found: Asset) -> HttpResponse:
    """The file, or the part of it that was asked for."""
    response = sending.in_parts(request, files.path_of(found.stored), found.mime)
    return _safe(response, found, saved=found.role == AssetRole.DOCUMENT and "save" in request.GET)


@require_safe
@learner
def page(_request: HttpRequest, enrolment: Enrolment, asset: str, number: int) -> HttpResponse:
    """One page of a document as a picture."""
    return leaf(ready(enrolment.cohort.course_id, asset), number)


def leaf(found: Asset, number: int) -> HttpResponse:
    """One page of a document; 404 for a page it does not have."""
    if found.role != AssetRole.DOCUMENT or not 1 <= number <= (found.pages or 0):
        raise Http404
    try:
        picture = picture_of(found, number)
    except (Unfit, FileNotFoundError):
        raise Http404 from None
    response = FileResponse(picture.open("rb"), content_type="image/jpeg")
    return _safe(response, found, saved=False)  # type: ignore[arg-type]


def ready(course: int, code: str) -> Asset:
    """A file of this course, once it has been looked through; 404 for any other."""
    rows = Asset.objects.filter(code=code, course=course, state=AssetState.READY)
    found = rows.first()
    if found is None:
        raise Http404
    return found


def _safe(response: HttpResponse, asset: Asset, *, saved: bool) -> HttpResponse:
    sending.harmless(response, asset.name, saved=saved)
    response.kept = KEPT  # type: ignore[attr-defined]  # see found.learner
    return response
