"""What one's units owe, first on the desk's first page."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from worldday.base import clock
from worldday.reports.queries.mine import units_served
from worldday.units.models import Staff


class MyTasks(Component):
    """A line for each unit one reports for; nothing for who reports for none."""

    template_name = "desk/tasks/panel.html"
    order = 1

    def __init__(self, staff: Staff) -> None:
        self.staff = staff

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"served": units_served(self.staff), "today": clock.today()}
