"""`{% gantt items %}` and `{% month_calendar items month=day %}` for public pages and the desk; style: ui/chart.css."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import template
from django.utils.translation import gettext

from worldday.ui import dates
from worldday.ui.charts import Item, Period, month_grid
from worldday.ui.charts import gantt as lay_out

register = template.Library()

MEDIUM, LONG = 4, 8  # months from which the time axis asks for more room


@register.inclusion_tag("ui/charts/gantt.html")
def gantt(
    items: Iterable[Item],
    *,
    today: date | None = None,
    period: Period | None = None,
    caption: str = "",
    name: str = "gantt",
) -> dict[str, Any]:
    """A table with a time axis. `name` tells two charts of one page apart."""
    chart = lay_out(items, today=today, period=period)
    size = "long" if len(chart.months) >= LONG else "medium" if len(chart.months) >= MEDIUM else "short"
    return {"chart": chart, "caption": caption or gettext("Activities on a time line"), "name": name, "size": size}


@register.inclusion_tag("ui/charts/month.html")
def month_calendar(
    items: Iterable[Item], *, month: date, today: date | None = None, marked: Period | None = None, lanes: int = 6
) -> dict[str, Any]:
    """The month that `month` lies in, as a grid of weeks and a list of what is on; `marked` days stand out."""
    grid = month_grid(items, month, today=today, marked=marked, lanes=lanes)
    return {"grid": grid, "weekdays": dates.WEEKDAYS, "caption": dates.month_and_year(grid.first)}


@register.filter
def when(item: Item) -> str:
    """The item's planned days; the notice's own phrase where there are none."""
    return dates.span(item.start, item.end) or item.phrase


@register.filter
def known(item: Item) -> str:
    """Its days as best known: the real ones where recorded, else the plan's."""
    return dates.span(*item.days())


@register.filter
def really(item: Item) -> str:
    """Its actual days, or nothing."""
    return "" if item.actual_start is None else dates.span(item.actual_start, item.actual_end)


@register.filter
def head(first: date, previous: date | None = None) -> str:
    """The name of a month on the axis, with the year where it begins."""
    return dates.month_and_year(first) if previous is None or first.year != previous.year else dates.month(first)
