"""The WSGI door, used by `worldday serve` and by any server an operator prefers."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "worldday.settings")
django_application = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Django under its path prefix, whether or not the proxy in front has already taken the prefix off."""
    from django.conf import settings  # settings exist only once Django is set up

    prefix, path = settings.PREFIX, environ.get("PATH_INFO", "")
    if prefix and (path == prefix or path.startswith(f"{prefix}/")):
        environ["PATH_INFO"] = path[len(prefix) :] or "/"
    return django_application(environ, start_response)
