from typing import Any

from django.conf import settings
from django.http import HttpRequest

from worldday.base import clock


def site(request: HttpRequest) -> dict[str, Any]:
    """What every page's frame shows."""
    return {
        "demo": settings.DEMO,
        "today": clock.today(),
        "operator": settings.SITE_OPERATOR,
        "site_code": settings.SITE_CODE,
        "filing": settings.SITE_FILING,
    }
