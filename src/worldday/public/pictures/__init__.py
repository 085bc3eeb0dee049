"""Pictures to share, drawn here: 1200 × 630 for link previews, 1080 × 1440 to save from a chat and post on a wall."""

from .sheet import Sheet, of_activity, of_campaign
from .tall import tall
from .wide import wide

__all__ = ["Sheet", "of_activity", "of_campaign", "tall", "wide"]
