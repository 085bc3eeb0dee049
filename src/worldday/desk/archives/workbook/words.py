"""Words of the sheets for stored values, each asked for once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from worldday.campaigns import kinds


def word(choices: Any, value: str) -> str:
    """What people read for a stored value; the value itself where the program no longer knows it."""
    return str(dict(choices.choices).get(value, value))


def kind_words() -> dict[str, str]:
    """Slug of a kind → its name."""
    return {kind.slug: str(kind.label) for kind in kinds.all_kinds()}


def name_of(person: Any) -> str:
    return person.name if person is not None else ""


def local(moment: datetime | None) -> datetime | None:
    """As the clock on the wall showed it: workbooks know no time zones."""
    return timezone.localtime(moment) if moment else None
