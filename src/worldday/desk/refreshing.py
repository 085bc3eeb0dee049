"""Pages on which somebody waits for the background: they look again by themselves, and say how it stands."""

from django.http import HttpResponse

from worldday.base import longwork
from worldday.base.models import LongWork

LOOK_AGAIN_S = "5"


def looking_again(response: HttpResponse, work: LongWork | None) -> HttpResponse:
    """The same response; while `work` is under way the browser fetches the page anew by itself, without script."""
    if longwork.is_under_way(work):
        response["Refresh"] = LOOK_AGAIN_S
    return response
