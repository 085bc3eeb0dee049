"""Charts as pure layout: what is given are named items with days; what comes out are cells, columns and bars.

No Django and no HTML here. The template tags in `ui/templatetags/charts.py` turn a layout into a page's markup.
"""

from .gantt import Bar, Gantt, Month, Row, gantt
from .items import Item, Period, period_of
from .month import Cell, Day, MonthGrid, Week, month_grid

__all__ = [
    "Bar",
    "Cell",
    "Day",
    "Gantt",
    "Item",
    "Month",
    "MonthGrid",
    "Period",
    "Row",
    "Week",
    "gantt",
    "month_grid",
    "period_of",
]
