"""Materials as they stand once somebody has added them; their files are made in `material_files`."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories import material_files as files
from tests.factories.campaigns import make_campaign, make_task
from tests.factories.units import make_staff, make_unit
from worldday.base import clock, scope
from worldday.base.audit import System
from worldday.campaigns.models import Task
from worldday.materials import actions
from worldday.materials.files import new_name
from worldday.materials.models import Material
from worldday.units.models import Staff


def make_owing() -> tuple[Task, Staff]:
    """A district that owes materials, and one of its people."""
    city = make_unit("甲市市场监管局")
    district = make_unit("乙区市场监管局", parent=city, type="district", district="乙区")
    with scope.everything("factory"):
        task = make_task(make_campaign(owner=city), district, what="materials")
    return task, make_staff("李二", unit=district, role="unit-staff")


def add(task: Task, by: Staff, name: str = "合影.jpg", content: bytes | None = None) -> Material:
    """Added through the verb, not yet prepared."""
    file = SimpleUploadedFile(name, files.photo() if content is None else content)
    with scope.everything("factory"):
        return actions.add_material(task=task, file=file, by=by)


def make_ready(material: Material) -> Material:
    """As the background leaves it."""
    with scope.everything("factory"):
        return actions.prepare(material=material, by=System("test"))


def make_material(task: Task, **fields) -> Material:
    """A row of a ready photo without its file, for lists and rules."""
    stored = new_name()
    values = {
        "campaign": task.campaign,
        "unit": task.unit,
        "task": task,
        "kind": "photo",
        "state": "ready",
        "name": "合影.jpg",
        "stored": stored,
        "mime": "image/jpeg",
        "size": 1000,
        "digest": stored[3:] * 2,
        "added_at": clock.now(),
    }
    with scope.everything("factory"):
        return Material.objects.create(**(values | fields))
