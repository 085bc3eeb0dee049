"""How long a cache may keep pages of registries: a release is public at its moment, so only seconds."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers

View = Callable[..., HttpResponse]
SECONDS = 5


def briefly_kept(view: View) -> View:
    """Enough to carry a rush on one page, too little to show yesterday's answer."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if settings.DEMO:  # a visitor of a demo may stand at a day of their own
            patch_vary_headers(response, ["Cookie"])
            patch_cache_control(response, private=True, no_cache=True)
        elif response.status_code == 200:
            patch_cache_control(response, public=True, max_age=SECONDS)
        return response

    return answer
