"""The addresses of tus 1.0: begin, ask how far, go on, stop; and what became of it."""

from __future__ import annotations

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from worldday.base.problems import Problem
from worldday.desk.access import DeskRequest, needs
from worldday.desk.materials.fetch import task_for, upload_for
from worldday.materials import actions, tus, uploads
from worldday.materials.models import Material, Upload
from worldday.materials.preparing.sorts import HEAD
from worldday.units.permissions import Permission


@needs(Permission.REPORT)
@require_http_methods(["POST", "OPTIONS"])
@tus.speaks_tus
def begin(request: DeskRequest, code: str) -> HttpResponse:
    """POST: a new upload for the task (tus: creation). OPTIONS: what this server can do."""
    task = task_for(request.user, code)
    tus.greet(request)
    name, length = tus.wanted(request)
    upload = actions.begin_upload(task=task, name=name, length=length, by=request.user)
    return tus.begun(upload, reverse("desk_materials:upload", args=[upload.code]))


@needs(Permission.REPORT)
@require_http_methods(["HEAD", "PATCH", "DELETE", "OPTIONS"])
@tus.speaks_tus
def upload(request: DeskRequest, code: str) -> HttpResponse:
    """One upload. While somebody writes it, whoever else would write is told so (423) and tries again."""
    found = upload_for(request.user, code)
    tus.greet(request)
    if over(found):  # its bytes have gone where they belong; for a sender that lost the answer all have arrived
        return _over(request, found)
    try:
        if request.method == "HEAD":
            return HttpResponse(headers=tus.where(found, uploads.arrived(found.code)))
        with uploads.held(found.code) as file:
            found.refresh_from_db()
            if over(found):
                return _over(request, found)
            return _patch(request, found, file) if request.method == "PATCH" else _delete(found)
    except FileNotFoundError:
        return _over(request, _finished_meanwhile(found))


@needs(Permission.REPORT)
@require_http_methods(["POST"])
def finish(request: DeskRequest, code: str) -> HttpResponse:
    """What became of an upload, as JSON: the address of its card, or the sentence that says why not. Again: the same."""
    found = upload_for(request.user, code)
    try:
        return _finish(request, found)
    except FileNotFoundError:
        return _finish(request, _finished_meanwhile(found))


def _finish(request: DeskRequest, found: Upload) -> HttpResponse:
    try:
        if over(found):
            return _became(actions.finish_upload(upload=found, by=request.user))
        with uploads.held(found.code) as file:
            found.refresh_from_db()
            if file.offset < found.length and not over(found):
                return HttpResponse(status=tus.CONFLICT)
            return _became(actions.finish_upload(upload=found, by=request.user))
    except Problem as problem:
        return tus.told(problem)
    except uploads.Busy:
        return HttpResponse(status=tus.LOCKED)


def _finished_meanwhile(found: Upload) -> Upload:
    """Its file went between two looks: because somebody finished it, or stopped it (404)."""
    again = get_object_or_404(Upload.objects.select_related("task__unit", "task__campaign"), pk=found.pk)
    if not over(again):
        raise Http404
    return again


def over(found: Upload) -> bool:
    """It became a material, or was refused."""
    return found.material_id is not None or bool(found.problem)


def _over(request: DeskRequest, found: Upload) -> HttpResponse:
    if request.method == "DELETE":
        actions.abandon_upload(upload=found)
        return HttpResponse(status=204)
    status = tus.CONFLICT if request.method == "PATCH" else 200
    return HttpResponse(status=status, headers=tus.where(found, found.length))


def _patch(request: DeskRequest, found: Upload, file: uploads.Begun) -> HttpResponse:
    at = file.offset
    offset = tus.take_piece(request, found, file)
    if isinstance(offset, HttpResponse):
        return offset
    if at < HEAD <= offset:
        actions.check_beginning(upload=found)
    if offset == found.length:
        actions.finish_upload(upload=found, by=request.user)
    return HttpResponse(status=204, headers=tus.where(found, offset))


def _delete(found: Upload) -> HttpResponse:
    actions.abandon_upload(upload=found)
    return HttpResponse(status=204)


def _became(material: Material) -> HttpResponse:
    address = reverse("desk_materials:card", args=[material.code])
    return JsonResponse({"material": material.code, "card": address})
