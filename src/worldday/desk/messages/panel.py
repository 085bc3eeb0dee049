"""Notes on the desk's first page and their number in its menu."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from worldday.messages import queries
from worldday.units.models import Staff

SHOWN = 5


class UnreadNotes(Component):
    """The newest notes this person has not read; the panel is not there when there are none."""

    template_name = "desk/home/notes.html"
    order = 3

    def __init__(self, staff: Staff) -> None:
        self.staff = staff

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        notes = list(queries.notes_of(self.staff.code).filter(read_at=None)[: SHOWN + 1])
        request = parent_context.get("request")
        return {"notes": notes[:SHOWN], "more": len(notes) > SHOWN, "request": request}
