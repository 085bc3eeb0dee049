"""The certificates of a roster as PDF files, a thousand to an archive, for an office that prints and hands over: asked for, made in
the background, downloaded in parts if a line breaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from worldday.base import sending
from worldday.base.problems import Problem
from worldday.certificates import actions, shelf
from worldday.certificates.actions import bundling
from worldday.certificates.models import Bundle, BundleState, Lot
from worldday.desk.access import DeskRequest, needs
from worldday.desk.certificates.fetch import lot_for, sees
from worldday.units.permissions import Permission


@dataclass(frozen=True)
class Stretch:
    """One possible archive of a roster, and what became of it."""

    part: int
    first: int
    last: int
    bundle: Bundle | None

    @property
    def ready(self) -> bool:
        return self.bundle is not None and self.bundle.state == BundleState.READY

    @property
    def under_way(self) -> bool:
        return self.bundle is not None and not self.ready


def stretches(lot: Lot) -> list[Stretch]:
    """Every archive an issued roster can have."""
    rows: Any = Bundle.objects
    made = {one.part: one for one in rows.filter(lot=lot)}
    return [Stretch(part, first, last, made.get(part)) for part, first, last in bundling.parts_of(lot)]


@needs(Permission.RUN_ACTIVITY)
@require_POST
def make(request: DeskRequest, code: str, part: int) -> HttpResponse:
    found = lot_for(request.user, code)
    try:
        actions.order_bundle(lot=found, part=part, by=request.user)
    except Problem as problem:
        messages.error(request, str(problem))
    return _back(found)


@needs(Permission.RUN_ACTIVITY)
@require_POST
def remove(request: DeskRequest, code: str) -> HttpResponse:
    bundle = _bundle_for(request, code)
    actions.remove_bundle(bundle=bundle, by=request.user)
    messages.success(request, _("Removed. The certificates stay, and the archive can be made again."))
    return _back(bundle.lot)


@needs(Permission.RUN_ACTIVITY)
@require_safe
def download(request: DeskRequest, code: str) -> HttpResponse:
    """The file, or the part that is still missing; where it begins it is written down who took it."""
    bundle = _bundle_for(request, code)
    if bundle.state != BundleState.READY:
        raise Http404
    response = sending.in_parts(request, shelf.path_of(bundle.stored), "application/zip", most=bundle.size)
    if sending.begins(request, response):
        bundling.note_taken(bundle=bundle, by=request.user)
    response["ETag"] = f'"{bundle.stored}"'  # so that a broken download goes on where it stopped
    response["Cache-Control"] = "private, no-store"
    return sending.harmless(response, _name(bundle), saved=True)


def _name(bundle: Bundle) -> str:
    name = bundle.lot.file_name.removesuffix(".xlsx")
    return _("Certificates {name} {part}").format(name=name, part=bundle.part) + ".zip"


def _bundle_for(request: DeskRequest, code: str) -> Bundle:
    rows: Any = Bundle.objects
    found: Bundle = get_object_or_404(rows.within(sees(request.user)).select_related("lot__design"), code=code)
    return found


def _back(lot: Lot) -> HttpResponse:
    response = redirect("desk_certificates:lot", lot.code)
    response["Location"] += "#archives"
    return response
