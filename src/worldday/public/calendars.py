"""iCalendar (RFC 5545): all-day events without a time zone, for a file or a subscription.

A DATE has no zone, so a day is the same day on every phone; DTEND is exclusive, the day after the last (§3.6.1).
DTSTAMP and LAST-MODIFIED are the row's last change, so that the same data always gives the same bytes.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from worldday.campaigns.kinds import kind_of, with_pages
from worldday.campaigns.models import Activity, ActivityState, Campaign
from worldday.campaigns.phases import days_of
from worldday.ui.dates import chinese
from worldday.ui.languages import either

from . import addresses
from .hosts import hosts_of

CONTENT_TYPE = "text/calendar; charset=utf-8"
ASK_AGAIN = timedelta(hours=6)  # how often a subscriber should look; a plan changes by the day
COUNT_FROM = datetime(2020, 1, 1, tzinfo=UTC)


def campaign_calendar(campaign: Campaign, activities: Iterable[Activity], *, name: str = "") -> bytes:
    """The campaign's own days and every activity that has any; `name` when it is a unit's part of it."""
    calendar = _calendar(name or _name(campaign))
    if campaign.starts_on is not None:
        calendar.add_component(_campaign_event(campaign))
    for activity in with_pages(activities):
        if (event := _activity_event(activity)) is not None:
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def activity_calendar(activity: Activity) -> bytes | None:
    """One activity to put into one's calendar; None while it has no days."""
    event = _activity_event(activity)
    if event is None:
        return None
    calendar = _calendar(_name(activity))
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _calendar(name: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", f"-//Worldday//Worldday//{'ZH' if chinese() else 'EN'}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", name)  # RFC 7986 §5.1; the next line says the same to Apple and Outlook
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", f"PT{ASK_AGAIN.seconds // 3600}H")
    return calendar


def _campaign_event(campaign: Campaign) -> Event:
    event = _event(f"campaign-{campaign.code}", _name(campaign), campaign.updated_at)
    _put_days(event, campaign.starts_on, campaign.ends_on)
    themes = [either(theme.text, theme.text_en) for theme in campaign.themes.all()]
    event.add("description", "\n".join(themes))
    event.add("url", addresses.campaign_url(campaign))
    event.add("status", "CONFIRMED")
    return event


def _activity_event(activity: Activity) -> Event | None:
    days = days_of(
        window_start=activity.window_start,
        window_end=activity.window_end,
        actual_start=activity.actual_start,
        actual_end=activity.actual_end,
    )
    if days.start is None and days.end is None:
        return None
    name = _name(activity)
    event = _event(f"activity-{activity.code}", name if days.start else _("Last day: %s") % name, activity.updated_at)
    _put_days(event, days.start, days.end)
    event.add("description", _description(activity))
    event.add("url", addresses.activity_url(activity))
    event.add("categories", [str(kind_of(activity).label)])
    event.add("status", "CANCELLED" if activity.state == ActivityState.CANCELLED else "CONFIRMED")
    for contact in _contacts(activity):
        event.add("contact", contact)
    if place := " ".join(filter(None, (activity.district, activity.place))):
        event.add("location", place)
    return event


def _event(key: str, summary: str, changed: datetime) -> Event:
    """`key` never changes, nor with the host or the language: a moved site must not double everybody's entries."""
    event = Event()
    event.add("uid", f"{key}@worldday")
    event.add("dtstamp", changed.astimezone(UTC))
    event.add("last-modified", changed.astimezone(UTC))
    event.add("sequence", int((changed - COUNT_FROM).total_seconds()) // 60)  # rises with every change
    event.add("summary", summary)
    event.add("class", "PUBLIC")
    event.add("transp", "TRANSPARENT")  # a theme day makes nobody busy
    return event


def _put_days(event: Event, start: date | None, end: date | None) -> None:
    """`start` to `end`, both included. What is open on one side stands on the day that is known, and says so."""
    first = start or end
    if first is None:
        raise ValueError("An event needs a day.")
    event.add("dtstart", first)
    if start and end:
        event.add("dtend", max(start, end) + timedelta(days=1))


def _description(activity: Activity) -> str:
    """What a calendar shows beneath the title: what, the notice's own phrase, who, where to take part."""
    lines = [
        either(activity.content, activity.content_en),
        _("Time in the notice: %s") % activity.window_text if activity.window_text else "",
        _("Units: %s") % hosts_of(activity) if activity.units_text else "",
        str(kind_of(activity).joining(activity)),
        addresses.part_url(activity),
    ]
    return "\n".join(filter(None, lines))


def _contacts(activity: Activity) -> list[str]:
    """Public contact points of the units, each once; never a person."""
    units = {role.unit_id: role.unit for role in activity.roles.all() if role.unit.contact}
    return [f"{unit.name} {unit.contact}" for unit in units.values()]


def _name(thing: Activity | Campaign) -> str:
    return either(thing.name, thing.name_en)
