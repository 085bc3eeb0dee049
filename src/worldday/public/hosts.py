"""Who holds an activity, in one line for places that take no markup: calendars, feeds, what a chat shows of a link."""

from __future__ import annotations

from django.utils.translation import gettext as _

from worldday.campaigns.models import Activity
from worldday.ui import dates

MOST = 3  # units named; a notice that speaks of every district would fill a screen


def hosts_of(activity: Activity) -> str:
    """The notice's own words in Chinese; in English the units' names, where every one of them has an English one."""
    if dates.chinese() or not activity.units_text:
        return activity.units_text
    names = list(dict.fromkeys(role.unit.name_en for role in activity.roles.all()))
    if not names or not all(names):
        return activity.units_text
    said = "; ".join(names[:MOST])
    return _("%s and others") % said if len(names) > MOST or activity.open_list else said
