"""Where a request comes from."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """The visitor's IP address; None when there is none to know.

    Each of our own proxies appends the address it was asked from to X-Forwarded-For, so with n of them
    (WORLDDAY_TRUSTED_PROXIES) the n-th from the end is the visitor's; anything before it may be invented.
    """
    told = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    count = settings.TRUSTED_PROXIES
    found = told[-count] if 0 < count <= len(told) else request.META.get("REMOTE_ADDR", "")
    try:
        return str(ip_address(found.strip()))
    except ValueError:
        return None
