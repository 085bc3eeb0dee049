"""Tasks, uploads and materials fetched through a permission: what a person may not see does not exist for them (404)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from worldday.base.scope import Subtrees
from worldday.campaigns.models import Task
from worldday.materials.models import Material, Upload
from worldday.materials.rules import may_change, may_send
from worldday.units.models import Staff
from worldday.units.permissions import Permission
from worldday.units.rules import paths_where


def sees(staff: Staff) -> Subtrees:
    return Subtrees(paths_where(staff, Permission.REPORT))


def task_for(staff: Staff, code: str) -> Task:
    """A task this person reports for; 403 for somebody who asked for it and only looks at what comes."""
    rows: Any = Task.objects
    task: Task = get_object_or_404(
        rows.within(sees(staff)).select_related("campaign__owner", "unit", "issuer"), code=code
    )
    if not may_send(staff, task.unit):
        raise PermissionDenied
    return task


def upload_for(staff: Staff, code: str) -> Upload:
    """One's own upload; 403 once one reports for the unit no more."""
    rows = Upload.objects.select_related("task__unit", "task__campaign", "unit", "campaign")
    upload: Upload = get_object_or_404(rows, code=code, by=staff)
    if not may_send(staff, upload.unit):
        raise PermissionDenied
    return upload


def materials_of(staff: Staff, rows: QuerySet[Material]) -> QuerySet[Material]:
    """Of `rows`, those of the units this person reports for, and those sent to them."""
    return rows.filter(Material.scope_q(sees(staff)))


def material_for(staff: Staff, code: str, *, to_change: bool = False) -> Material:
    """404 for a stranger's; 403 when somebody only looks and wants to change."""
    rows = Material.objects.select_related("unit", "campaign__owner", "task", "activity", "added_by")
    material: Material = get_object_or_404(materials_of(staff, rows), code=code)
    if to_change and not may_change(staff, material):
        raise PermissionDenied
    return material
