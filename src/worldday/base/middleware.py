from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from . import audit, clock, scope
from .address import client_address
from .visiting import DAY_COOKIE, a_day

GetResponse = Callable[[HttpRequest], HttpResponse]


class ClockMiddleware:
    """Gives a request its day (demo visitors may stand at one of their own), its address for the audit trail, and the
    public's eyes; the desk widens the eyes to the signed-in person's units."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = audit.address.set(client_address(request))
        try:
            with clock.standing_at(chosen_day(request)), scope.use(scope.Public()):
                return self.get_response(request)
        finally:
            audit.address.reset(token)


def chosen_day(request: HttpRequest) -> date | None:
    """The day a demo visitor switched to, if this is a demo and the cookie holds a day."""
    return a_day(request.COOKIES.get(DAY_COOKIE, "")) if settings.DEMO else None
