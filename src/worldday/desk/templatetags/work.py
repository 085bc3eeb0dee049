"""Small words of the desk's working pages."""

from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from worldday.campaigns.models import ActivityState, CampaignState, TaskKind, TaskState, UnitRole
from worldday.notices.models import DraftState

register = template.Library()

_WORDS: dict[str, Any] = {
    "activity": ActivityState,
    "campaign": CampaignState,
    "draft": DraftState,
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
