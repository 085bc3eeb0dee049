"""Registries, batches, records and imports fetched through a permission: what a person may not see does not exist (404)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from worldday.base.scope import Subtrees
from worldday.campaigns.models import Activity
from worldday.registry import rules
from worldday.registry.models import Batch, Intake, Record, Registry
from worldday.registry.queries import look
from worldday.units.models import Staff, Unit
from worldday.units.permissions import Permission
from worldday.units.rules import paths_where


def sees(staff: Staff) -> Subtrees:
    return Subtrees(paths_where(staff, Permission.RUN_ACTIVITY))


def registries_of(staff: Staff) -> QuerySet[Registry]:
    rows: Any = look.busy_registries()
    found: QuerySet[Registry] = rows.within(sees(staff))
    return found


def registry_for(staff: Staff, code: str, *, define: bool = False) -> Registry:
    """403 for somebody who sees it and may not change it."""
    found = get_object_or_404(registries_of(staff), code=code)
    if define and not rules.may_define(staff, found.owner):
        raise PermissionDenied
    return found


def batches_of(staff: Staff) -> QuerySet[Batch]:
    rows: Any = Batch.objects
    found: QuerySet[Batch] = rows.within(sees(staff))
    return found.select_related("registry__owner", "unit", "activity__campaign__owner")


def batch_for(staff: Staff, code: str, *, rule: Callable[[Staff, Batch], bool] = rules.may_prepare) -> Batch:
    batch = get_object_or_404(batches_of(staff), code=code)
    if not rule(staff, batch):
        raise PermissionDenied
    return batch


def record_for(staff: Staff, code: str) -> Record:
    rows: Any = Record.objects
    found: Record = get_object_or_404(
        rows.within(sees(staff)).select_related(
            "registry__owner", "batch__unit", "batch__registry__owner", "batch__activity"
        ),
        code=code,
    )
    return found


def intake_for(staff: Staff, code: str) -> Intake:
    """An import into a batch this person prepares."""
    rows: Any = Intake.objects
    intake: Intake = get_object_or_404(rows.within(sees(staff)).select_related("batch"), code=code)
    batch_for(staff, intake.batch.code)
    return intake


def activity_for(staff: Staff, code: str) -> Activity:
    """An activity this person runs."""
    rows: Any = Activity.objects
    activity: Activity = get_object_or_404(rows.within(sees(staff)).select_related("campaign__owner"), code=code)
    if not rules.may_run(staff, activity):
        raise PermissionDenied
    return activity


def owners(staff: Staff) -> list[Unit]:
    """Units for which this person sets up registries."""
    paths = Subtrees(paths_where(staff, Permission.RUN_CAMPAIGN))
    return list(Unit.objects.filter(paths.q("path"), closed_on=None))


def own_units(staff: Staff) -> list[Unit]:
    """Units for which this person prepares batches."""
    return list(Unit.objects.filter(sees(staff).q("path"), closed_on=None))
