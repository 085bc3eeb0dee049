"""Every desk view says which permission it needs; a view that says nothing is shut (see `middleware.py`)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from worldday.units import rules
from worldday.units.models import Staff
from worldday.units.permissions import Permission

View = Callable[..., HttpResponse]


class DeskRequest(HttpRequest):
    """A request behind `needs`: somebody is signed in."""

    user: Staff  # type: ignore[assignment]


def needs(*permissions: Permission) -> Callable[[View], View]:
    """Opens a desk view to those who hold one of `permissions` in some unit; *which rows* they reach is the scope's business,
    and which unit a write is for is asked again by the view through `rules.may(…, unit)`."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not isinstance(request.user, Staff):
                return redirect_to_login(request.get_full_path())
            if not any(rules.may(request.user, permission) for permission in permissions):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.permission = permissions  # type: ignore[attr-defined]
        return guarded

    return mark
