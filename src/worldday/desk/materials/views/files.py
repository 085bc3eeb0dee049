"""The bytes of a material, to those who may see it, in a way that lets no browser run what a stranger sent."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse
from django.views.decorators.http import require_safe

from worldday.base import sending
from worldday.desk.access import DeskRequest, needs
from worldday.desk.materials.fetch import material_for
from worldday.materials import files
from worldday.materials.models import Material, MaterialKind, MaterialState
from worldday.units.permissions import Permission

KEPT_SECONDS = 3600  # by this person's own browser only


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
    return _safe(sending.in_parts(request, path, material.mime), material, inline=plays)


def _safe(response: HttpResponse, material: Material, *, inline: bool) -> HttpResponse:
    sending.harmless(response, material.name, saved=not inline)
    response.kept_seconds = KEPT_SECONDS  # type: ignore[attr-defined]  # see desk.middleware
    return response
