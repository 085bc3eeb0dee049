"""Practices, versions and files fetched through the right to see them: others' do not exist (404), a verb that is not one's own is refused (403)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from worldday.base.scope import Subtrees
from worldday.campaigns.models import Campaign
from worldday.materials.models import Material
from worldday.reports.models import Practice, Submission
from worldday.reports.queries.practices import visible_to
from worldday.reports.rules import may_mark
from worldday.units.models import Staff, Unit
from worldday.units.permissions import Permission
from worldday.units.rules import paths_where

Rule = Callable[[Staff, Practice], bool]


def practice_for(staff: Staff, code: str, *, rule: Rule | None = None) -> Practice:
    found: Practice = get_object_or_404(visible_to(staff), code=code)
    if rule is not None and not rule(staff, found):
        raise PermissionDenied
    return found


def submission_for(staff: Staff, code: str) -> Submission:
    """A version this person may mark a passage of."""
    related = ("filing__task__campaign__owner", "filing__task__unit", "filing__task__issuer")
    sent: Submission = get_object_or_404(Submission.objects.select_related(*related), code=code)
    task = sent.filing.task
    if not may_mark(staff, campaign=task.campaign, unit=task.unit, task=task):
        raise PermissionDenied
    return sent


def material_for(staff: Staff, code: str) -> Material:
    """A file this person may mark."""
    rows = Material.objects.filter(removed_at=None).select_related("campaign__owner", "unit", "task__issuer")
    found: Material = get_object_or_404(rows, code=code)
    if not may_mark(staff, campaign=found.campaign, unit=found.unit, task=None):
        raise PermissionDenied
    return found


def places_for(staff: Staff) -> list[tuple[Campaign, Unit]]:
    """Where this person could take a practice up: each of their own units in each campaign it takes part in."""
    mine = Subtrees(paths_where(staff, Permission.REPORT))
    rows: Any = Campaign.objects.exclude(state="archived").select_related("owner")
    units = Unit.objects.filter(path__in=mine.paths, closed_on=None)
    return [(campaign, unit) for campaign in rows.order_by("-year", "name")[:20] for unit in units]
