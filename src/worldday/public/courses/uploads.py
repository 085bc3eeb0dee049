"""Files for an assignment over a poor line: begun, asked how far, gone on with, stopped (tus 1.0)."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from worldday.courses.actions import arriving
from worldday.courses.models import Enrolment, HandinUpload
from worldday.materials import tus, uploads
from worldday.materials.preparing.sorts import HEAD

from .found import learner, lesson_of


@require_http_methods(["POST", "OPTIONS"])
@tus.speaks_tus
@learner
def begin(request: HttpRequest, enrolment: Enrolment, lesson: str) -> HttpResponse:
    """A new upload for the lesson (tus: creation)."""
    found = lesson_of(enrolment, lesson)
    tus.greet(request)
    name, length = tus.wanted(request)
    row = arriving.begin_upload(enrolment=enrolment, lesson=found, name=name, length=length)
    return tus.begun(row, reverse("public:handin_upload", args=[enrolment.code, row.code]))


@require_http_methods(["HEAD", "PATCH", "DELETE", "OPTIONS"])
@tus.speaks_tus
@learner
def upload(request: HttpRequest, enrolment: Enrolment, upload: str) -> HttpResponse:
    """One upload of one's own. While somebody writes it, whoever else would write is told so (423) and tries again."""
    found = HandinUpload.objects.filter(code=upload, enrolment=enrolment).first()
    if found is None:
        raise Http404
    tus.greet(request)
    try:
        if request.method == "HEAD":
            return HttpResponse(headers=tus.where(found, uploads.arrived(found.code)))
        with uploads.held(found.code) as file:
            if request.method == "DELETE":
                arriving.abandon(upload=found)
                return HttpResponse(status=204)
            return _patch(request, found, file)
    except FileNotFoundError:
        raise Http404 from None


def _patch(request: HttpRequest, found: HandinUpload, file: uploads.Begun) -> HttpResponse:
    before = file.offset
    taken = tus.take_piece(request, found, file)
    if isinstance(taken, HttpResponse):
        return taken
    if before < HEAD <= taken or (before < HEAD and taken == found.length):
        arriving.check_beginning(upload=found)
    return HttpResponse(status=204, headers=tus.where(found, taken))
