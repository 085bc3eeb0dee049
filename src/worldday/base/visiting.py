"""The day that a visitor of a demo chose to stand at, as the cookie carries it. No Django: the hot paths read it, too."""

from datetime import date

DAY_COOKIE = "worldday_day"


def a_day(text: str) -> date | None:
    """ISO 8601, within a lifetime of these observances; None for anything else, as nobody else wrote the cookie."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1949 <= day.year <= 2099 else None  # far enough from the ends of the calendar
