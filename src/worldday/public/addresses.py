"""Addresses as they stand in a feed, a calendar or a QR code: with scheme and host."""

from django.conf import settings
from django.urls import reverse

from worldday.campaigns.kinds import kind_of
from worldday.campaigns.models import Activity, Campaign


def absolute(path: str) -> str:
    """`path` as `reverse` gives it, prefix included, on the installation's public host."""
    return f"{settings.PUBLIC_URL}{path}"


def webcal(path: str) -> str:
    """The same address as a phone's calendar subscribes to it."""
    return "webcal://" + absolute(path).partition("://")[2]


def campaign_url(campaign: Campaign) -> str:
    return absolute(reverse("public:theme", args=[campaign.slug]))


def activity_url(activity: Activity) -> str:
    """The activity's own page: what it is, when, where, who."""
    return absolute(reverse("public:activity", args=[activity.campaign.slug, activity.code]))


def part_url(activity: Activity) -> str:
    """Where people take part, which may be a page of the activity's kind."""
    return absolute(kind_of(activity).public_page(activity))
