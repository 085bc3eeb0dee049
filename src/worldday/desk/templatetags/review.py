from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def named(names: Mapping[str, Any], text: str) -> Any:
    """What `names_in` found out about a unit's name; nothing for one just typed."""
    return names.get(text)
