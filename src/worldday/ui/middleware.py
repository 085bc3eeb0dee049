"""What the browser is told to refuse. Public pages carry no inline script or style and load nothing from elsewhere."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# Content Security Policy Level 3; 'self' is this site alone
PUBLIC = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "media-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
    "base-uri": "'none'",
}
# Wagtail's admin writes inline styles and scripts; hosts stay as strict
DESK = PUBLIC | {
    "default-src": "'self'",
    "script-src": "'self' 'unsafe-inline'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "base-uri": "'self'",
}
PERMISSIONS = ", ".join(
    f"{feature}=()" for feature in ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics")
)


class BrowserRules:
    """Adds the policies a response does not already have."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        policy = DESK if request.path_info.startswith("/desk/") else PUBLIC
        response.headers.setdefault("Content-Security-Policy", _line(policy))
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response


def _line(policy: dict[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in policy.items())
