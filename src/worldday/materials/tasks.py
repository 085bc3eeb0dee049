"""Work for the background."""

from django_tasks import task

from worldday.base import scope
from worldday.base.audit import System

from .models import Material


@task()
def prepare_material(code: str) -> None:
    """Free it of metadata and make its pictures; nothing if it was removed meanwhile or is ready already."""
    from .actions.preparing import prepare  # the verbs enqueue this task

    with scope.everything("the background works for everybody"):
        material = Material.objects.filter(code=code).select_related("unit").first()
        if material is not None:
            prepare(material=material, by=System("preparing"))
