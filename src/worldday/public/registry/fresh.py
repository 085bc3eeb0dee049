"""How long a cache may keep pages of registries: a release is public at its moment, so only seconds, and none beyond it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from worldday.public.caching import keep
from worldday.public.moments import of_registries

View = Callable[..., HttpResponse]
SECONDS = 5


def briefly_kept(view: View) -> View:
    """Enough to carry a rush on one page, too little to show yesterday's answer."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        moments = of_registries()
        return keep(view(request, *args, **kwargs), moments, SECONDS)

    return answer
