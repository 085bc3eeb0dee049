"""Packages fetched through the permission to run their campaign."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from worldday.campaigns.models import Campaign
from worldday.desk.campaigns.fetch import campaign_for, may_run
from worldday.reports.actions.archiving import path_of
from worldday.reports.models import Package
from worldday.units.models import Staff


def campaign_to_keep(staff: Staff, code: str) -> Campaign:
    """404 for a stranger's campaign, 403 for one that somebody else runs."""
    return campaign_for(staff, code, to_run=True)


def package_for(staff: Staff, code: str) -> Package:
    """404 for a stranger's package, and for one whose file is gone."""
    package: Package = get_object_or_404(Package.objects.select_related("campaign__owner"), code=code)
    if not may_run(staff, package.campaign) or not path_of(package.stored).exists():
        raise Http404
    return package
