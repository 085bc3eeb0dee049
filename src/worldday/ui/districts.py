"""Districts are kept under their Chinese names; English pages call them by the romanised ones that the installation knows."""

from django.conf import settings

from worldday.ui import dates


def english_of(name: str) -> str:
    """ "" for a district nobody gave an English name, and for whatever is no district."""
    return str(settings.DISTRICTS_EN.get(name, ""))


def called(name: str) -> str:
    """In the language of the page."""
    return name if dates.chinese() else english_of(name) or name
