"""The page where a campaign is taken away as one file: asked for, waited for, downloaded in parts if a line breaks."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from worldday.base import clock, longwork, sending
from worldday.base.problems import Problem
from worldday.campaigns.models import Campaign
from worldday.desk.access import DeskRequest, needs
from worldday.desk.archives.fetch import campaign_to_keep, package_for
from worldday.desk.archives.words import contents_of
from worldday.desk.refreshing import looking_again
from worldday.desk.sheets import XLSX
from worldday.reports.actions import archiving
from worldday.reports.models import Package, PackageKind
from worldday.units.permissions import Permission

MIMES = {PackageKind.BAG: "application/zip", PackageKind.WORKBOOK: XLSX}
UNPROCESSABLE = 422


@needs(Permission.RUN_CAMPAIGN)
@require_GET
def page(request: DeskRequest, code: str) -> HttpResponse:
    return _page(request, campaign_to_keep(request.user, code))


@needs(Permission.RUN_CAMPAIGN)
@require_POST
def make(request: DeskRequest, code: str) -> HttpResponse:
    """`kind`: a workbook of little is there at once, everything else is made in the background."""
    campaign, kind = campaign_to_keep(request.user, code), request.POST.get("kind", "")
    if kind not in PackageKind.values:
        raise Http404
    try:
        made = archiving.order_package(campaign=campaign, kind=kind, by=request.user)
    except Problem as problem:
        return _page(request, campaign, problem=problem)
    if made is not None:
        messages.success(request, _("It is ready."))
    return redirect("desk_archives:page", campaign.code)


@needs(Permission.RUN_CAMPAIGN)
@require_POST
def remove(request: DeskRequest, code: str) -> HttpResponse:
    package = package_for(request.user, code)
    campaign = package.campaign.code
    archiving.remove_package(package=package, by=request.user)
    messages.success(request, _("Removed. The campaign itself stays as it is."))
    return redirect("desk_archives:page", campaign)


@needs(Permission.RUN_CAMPAIGN)
@require_safe
def download(request: DeskRequest, code: str) -> HttpResponse:
    """The file, or the part that is still missing; where it begins it is written down who took it."""
    package = package_for(request.user, code)
    path, mime = archiving.path_of(package.stored), MIMES[PackageKind(package.kind)]
    response = sending.in_parts(request, path, mime, most=package.size)
    if sending.begins(request, response):
        archiving.note_taken(package=package, by=request.user)
    response["ETag"] = f'"{package.digest}"'  # so that a broken download goes on where it stopped
    return sending.harmless(response, _name(package), saved=True)


def _name(package: Package) -> str:
    campaign, ending = package.campaign, package.stored.rpartition(".")[2]
    what = _("Archive package") if package.kind == PackageKind.BAG else _("Workbook")
    return f"{campaign.name}{campaign.year}{what}{package.made_at:%Y%m%d}.{ending}"


def _shown(package: Package) -> tuple[Package, list[tuple[str, int]], bool]:
    """With what it holds, and whether its file is there."""
    return package, contents_of(package), archiving.path_of(package.stored).exists()


def _page(request: DeskRequest, campaign: Campaign, problem: Problem | None = None) -> HttpResponse:
    works = {kind: longwork.find(archiving.work_of(kind), campaign.code) for kind in PackageKind.values}
    packages = list(Package.objects.filter(campaign=campaign).select_related("made_by"))
    parts = [
        {
            "kind": kind,
            "work": works[kind],
            "under_way": longwork.is_under_way(works[kind]),
            "packages": [_shown(one) for one in packages if one.kind == kind],
        }
        for kind in (PackageKind.WORKBOOK.value, PackageKind.BAG.value)
    ]
    shown = {"campaign": campaign, "tab": "archives", "runs": True, "today": clock.today(), "problem": problem}
    shown |= {"parts": parts, "kept": archiving.KEPT}
    response = render(request, "desk/archives/page.html", shown, status=UNPROCESSABLE if problem else 200)
    waiting = next((work for work in works.values() if longwork.is_under_way(work)), None)
    return looking_again(response, waiting)
