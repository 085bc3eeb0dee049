"""Addresses a registry had before: what was printed or saved with them leads to the present one."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase

from worldday.registry.queries import look

View = Callable[..., HttpResponseBase]


def following_former(view: View) -> View:
    """For a view whose address begins with the registry's; asked only when nothing stands at the address itself."""

    @wraps(view)
    def answer(request: HttpRequest, registry: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, registry, *args, **kwargs)
        except Http404:
            now = look.present_slug(registry)
            if now is None or now == registry:
                raise
        path = request.get_full_path().replace(f"/registry/{registry}/", f"/registry/{now}/", 1)
        return HttpResponsePermanentRedirect(path)

    return answer
