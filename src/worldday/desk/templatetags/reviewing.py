"""Words and addresses of the review pages."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from worldday.campaigns.kinds import all_kinds
from worldday.materials.models import Material, People, Reuse
from worldday.reports.difference import ROW_FIELDS, RowChange
from worldday.reports.models import FilingState

register = template.Library()

_TO_REVIEW = {FilingState.SUBMITTED: _("To review")}  # what its unit calls sent
_WEIGHTS = {"stop": _("must be looked at"), "look": _("worth a look"), "hint": _("hint")}
_MATERIAL = {"reuse": Reuse, "people": People}


@register.filter
def filing_state(value: str) -> str | Promise:
    """The word for where a version stands, as a reviewer says it."""
    found: str | Promise = (dict(FilingState.choices) | _TO_REVIEW).get(value, value)
    return found


@register.filter
def finding_weight(value: str) -> str | Promise:
    return _WEIGHTS.get(value, value)


@register.filter
def material_word(value: str, of: str) -> str | Promise:
    """What was said about re-use or about the people shown."""
    found: str | Promise = dict(_MATERIAL[of].choices).get(value, value)
    return found


@register.filter
def plan_cells(change: RowChange) -> list[tuple[str, Any, Any]]:
    """(field, value now, value before where it differs, else None) for each column of a plan."""
    return [(name, _said(name, change.row.get(name)), _before(name, change)) for name in ROW_FIELDS]


def _before(name: str, change: RowChange) -> Any:
    return (_said(name, change.fields[name][0]) or "") if name in change.fields else None


def _said(name: str, value: Any) -> Any:
    if name != "kind":
        return value
    return next((kind.label for kind in all_kinds() if kind.slug == value), value)


@register.simple_tag
def file_address(material: Material, size: str) -> str:
    """Where the file is served, through its permission; "" for a file that is gone."""
    return "" if material.removed_at else reverse("desk_materials:file", args=[material.code, size])


@register.simple_tag(takes_context=True)
def with_state(context: template.Context, value: str) -> str:
    """The address's query, in another state and on its first page."""
    query = context["request"].GET.copy()
    query.pop("p", None)
    query["state"] = value
    return str(query.urlencode())
