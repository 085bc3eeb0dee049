"""Addresses and descriptions for what leaves the page."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext

from worldday.campaigns.models import Activity, Campaign
from worldday.public import addresses, pictures
from worldday.ui import dates

register = template.Library()


@register.simple_tag
def webcal(campaign: Campaign) -> str:
    """The campaign's calendar as a subscription."""
    return addresses.webcal(reverse("public:campaign_ics", args=[campaign.slug]))


@register.inclusion_tag("public/share_head.html")
def share_head(campaign: Campaign, activity: Activity | None = None) -> dict[str, str]:
    """What a chat or a search engine shows of a link (Open Graph); every address absolute."""
    sheet = pictures.of_activity(activity) if activity else pictures.of_campaign(campaign)
    where = [campaign.slug, activity.code] if activity else [campaign.slug]
    parts = [sheet.above or sheet.below, f"{sheet.small} {sheet.large}".strip(), sheet.below if sheet.above else ""]
    return {
        "url": sheet.url,
        "title": sheet.heading,
        "description": " · ".join(filter(None, parts)),
        "site": gettext("Worldday"),
        "locale": "zh_CN" if dates.chinese() else "en_GB",
        "picture": addresses.absolute(reverse("public:picture", args=[*where, "wide"])),
    }
