"""Calendar files of a campaign, of one unit's part in it, and of one activity."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from worldday.campaigns.queries import programme, reach
from worldday.public import calendars


def campaign(request: HttpRequest, campaign: str) -> HttpResponse:
    found = get_object_or_404(programme.published(), slug=campaign)
    return _file(calendars.campaign_calendar(found, reach.activities_with_units(found)), found.slug)


def unit(request: HttpRequest, campaign: str, unit: str) -> HttpResponse:
    found = get_object_or_404(programme.published(), slug=campaign)
    whose = programme.unit_in(found, unit)
    if whose is None:
        raise Http404
    activities = reach.activities_with_units(found, unit=whose)
    name = f"{found.name} · {whose.short_name or whose.name}"
    return _file(calendars.campaign_calendar(found, activities, name=name), f"{found.slug}-{whose.code}")


def activity(request: HttpRequest, campaign: str, activity: str) -> HttpResponse:
    found = get_object_or_404(programme.activity_of(campaign, activity))
    content = calendars.activity_calendar(found)
    if content is None:
        raise Http404  # no days yet: its page says so and offers no file
    return _file(content, f"{campaign}-{found.code}")


def _file(content: bytes, name: str) -> HttpResponse:
    """Inline, so that a phone offers to add it instead of filing it away."""
    headers = {"Content-Disposition": f'inline; filename="{name}.ics"'}
    return HttpResponse(content, content_type=calendars.CONTENT_TYPE, headers=headers)
