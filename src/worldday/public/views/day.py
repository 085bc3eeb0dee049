"""The demo's own clock: a visitor may stand at any day."""

from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from worldday.base.visiting import DAY_COOKIE, a_day


@csrf_exempt  # a token would put a cookie on every public page; all this changes is the day its own visitor looks at
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Remember the day (empty: back to the demo's own) and go back to the page one came from."""
    if not settings.DEMO:
        raise Http404
    back = request.POST.get("back", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = reverse("public:home")
    response = redirect(back)
    _remember(response, a_day(request.POST.get("day", "")))
    return response


def _remember(response: HttpResponse, day: date | None) -> None:
    path = f"{settings.PREFIX}/"
    if day is None:
        response.delete_cookie(DAY_COOKIE, path=path, samesite="Lax")
    else:
        response.set_cookie(
            DAY_COOKIE, day.isoformat(), path=path, samesite="Lax", httponly=True, secure=settings.SECURE
        )
