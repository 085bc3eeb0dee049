"""What is new in a campaign, for feed readers and other sites."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from worldday.campaigns.queries import programme, reach
from worldday.public import addresses, feeds
from worldday.public.syndication import RSS_TYPE


def rss(request: HttpRequest, campaign: str) -> HttpResponse:
    found = get_object_or_404(programme.published(), slug=campaign)
    entries = feeds.entries_of(reach.light_activities(found))
    return HttpResponse(feeds.rss(found, entries, here=addresses.absolute(request.path)), content_type=RSS_TYPE)


def json(request: HttpRequest, campaign: str) -> HttpResponse:
    found = get_object_or_404(programme.published(), slug=campaign)
    entries = feeds.entries_of(reach.light_activities(found))
    here = addresses.absolute(request.path)
    return HttpResponse(feeds.json_feed(found, entries, here=here), content_type=feeds.JSON_TYPE)
