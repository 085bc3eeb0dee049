"""A campaign's months and its time line."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from worldday.base import clock
from worldday.campaigns.models import Campaign
from worldday.campaigns.queries import programme, reach
from worldday.ui.chart_items import for_public
from worldday.ui.charts import Item, Period, period_of


def month(request: HttpRequest, campaign: str, month: date | None = None) -> HttpResponse:
    """One month; without a month, the one today lies in, or the campaign's own when today is outside it."""
    found = get_object_or_404(programme.published(), slug=campaign)
    items, today = _items(found), clock.today()
    whole = period_of([*items, Item("", found.starts_on, found.ends_on)])
    months = whole.months() if whole else [today.replace(day=1)]
    shown = month or _nearest(months, found.starts_on, today)
    if shown not in months:
        raise Http404
    place = months.index(shown)
    context = {
        "campaign": found,
        "items": items,
        "shown": shown,
        "today": today,
        "marked": own_days(found),
        "before": months[place - 1] if place else None,
        "after": months[place + 1] if place + 1 < len(months) else None,
    }
    return render(request, "public/calendar.html", context)


def gantt(request: HttpRequest, campaign: str) -> HttpResponse:
    """Every activity on one time line, by its first day; those without days come last."""
    found = get_object_or_404(programme.published(), slug=campaign)
    items = sorted(_items(found), key=lambda item: (item.start or item.end or date.max, item.end or date.max))
    return render(request, "public/gantt.html", {"campaign": found, "items": items, "today": clock.today()})


def own_days(campaign: Campaign) -> Period | None:
    """The day, week or month that the campaign marks."""
    if campaign.starts_on is None:
        return None
    return Period(campaign.starts_on, campaign.ends_on or campaign.starts_on)


def _items(campaign: Campaign) -> list[Item]:
    return for_public(reach.light_activities(campaign), clock.today())


def _nearest(months: list[date], own: date | None, today: date) -> date:
    here = today.replace(day=1)
    if here in months:
        return here
    return own.replace(day=1) if own else months[0] if here < months[0] else months[-1]


class MonthConverter:
    """`2020-10` in an address."""

    regex = r"\d{4}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(f"{value}-01")

    def to_url(self, value: date) -> str:
        return value.strftime("%Y-%m")
