"""The page at the door. It knows nothing by itself: the link's secret stands behind # and stays on the phone, which asks for
the list with it (`phone.py`). So the page may be kept by the phone and opened without a line."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from worldday.ui.context import SHEETS

from .words import words

MODULES = ("door", "page", "store", "book", "line", "camera", "card", "vendor/qr/decode.min")
CAMERA = "camera=(self), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


@never_cache
@require_GET
def page(request: HttpRequest, code: str) -> HttpResponse:
    """The same for every door, whether or not there is one of this code."""
    data: dict[str, Any] = {
        "code": code,
        "lang": get_language(),
        "words": words(),
        "credentials": "same-origin" if settings.DEMO else "omit",  # in a demo a cookie holds the day one stands at
        "urls": {
            "list": reverse("public:door_list", args=[code]),
            "sync": reverse("public:door_sync", args=[code]),
            "worker": reverse("public:door_worker"),
            "scope": reverse("public:door_worker").removesuffix("worker.js"),
        },
        "shell": [*(static(name) for name in files()), reverse("public:door_manifest", args=[code])],
    }
    response = render(request, "public/door/page.html", {"code": code, "data": data})
    response["Permissions-Policy"] = CAMERA
    return response


def files() -> list[str]:
    """What the page loads, for the phone to keep."""
    return [
        *SHEETS,
        "ui/css/print.css",
        "ui/look.js",
        "ui/icon.svg",
        "ui/symbols.svg",
        "door/door.css",
        *(f"door/{name}.js" for name in MODULES),
    ]


@never_cache
@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker stands in the folder whose pages it may answer."""
    response = render(request, "public/door/worker.js", content_type="text/javascript; charset=utf-8")
    response["Service-Worker-Allowed"] = reverse("public:door_worker").removesuffix("worker.js")
    return response


@require_GET
def manifest(_request: HttpRequest, code: str) -> JsonResponse:
    """So that a phone can put the door on its home screen."""
    start = reverse("public:door", args=[code])
    said = {
        "name": _("Check-in"),
        "short_name": _("Check-in"),
        "lang": get_language(),
        "start_url": start,
        "id": start,
        "scope": reverse("public:door_worker").removesuffix("worker.js"),
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#004d63",
        "icons": [{"src": static("ui/icon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}],
    }
    return JsonResponse(said, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})
