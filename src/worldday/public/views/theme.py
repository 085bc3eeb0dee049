"""The theme page of a campaign, and its programme in four orders."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from worldday.base import clock
from worldday.campaigns.queries import groups, programme
from worldday.campaigns.queries.groups import By

SHOWN = 6  # activities of today and of this week on the theme page; the programme has them all


def theme(request: HttpRequest, campaign: str) -> HttpResponse:
    """Theme, day, countdown, what is on, and the programme by date."""
    found = get_object_or_404(programme.published(), slug=campaign)
    today, index = clock.today(), programme.index_of(found)
    now = programme.on_today(index, today)
    shown = {line.id for line in now[:SHOWN]}
    week = [line for line in programme.this_week(index, today) if line.id not in shown][:SHOWN]
    full = programme.entries([line.id for line in [*now[:SHOWN], *week]], today)
    cut, page = groups.page_of(found, index, by=By.DATE, page=1, today=today)
    context = {
        "campaign": found,
        "figures": programme.figures(found, index, today),
        "now": [full[line.id] for line in now[:SHOWN]],
        "more_now": len(now[SHOWN:]),
        "week": [full[line.id] for line in week],
        "groups": cut,
        "page": page,
        "by": By.DATE,
    }
    return render(request, "public/theme.html", context)


def by(request: HttpRequest, campaign: str, by: str, page: int = 1) -> HttpResponse:
    """The programme alone, by date, unit, district or kind, a page at a time."""
    if by not in By.values:
        raise Http404
    found = get_object_or_404(programme.published(), slug=campaign)
    index = programme.index_of(found)
    cut, current = groups.page_of(found, index, by=By(by), page=page, today=clock.today())
    if page > current.paginator.num_pages:
        raise Http404
    context = {"campaign": found, "groups": cut, "page": current, "by": By(by)}
    return render(request, "public/programme.html", context)
