"""Finished editions, and the report as it would look now: to those who may make it, with nothing a browser could run."""

from django.http import FileResponse, Http404, HttpResponse
from django.utils import translation
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from worldday.base import clock
from worldday.desk.access import DeskRequest, needs
from worldday.desk.final.fetch import begun_for, edition_for
from worldday.reports.actions import compiling
from worldday.reports.compiling import html, shelf
from worldday.reports.compiling.assembling import assemble
from worldday.reports.compiling.docx import package
from worldday.reports.compiling.pdf import writer
from worldday.reports.models import Edition
from worldday.units.permissions import Permission

MIMES = {"docx": package.MIME, "pdf": writer.MIME, "html": html.MIME}


@needs(Permission.REPORT)
@require_GET
def page(request: DeskRequest, code: str) -> HttpResponse:
    """The web page of an edition, read in place."""
    edition = edition_for(request.user, code)
    return _file(edition, "html", inline=True)


@needs(Permission.REPORT)
@require_POST
def download(request: DeskRequest, code: str, kind: str) -> HttpResponse:
    """A form's button, since it is written down who took which file away."""
    edition = edition_for(request.user, code)
    response = _file(edition, kind, inline=False)
    compiling.note_download(compilation=edition.compilation, number=edition.number, kind=kind, by=request.user)
    return response


@needs(Permission.REPORT)
@require_GET
def preview(request: DeskRequest, code: str) -> HttpResponse:
    """The body as it stands with all edits; annexes are added by the next press."""
    _final, compilation = begun_for(request.user, code, request.GET.get("issuer", ""))
    with translation.override(compilation.language):
        report = assemble(compilation, clock.now())
    return _safe(HttpResponse(b"".join(html.write(report)), content_type=html.MIME))


def _file(edition: Edition, kind: str, *, inline: bool) -> HttpResponse:
    kept = edition.files.get(kind)
    if kept is None or not shelf.path_of(kept).exists():
        raise Http404
    response: HttpResponse = FileResponse(shelf.path_of(kept).open("rb"), content_type=MIMES[kind])  # type: ignore[assignment]
    name = f"{edition.compilation.title}-{edition.number}.{kind}"
    response["Content-Disposition"] = (
        content_disposition_header(as_attachment=not inline, filename=name) or "attachment"
    )
    return _safe(response)


def _safe(response: HttpResponse) -> HttpResponse:
    """The page carries its own style and pictures; anything else, script above all, is refused."""
    response["Content-Security-Policy"] = html.POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
