"""`{% load materials_box %}{% materials_box task %}`: the box for photos, videos and documents of a task.

It brings its own forms, style and script, so it stands outside every other form.
"""

from typing import Any

from django import template

from worldday.campaigns.models import Task
from worldday.desk.materials.box import box_of

register = template.Library()


@register.inclusion_tag("desk/materials/box.html", takes_context=True)
def materials_box(context: template.Context, task: Task) -> dict[str, Any]:
    request = context["request"]
    return box_of(task, request.user) | {"request": request, "back": request.get_full_path()}
