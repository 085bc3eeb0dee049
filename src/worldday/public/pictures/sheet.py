"""What a picture says, taken from the rows once, so that drawing needs no database and equal content is drawn once."""

import hashlib
from dataclasses import astuple, dataclass
from datetime import date

from django.utils.translation import gettext as _

from worldday.campaigns import pattern
from worldday.campaigns.kinds import kind_of
from worldday.campaigns.models import Activity, Campaign
from worldday.campaigns.phases import days_of
from worldday.public import addresses
from worldday.public.hosts import hosts_of
from worldday.ui import dates
from worldday.ui.languages import either

DRAWING = 2  # raise it when the drawing changes, so that kept pictures are drawn anew


@dataclass(frozen=True)
class Sheet:
    heading: str  # what it is about, large
    above: str  # a line above it: the campaign, or the kind of activity
    small: str  # the date as a poster shows it: a small line …
    large: str  # … and the numeral
    below: str  # who
    url: str  # where the QR code leads
    invitation: str  # beside the QR code
    hue: int
    seed: str

    @property
    def key(self) -> str:
        return hashlib.sha256(repr((DRAWING, astuple(self))).encode()).hexdigest()[:32]


def of_campaign(campaign: Campaign) -> Sheet:
    """The theme as heading; the day's name where there is no theme. `themes` and `owner` should be loaded."""
    name = f"{either(campaign.name, campaign.name_en)} {campaign.year}"
    themes = [either(theme.text, theme.text_en) for theme in campaign.themes.all()]
    small, large = _numeral(campaign.starts_on, campaign.ends_on)
    return Sheet(
        heading=themes[0] if themes else name,
        above=name if themes else "",
        small=small,
        large=large,
        below=either(campaign.owner.name, campaign.owner.name_en),
        url=addresses.campaign_url(campaign),
        invitation=_("Scan for the programme"),
        hue=campaign.hue,
        seed=_seed(campaign),
    )


def of_activity(activity: Activity) -> Sheet:
    campaign = activity.campaign
    days = days_of(
        window_start=activity.window_start,
        window_end=activity.window_end,
        actual_start=activity.actual_start,
        actual_end=activity.actual_end,
    )
    small, large = _numeral(days.start, days.end)
    return Sheet(
        heading=either(activity.name, activity.name_en),
        above=f"{either(campaign.name, campaign.name_en)} {campaign.year} · {kind_of(activity).label}",
        small=small,
        large=large,
        below=hosts_of(activity),
        url=addresses.activity_url(activity),
        invitation=_("Scan to take part"),
        hue=campaign.hue,
        seed=_seed(campaign),
    )


def _seed(campaign: Campaign) -> str:
    return pattern.seed_of(day=campaign.starts_on, year=campaign.year, ordinal=campaign.ordinal)


def _numeral(start: date | None, end: date | None) -> tuple[str, str]:
    if start is None and end is None:
        return "", ""
    block = dates.block(start, end)
    return block.small, block.large
