"""The bytes of a material, to those who may see it, in a way that lets no browser run what a stranger sent."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from worldday.base import ranges
from worldday.desk.access import DeskRequest, needs
from worldday.desk.materials.fetch import material_for
from worldday.materials import files
from worldday.materials.models import Material, MaterialKind, MaterialState
from worldday.units.permissions import Permission

KEPT_SECONDS = 3600  # by this person's own browser only
UNSATISFIABLE = 416


@needs(Permission.REPORT)
@require_safe
def file(request: DeskRequest, code: str, size: str) -> HttpResponse:
    """`thumb`, `page`: a JPEG of our own making, shown in place. `original`: a video plays in place (`?download=1` saves it),
    everything else is a download. Before its metadata is gone a photo or video is shown to nobody."""
    material = material_for(request.user, code)
    if size not in files.SIZES or material.removed_at or material.state == MaterialState.REFUSED:
        raise Http404
    if material.state == MaterialState.WAITING and material.kind != MaterialKind.DOCUMENT:
        raise Http404
    path = files.path_of(material.stored, size)
    if not path.exists():
        raise Http404
    if size in files.PICTURES:
        response: HttpResponse = FileResponse(path.open("rb"), content_type="image/jpeg")  # type: ignore[assignment]
        return _safe(response, material, inline=True)
    plays = material.kind == MaterialKind.VIDEO and not request.GET.get("download")
    return _safe(_body(request, material), material, inline=plays)


def _body(request: DeskRequest, material: Material) -> HttpResponse:
    """All of the file, or the part a player asks for; never compressed on the way, which would move the parts."""
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    path = files.path_of(material.stored)
    size = path.stat().st_size
    try:
        part = ranges.part_of(request.headers.get("Range", ""), size)
    except ranges.OutOfFile:
        return HttpResponse(status=UNSATISFIABLE, headers={"Content-Range": f"bytes */{size}"})
    whole = ranges.Part(0, size - 1)
    asked = part or whole
    body = () if request.method == "HEAD" else ranges.blocks(path.open("rb"), asked)
    response = StreamingHttpResponse(body, content_type=material.mime)
    response["Content-Length"], response["Accept-Ranges"] = str(asked.length), "bytes"
    if part is not None:
        response.status_code = 206
        response["Content-Range"] = f"bytes {part.first}-{part.last}/{size}"
    return response  # type: ignore[return-value]


def _safe(response: HttpResponse, material: Material, *, inline: bool) -> HttpResponse:
    name = material.name
    response["Content-Disposition"] = (
        content_disposition_header(as_attachment=not inline, filename=name) or "attachment"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response.kept_seconds = KEPT_SECONDS  # type: ignore[attr-defined]  # see desk.middleware
    return response
