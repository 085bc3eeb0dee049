"""Addresses for what leaves the page."""

from django import template
from django.urls import reverse

from worldday.campaigns.models import Campaign
from worldday.public import addresses

register = template.Library()


@register.simple_tag
def webcal(campaign: Campaign) -> str:
    """The campaign's calendar as a subscription."""
    return addresses.webcal(reverse("public:campaign_ics", args=[campaign.slug]))


@register.simple_tag
def absolute(path: str) -> str:
    return addresses.absolute(path)
