"""Three pages and a clip that exist in a demo only, so that links of its sample events lead somewhere and pretend nothing."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from worldday.base import sending

# a stream or recording; the online tour of a laboratory; where a made-up place would be
PAGES = ("meeting", "tour", "map")
CLIP = "courses/gbt-1-1-mistakes/media/sample.mp4"  # drawn by a program: it says so in the picture


@require_safe
def page(request: HttpRequest, name: str) -> HttpResponse:
    if not settings.DEMO or name not in PAGES:
        raise Http404
    return render(request, f"public/samples/{name}.html")


@require_safe
def clip(request: HttpRequest) -> HttpResponse:
    """The sample clip, in parts as players ask for them."""
    if not settings.DEMO:
        raise Http404
    return sending.in_parts(request, Path(settings.DEMO_FILES) / CLIP, "video/mp4")
