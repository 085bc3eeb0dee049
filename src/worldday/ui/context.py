from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from worldday.base import clock

SHEETS = tuple(f"ui/css/{name}.css" for name in ("tokens", "hues", "base", "layout", "parts", "poster"))


def site(_request: HttpRequest) -> dict[str, Any]:
    """What every page's frame shows."""
    return {
        "sheets": SHEETS,
        "demo": settings.DEMO,
        "demo_days": [date.fromisoformat(day) for day in settings.DEMO_DAYS] if settings.DEMO else [],
        "today": clock.today(),
        "operator": settings.SITE_OPERATOR,
        "site_code": settings.SITE_CODE,
        "filing": settings.SITE_FILING,
    }
