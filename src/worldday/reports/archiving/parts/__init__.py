"""What a package holds, part by part: each a folder or file below data/, in this order, its rows in the order they were made."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from worldday.campaigns.models import Campaign
from worldday.reports.archiving.bag import Member

from .editions import editions
from .figures import figures
from .materials import materials
from .messages import messages
from .notices import notices
from .plan import plan
from .practices import practices
from .prizes import prizes
from .submissions import submissions
from .trail import trail

Part = Callable[[Campaign], Iterator[Member]]

PARTS: list[Part] = [
    notices,
    plan,
    submissions,
    materials,
    figures,
    editions,
    practices,
    prizes,
    messages,
    trail,
]


def also(part: Part) -> None:
    """Rooms above add what only they can write, such as the plan as Word and Excel, when their app starts."""
    if part not in PARTS:
        PARTS.append(part)
