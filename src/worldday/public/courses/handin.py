"""The assignment: what was handed in, how it was marked, and a plain form for more."""

from __future__ import annotations

import secrets
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from worldday.base.problems import Problem
from worldday.courses import files
from worldday.courses.actions import arriving, handing_in
from worldday.courses.actions.handing_in import LARGEST, MOST_FILES, Given
from worldday.courses.models import Enrolment, Handin, HandinFile, HandinState, HandinUpload, Lesson
from worldday.courses.queries import Standing
from worldday.materials.limits import megabytes

from .found import learner, lesson_of
from .words import HANDING


def shown(_request: HttpRequest, where: Standing, found: Lesson) -> dict[str, Any]:
    """The newest first; a form where another one is welcome."""
    rows = Handin.objects.filter(enrolment=where.enrolment, lesson=found).prefetch_related("files").order_by("-number")
    handins = list(rows)
    handing_in.see_decisions(enrolment=where.enrolment, lesson=found)
    last = handins[0] if handins else None
    low = last is not None and last.mark is not None and last.mark < where.outline.rule.assignment
    again = last is None or last.state == HandinState.RETURNED or (last.state == HandinState.MARKED and low)
    return {
        "handins": handins,
        "may_hand_in": again,
        "key": secrets.token_hex(16),
        "most_files": MOST_FILES,
        "largest": megabytes(LARGEST),
        "handing_words": {key: str(said) for key, said in HANDING.items()},
        "needed": where.outline.rule.assignment,
    }


@require_POST
@learner
def hand_in(request: HttpRequest, enrolment: Enrolment, lesson: str) -> HttpResponse:
    """Nothing typed is lost when something is refused."""
    from .lesson import context  # the lesson's page shows the form

    found, text, key = lesson_of(enrolment, lesson), request.POST.get("text", ""), request.POST.get("key", "")[:40]
    try:
        with TemporaryDirectory(prefix="handin-") as folder:
            sent = arriving.arrived(enrolment=enrolment, lesson=found, codes=request.POST.getlist("sent"))
            here = [_on_disk(file, Path(folder)) for file in request.FILES.getlist("files") if file]
            given = [*map(arriving.given_of, sent), *here]
            handing_in.hand_in(
                enrolment=enrolment, lesson=found, text=text, given=given, key=key or secrets.token_hex(16)
            )
        for upload in sent:
            arriving.abandon(upload=upload)  # its bytes are kept with the assignment now
    except Problem as problem:
        more = {"refused": problem, "text": text, "sent": _named(enrolment, found, request)}
        return render(
            request, "public/courses/lesson.html", context(request, enrolment, found, None, **more), status=422
        )
    return redirect("public:lesson", enrolment.code, found.code)


def _named(enrolment: Enrolment, found: Lesson, request: HttpRequest) -> list[HandinUpload]:
    """What arrived and was not taken this time: it need not be sent again."""
    codes = request.POST.getlist("sent")[: 2 * MOST_FILES]
    return list(HandinUpload.objects.filter(enrolment=enrolment, lesson=found, code__in=codes))


def _on_disk(file: UploadedFile[Any], folder: Path) -> Given:
    if hasattr(file, "temporary_file_path"):  # a large one lies there already
        return Given(Path(file.temporary_file_path()), file.name or "")
    copy = folder / secrets.token_hex(8)
    with copy.open("wb") as target:
        for block in file.chunks():
            target.write(block)
    return Given(copy, file.name or "")


@learner
def file(_request: HttpRequest, enrolment: Enrolment, file: str) -> HttpResponse:
    """One's own file, as a download."""
    found = HandinFile.objects.filter(code=file, handin__enrolment=enrolment).first()
    if found is None or not (path := files.path_of(found.stored)).exists():
        raise Http404
    response = FileResponse(path.open("rb"), as_attachment=True, filename=found.name, content_type=found.mime)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response  # type: ignore[return-value]
