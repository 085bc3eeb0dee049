"""The front door, and the archive by year."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from worldday.base import clock
from worldday.campaigns.models import CampaignState
from worldday.campaigns.queries import programme

ON_FRONT = 12  # campaigns on the front page; all of them stand in the archive


def home(request: HttpRequest) -> HttpResponse:
    """The campaign of the day or the next one as a poster, the others beneath."""
    live = programme.published().filter(state=CampaignState.LIVE)
    first, *others = programme.by_nearness(live, clock.today())[:ON_FRONT] or [None]
    return render(request, "public/home.html", {"first": first, "others": others})


def archive(request: HttpRequest) -> HttpResponse:
    """Every published campaign under its year, the latest first."""
    years = [(year, list(group)) for year, group in groupby(programme.published(), key=lambda c: c.year)]
    return render(request, "public/archive.html", {"years": years})
