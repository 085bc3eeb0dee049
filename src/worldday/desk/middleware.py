from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from worldday.base import scope
from worldday.units import rules
from worldday.units.models import Staff


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
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        ours = view.__module__.startswith("worldday.")
        if in_desk(request) and ours and not hasattr(view, "permission"):
            raise PermissionDenied(f"{view.__module__}.{view.__name__} names no permission")


def in_desk(request: HttpRequest) -> bool:
    return request.path_info.startswith("/desk/")
