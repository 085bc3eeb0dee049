from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from wagtail.admin.auth import permission_denied, reject_request

from worldday.base import scope
from worldday.units import rules
from worldday.units.models import Staff

from .doors import INSTEAD, Door, door_of, is_ours, opens


class DeskMiddleware:
    """Inside the desk a request sees what its person's units see, and only views that name their permission open."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not in_desk(request) or not isinstance(request.user, Staff):
            return self.get_response(request)
        with scope.use(rules.scope_of(request.user)):
            response = self.get_response(request)
            if hasattr(response, "render") and not response.is_rendered:
                response.render()  # templates query too, and must do so with the same eyes
        if seconds := getattr(response, "kept_seconds", 0):  # Wagtail forbids browsers to keep anything below /desk/
            response["Cache-Control"] = f"private, max-age={seconds}"
            del response["Expires"]
        return response

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        if not in_desk(request):
            return None
        if is_ours(view):
            if not hasattr(view, "permission"):
                raise PermissionDenied(f"{view.__module__}.{view.__name__} names no permission")
            return _turn_away_strangers(request)
        return _guard_wagtail(request)


def in_desk(request: HttpRequest) -> bool:
    return request.path_info.startswith("/desk/")


def _guard_wagtail(request: HttpRequest) -> HttpResponse | None:
    door = door_of(request.resolver_match)
    if door is Door.ANYONE:
        return None
    if door is Door.NOBODY:
        raise Http404
    if stranger := _turn_away_strangers(request):
        return stranger
    if ours := INSTEAD.get(request.resolver_match.view_name):
        return redirect(ours)
    return None if opens(door, request.user) else permission_denied(request)


def _turn_away_strangers(request: HttpRequest) -> HttpResponse | None:
    """To the sign-in page; or, for someone whose last role was taken away, a page that says so."""
    if not isinstance(request.user, Staff):
        return reject_request(request)
    if rules.grants(request.user) or request.user.is_superuser:
        return None
    return render(request, "desk/no_role.html", status=403)
