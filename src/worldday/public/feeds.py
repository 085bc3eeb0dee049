"""RSS 2.0 and JSON Feed 1.1 of a campaign: every activity once, and again as something new when its days, place or
state change, so that a reader who has seen it hears of the change."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _

from worldday.campaigns.kinds import kind_of
from worldday.campaigns.models import Activity, ActivityState, Campaign
from worldday.ui import dates

from . import addresses

LIMIT = 100  # entries; readers ask several times a day
RSS_TYPE = "application/rss+xml; charset=utf-8"
JSON_TYPE = "application/feed+json; charset=utf-8"


@dataclass(frozen=True)
class Entry:
    key: str  # new whenever what people plan by is new
    url: str
    title: str
    text: str
    kind: str
    at: datetime


class _Rss(Rss201rev2Feed):
    def latest_post_date(self) -> datetime:
        """Of the newest entry, or of the campaign itself: never “now”, so that the same rows give the same feed."""
        latest: datetime = max((item["pubdate"] for item in self.items), default=self.feed["changed"])
        return latest


def entries_of(activities: Iterable[Activity]) -> list[Entry]:
    """The latest `LIMIT`, newest change first."""
    latest = sorted(activities, key=lambda activity: (activity.updated_at, -activity.position), reverse=True)
    return [_entry(activity) for activity in latest[:LIMIT]]


def rss(campaign: Campaign, entries: Iterable[Entry], *, here: str) -> bytes:
    """`here` is the feed's own absolute address."""
    feed = _Rss(
        title=_title(campaign),
        link=addresses.campaign_url(campaign),
        description=_about(campaign),
        language="zh-cn" if dates.chinese() else "en",  # the codes RSS knows
        feed_url=here,
        changed=campaign.updated_at,
    )
    for entry in entries:
        feed.add_item(
            title=entry.title,
            link=entry.url,
            description=entry.text,
            pubdate=entry.at,
            unique_id=entry.key,
            unique_id_is_permalink=False,
            categories=[entry.kind],
        )
    return feed.writeString("utf-8").encode()


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
                "content_text": entry.text,
                "date_modified": entry.at.isoformat(timespec="seconds"),
                "tags": [entry.kind],
            }
            for entry in entries
        ],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1).encode()


def _entry(activity: Activity) -> Entry:
    english = not dates.chinese()
    name = activity.name_en if english and activity.name_en else activity.name
    content = activity.content_en if english and activity.content_en else activity.content
    kind = kind_of(activity)
    lines = [_days(activity), _moved(activity), activity.place, activity.units_text, content, str(kind.how_to_join)]
    return Entry(
        key=f"activity-{activity.code}-{_digest(activity)}",
        url=addresses.activity_url(activity),
        title=_state(activity) % {"name": name},
        text="\n".join(filter(None, lines)),
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
    name = campaign.name_en if not dates.chinese() and campaign.name_en else campaign.name
    return f"{campaign.year} {name}"


def _about(campaign: Campaign) -> str:
    summary = campaign.summary_en if not dates.chinese() and campaign.summary_en else campaign.summary
    themes = [theme.text if dates.chinese() or not theme.text_en else theme.text_en for theme in campaign.themes.all()]
    return summary or "；".join(themes) or _title(campaign)
