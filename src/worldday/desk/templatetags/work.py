"""Small words of the desk's working pages."""

from datetime import date
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from worldday.campaigns.models import ActivityState, CampaignState, TaskKind, TaskState, UnitRole
from worldday.notices.models import DraftState
from worldday.reports.models import FilingState
from worldday.ui import dates

register = template.Library()

_WORDS: dict[str, Any] = {
    "activity": ActivityState,
    "campaign": CampaignState,
    "draft": DraftState,
    "filing": FilingState,
    "role": UnitRole,
    "task": TaskKind,
    "task-state": TaskState,
}


@register.filter
def word(value: str, of: str) -> str | Promise:
    """The word people read for a stored value: `{{ campaign.state|word:"campaign" }}`; the value itself if unknown."""
    found: str | Promise = dict(_WORDS[of].choices).get(value, value)
    return found


_FIELDS = {
    "name": _("Name"),
    "seq": _("No."),
    "content": _("Content"),
    "kind": _("Kind"),
    "units": _("Units"),
    "window": _("Window"),
    "due": _("Due"),
    "recipient": _("Sent to"),
    "max_chars": _("Limit in characters"),
    "ordinal": _("Which one (ordinal)"),
    "starts_on": _("First day"),
    "ends_on": _("Last day"),
    "themes": _("Themes"),
}


@register.filter
def field_name(field: str) -> str | Promise:
    """The words for a field of `campaigns.values`."""
    return _FIELDS.get(field, field)


_COLUMNS = {
    "seq": _("No."),
    "name": _("Activity"),
    "kind": _("Kind"),
    "units": _("Units"),
    "window": _("Window"),
    "actual": _("Actual"),
    "light": _("Light"),
}


@register.filter
def column_name(name: str) -> str | Promise:
    return _COLUMNS[name]


@register.filter
def span_to(start: date | None, end: date | None) -> str:
    """`{{ campaign.starts_on|span_to:campaign.ends_on }}`: the days in words, with the year of a single day."""
    return dates.day(start, year=True) if start and start == end else dates.span(start, end)


@register.filter
def month_name(first: date) -> str:
    return dates.month_and_year(first)


@register.simple_tag(takes_context=True)
def with_light(context: template.Context, slug: str) -> str:
    """The address's query, showing one light."""
    return _query(context, light=slug)


@register.simple_tag(takes_context=True)
def without_light(context: template.Context) -> str:
    return _query(context, light="")


@register.simple_tag(takes_context=True)
def with_month(context: template.Context, first: date) -> str:
    """The address's query, at another month of the calendar."""
    return _query(context, at=first.strftime("%Y-%m"))


def _query(context: template.Context, **changes: str) -> str:
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return str(query.urlencode())
