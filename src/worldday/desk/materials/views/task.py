"""A task's files on a page of their own: adding by an ordinary form, describing several at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from worldday.campaigns.models import Task
from worldday.desk.access import DeskRequest, needs
from worldday.desk.materials.box import cards_of
from worldday.desk.materials.fetch import task_for
from worldday.desk.materials.forms import Described, ForAll
from worldday.materials import actions, limits, queries
from worldday.materials.models import Material, MaterialState
from worldday.materials.refusals import Refused
from worldday.materials.uploads import FULL
from worldday.units.permissions import Permission

UNPROCESSABLE, TOO_LARGE, NO_ROOM = 422, 413, 507


@needs(Permission.REPORT)
@csrf_exempt  # a form that is too large is told so before it is read; every other is checked in `_task`
@require_http_methods(["GET", "POST"])
def task(request: DeskRequest, code: str) -> HttpResponse:
    """GET: the box alone. POST: `files` of an ordinary form; those that can be taken are, the others say why not."""
    found = task_for(request.user, code)
    most = limits.form()
    if int(request.META.get("CONTENT_LENGTH") or 0) > most:
        said = _(
            "These files together have more than {limit}; add them in smaller groups, or with scripts switched on."
        )
        return _page(request, found, [("", said.format(limit=limits.megabytes(most)))], status=TOO_LARGE)
    try:
        return _task(request, found)
    except OSError as error:
        if error.errno not in FULL:
            raise
        return _page(request, found, [("", str(Refused("full")))], status=NO_ROOM)


@csrf_protect
def _task(request: DeskRequest, found: Task) -> HttpResponse:
    if request.method == "GET":
        return _page(request, found, [])
    added, refused = 0, []
    for file in request.FILES.getlist("files"):
        try:
            actions.add_material(task=found, file=file, by=request.user)
            added += 1
        except Refused as problem:
            refused.append((file.name, str(problem)))
    if added:
        messages.success(request, ngettext("{n} file was added.", "{n} files were added.", added).format(n=added))
    if refused:
        return _page(request, found, refused, status=UNPROCESSABLE)
    return redirect(_back(request, reverse("desk_materials:task", args=[found.code])))


@needs(Permission.REPORT)
@require_http_methods(["GET", "POST"])
def describe(request: DeskRequest, code: str) -> HttpResponse:
    """Words for all files of the task at once: each its own, or the same for those that are ticked."""
    found = task_for(request.user, code)
    materials = [one for one in queries.of_task(found) if one.state != MaterialState.REFUSED]
    activities = list(found.campaign.activities.order_by("position"))
    data = request.POST if request.method == "POST" else None
    forms = [Described(data, activities=activities, material=one, prefix=one.code) for one in materials]
    same = ForAll(data, activities=activities)
    if data is not None and all(form.is_valid() for form in (*forms, same)):
        chosen = data.getlist("chosen") if data.get("do") == "same" else []
        try:
            actions.describe_many(said=_said(materials, forms, same, chosen), by=request.user)
        except actions.SomeInvalid as problem:
            _mark(materials, forms, problem)
        else:
            return _described(request, found, again=bool(chosen))
    rows = list(zip(cards_of(materials), forms, strict=True))
    shown = {"task": found, "rows": rows, "same": same, "back": _back(request, ""), "wrong": data is not None}
    return render(request, "desk/materials/describe.html", shown, status=UNPROCESSABLE if data is not None else 200)


def _said(materials: list[Material], forms: list[Described], same: ForAll, chosen: list[str]) -> Any:
    for material, form in zip(materials, forms, strict=True):
        yield material, form.changes | (same.changes if material.code in chosen else {})


def _mark(materials: list[Material], forms: list[Described], problem: actions.SomeInvalid) -> None:
    for material, form in zip(materials, forms, strict=True):
        for field, sentences in problem.errors.get(material.code, {}).items():
            form.add_error(field if field in form.fields else None, sentences)


def _described(request: DeskRequest, found: Task, *, again: bool) -> HttpResponse:
    messages.success(request, _("Saved."))
    here = reverse("desk_materials:describe", args=[found.code])
    return redirect(here if again else _back(request, reverse("desk_materials:task", args=[found.code])))


def _back(request: DeskRequest, otherwise: str) -> str:
    """The page the box stands on, if it is one of ours."""
    said = request.POST.get("back", "") or request.GET.get("back", "")
    return said if said and url_has_allowed_host_and_scheme(said, allowed_hosts=None) else otherwise


def _page(request: DeskRequest, found: Task, refused: list[tuple[str, str]], status: int = 200) -> HttpResponse:
    shown: dict[str, Any] = {"task": found, "refused": refused}
    return render(request, "desk/materials/task.html", shown, status=status)
