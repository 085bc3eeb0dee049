"""The workplan: activities from tables, from numbered paragraphs, or from both.

``from_tables`` and ``from_outline`` each find entries; ``details`` reads the time and the units
out of an entry's own words. A new layout is a new module beside them, called from ``read``.
"""

from ..kinds import propose
from ..model import Activity, Source
from ..outline import Node
from ..tables import Grid
from ..text import bare
from . import from_outline, from_tables


def read(source: Source, roots: list[Node], grids: list[Grid]) -> list[Activity]:
    """All activities in document order; an entry that a table repeats is kept once, from the table."""
    tabled = [activity for grid in grids if grid.is_workplan for activity in from_tables.read(source, grid)]
    outlined = from_outline.read(source, roots, bool(tabled))
    known = {bare(activity.name.value) for activity in tabled}
    both = tabled + [activity for activity in outlined if bare(activity.name.value) not in known]
    for activity in both:
        activity.kind = propose(activity.name.value, activity.content.value if activity.content else "")
    return sorted(both, key=lambda activity: activity.start)
