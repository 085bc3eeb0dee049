"""The words and numerals of a campaign's poster."""

from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from worldday.base import clock
from worldday.campaigns.models import Campaign
from worldday.ui import dates

register = template.Library()
# whose motto it is, in the reader's words (docs: notice schema, `themes.scope`)
SCOPES = {"international": _("International theme"), "domestic": _("National theme"), "": _("Theme")}


@register.simple_tag
def theme_scope(scope: str) -> str:
    return SCOPES.get(scope, SCOPES[""])


@register.simple_tag
def poster_date(start: date, end: date) -> SafeString:
    """The day as a numeral with month, weekday and year beside it; several days as their span."""
    if start != end:
        return format_html(
            '<b class="long" aria-hidden="true">{}</b><span aria-hidden="true"><span>{}</span></span>',
            dates.block(start, end).large,
            start.year,
        )
    return format_html(
        '<b aria-hidden="true">{}</b><span aria-hidden="true"><span>{}</span><span>{}</span><span>{}</span></span>',
        start.day,
        dates.month(start),
        dates.WEEKDAYS[start.weekday()],
        start.year,
    )


@register.filter
def ordinal_words(number: int) -> str:
    """51 → 第51届, or 51st."""
    if dates.chinese():
        return f"第{number}届"
    teen = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


@register.inclusion_tag("public/countdown.html")
def countdown(campaign: Campaign) -> dict[str, Any]:
    """Days to the first day, which day of how many it is, or days since the last; nothing but days is ever counted."""
    today = clock.today()
    start, end = campaign.starts_on or today, campaign.ends_on or today
    return {
        "before": (start - today).days,
        "after": (today - end).days,
        "nth": (today - start).days + 1,
        "length": (end - start).days + 1,
    }
