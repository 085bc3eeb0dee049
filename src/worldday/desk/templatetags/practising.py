"""Words and pictures of the library of good practices."""

from django import template
from django.urls import reverse
from django.utils.functional import Promise

from worldday.campaigns.kinds import all_kinds
from worldday.materials.files import has_picture
from worldday.reports.models import Practice, PracticeState

register = template.Library()


@register.filter
def practice_state(value: str) -> str | Promise:
    found: str | Promise = dict(PracticeState.choices).get(value, value)
    return found


@register.filter
def practice_kind(slug: str) -> str | Promise:
    """The kind's label; the slug of a kind that is no longer installed."""
    return next((kind.label for kind in all_kinds() if kind.slug == slug), slug)


@register.simple_tag
def practice_thumb(practice: Practice) -> str:
    return _address(practice, "thumb")


@register.simple_tag
def practice_picture(practice: Practice) -> str:
    return _address(practice, "page")


def _address(practice: Practice, size: str) -> str:
    """Served to whoever sees the practice, through the practice; "" where there is no picture."""
    material = practice.material
    if material is None or material.removed_at is not None or not has_picture(material):
        return ""
    return reverse("desk_practices:picture", args=[practice.code, size])
