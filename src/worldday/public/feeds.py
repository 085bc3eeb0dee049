"""RSS 2.0 (`syndication`) and JSON Feed 1.1 of a campaign: every activity once, and again as something new when its days, place or
state change, so that a reader who has seen it hears of the change."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from worldday.campaigns.kinds import kind_of, with_pages
from worldday.campaigns.models import Activity, ActivityState, Campaign
from worldday.ui import dates
from worldday.ui.languages import either

from . import addresses
from .hosts import hosts_of
from .syndication import Entry, Head, Rss, written

LIMIT = 100  # entries; readers ask several times a day
JSON_TYPE = "application/feed+json; charset=utf-8"


def entries_of(activities: Iterable[Activity]) -> list[Entry]:
    """The latest `LIMIT`, newest change first."""
    latest = sorted(activities, key=lambda activity: (activity.updated_at, -activity.position), reverse=True)
    return [_entry(activity) for activity in with_pages(latest[:LIMIT])]


def rss(campaign: Campaign, entries: Iterable[Entry], *, here: str) -> bytes:
    """`here` is the feed's own absolute address."""
    about = (_title(campaign), addresses.campaign_url(campaign), _about(campaign))
    return written(Rss, Head(*about, here, campaign.updated_at), entries)


def json_feed(campaign: Campaign, entries: Iterable[Entry], *, here: str) -> bytes:
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(campaign),
        "home_page_url": addresses.campaign_url(campaign),
        "feed_url": here,
        "description": _about(campaign),
        "language": "zh-Hans" if dates.chinese() else "en",
        "items": [
            {
                "id": entry.key,
                "url": entry.url,
                "title": entry.title,
                "content_text": "\n".join(entry.lines),
                "date_modified": entry.at.isoformat(timespec="seconds"),
                "tags": [entry.kind],
            }
            for entry in entries
        ],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1).encode()


def _entry(activity: Activity) -> Entry:
    content = either(activity.content, activity.content_en)
    kind = kind_of(activity)
    lines = [
        _days(activity),
        _moved(activity),
        activity.place,
        hosts_of(activity),
        content,
        str(kind.joining(activity)),
    ]
    return Entry(  # new, by its key, whenever what people plan by is new
        key=f"activity-{activity.code}-{_digest(activity)}",
        url=addresses.activity_url(activity),
        title=_state(activity) % {"name": either(activity.name, activity.name_en)},
        lines=tuple(filter(None, lines)),
        kind=str(kind.label),
        at=activity.updated_at,
    )


def _digest(activity: Activity) -> str:
    said = (
        activity.name,
        activity.state,
        activity.place,
        *(activity.window_start, activity.window_end, activity.actual_start, activity.actual_end),
    )
    return hashlib.sha256(repr(said).encode()).hexdigest()[:10]


def _state(activity: Activity) -> str:
    if activity.state == ActivityState.CANCELLED:
        return _("Cancelled: %(name)s")
    if activity.state == ActivityState.DONE:
        return _("Over: %(name)s")
    return _("New days: %(name)s") if _moved(activity) else "%(name)s"


def _days(activity: Activity) -> str:
    if activity.actual_start:
        return dates.span(activity.actual_start, activity.actual_end)
    return dates.span(activity.window_start, activity.window_end) or activity.window_text


def _moved(activity: Activity) -> str:
    """What the notice said, where people have changed the days since; nothing where they have not."""
    notice = activity.from_notice.get("window") or {}
    days = [date.fromisoformat(day) if (day := notice.get(side)) else None for side in ("start", "end")]
    if not any(days) or days == [activity.window_start, activity.window_end]:
        return ""
    return _("In the notice: %s") % (notice.get("text") or dates.span(*days))


def _title(campaign: Campaign) -> str:
    return f"{campaign.year} {either(campaign.name, campaign.name_en)}"


def _about(campaign: Campaign) -> str:
    summary = either(campaign.summary, campaign.summary_en)
    themes = [either(theme.text, theme.text_en) for theme in campaign.themes.all()]
    return summary or _("; ").join(themes) or _title(campaign)
