"""The workplan: activities from tables, from numbered paragraphs, or from both.

``from_tables``, ``from_outline`` and ``from_days`` each find entries; ``details`` reads the time and the units
out of an entry's own words. A new layout is a new module beside them, called from ``read``.
"""

from worldday.notices.reading.kinds import propose
from worldday.notices.reading.model import Activity, Source
from worldday.notices.reading.outline import Node
from worldday.notices.reading.tables import Grid
from worldday.notices.reading.text import Found, bare

from . import from_outline, from_tables


def read(source: Source, roots: list[Node], grids: list[Grid], event: Found | None) -> list[Activity]:
    """All activities in document order; an entry that a table repeats is kept once, from the table.

    ``event`` is what the title says is held, for a notice of one event.
    """
    tabled = [activity for grid in grids if grid.is_workplan for activity in from_tables.read(source, grid)]
    outlined = from_outline.read(source, roots, event, tabled=bool(tabled))
    known = {bare(activity.name.value) for activity in tabled}
    both = tabled + [activity for activity in outlined if bare(activity.name.value) not in known]
    for activity in both:
        activity.kind = propose(activity.name.value, activity.content.value if activity.content else "")
    return sorted(both, key=lambda activity: activity.start)
