"""Small words that the lists of units, staff and the audit trail share."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from worldday.units.models import UnitType
from worldday.units.roles import ROLES

register = template.Library()

AREAS = {"units": _("Units"), "staff": _("Staff"), "questions": _("Question bank")}
IMPORT = {"new": _("New"), "changed": _("Changed"), "same": _("Unchanged"), "error": _("Error")}


@register.filter
def area_name(area: str) -> str | Promise:
    return AREAS[area]


@register.filter
def area_url(area: str, view: str) -> str:
    return f"desk_{area}:{view}"


@register.filter
def import_word(state: str) -> str | Promise:
    return IMPORT[state]


@register.filter
def at(values: Mapping[str, Any], key: str) -> Any:
    """`{{ row.values|at:column.key }}`"""
    return values.get(key, "")


@register.filter
def unit_type(value: str) -> str | Promise:
    found: str | Promise = dict(UnitType.choices).get(value, value)
    return found


@register.filter
def role_name(slug: str) -> str | Promise:
    return ROLES[slug].name if slug in ROLES else slug
