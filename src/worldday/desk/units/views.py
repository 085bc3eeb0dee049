"""The directory of units: find, add, change, close, and the names units go by."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from worldday.base import clock
from worldday.base.problems import Invalid, Problem
from worldday.desk.access import needs
from worldday.units import rules
from worldday.units.actions import units as actions
from worldday.units.actions.moving import move_unit
from worldday.units.models import Unit, UnitAlias, UnitType
from worldday.units.permissions import Permission

from .forms import CloseForm, MoveForm, NewUnitForm, UnitForm
from .queries import branches, managed_by

PER_PAGE = 100
UNPROCESSABLE = 422


@needs(Permission.MANAGE_UNITS)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    wanted = {
        "words": request.GET.get("q", "").strip(),
        "type": request.GET.get("type", ""),
        "closed": "closed" in request.GET,
    }
    page = Paginator(branches(request.user, **wanted), PER_PAGE).get_page(request.GET.get("p"))
    query = request.GET.copy()
    query.pop("p", None)
    shown = {"page": page, "wanted": wanted, "types": UnitType.choices, "query": query.urlencode()}
    return render(request, "desk/units/list.html", shown)


@needs(Permission.MANAGE_UNITS)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    parents = managed_by(request.user).filter(closed_on=None)
    form = NewUnitForm(request.POST or None, parents=parents, initial={"parent": request.GET.get("parent")})
    if request.method == "POST" and form.is_valid():
        fields: dict[str, Any] = dict(form.cleaned_data)
        try:
            unit = actions.create_unit(by=request.user, **fields)
        except Invalid as problem:
            form.show(problem)
        else:
            messages.success(request, _("“{name}” was added.").format(name=unit.name))
            return redirect("desk_units:unit", unit.code)
    return render(request, "desk/units/add.html", {"form": form}, status=UNPROCESSABLE if form.errors else 200)


@needs(Permission.MANAGE_UNITS)
@require_http_methods(["GET", "POST"])
def unit(request: HttpRequest, code: str) -> HttpResponse:
    found = _unit(request, code)
    form = UnitForm.of(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_unit(unit=found, changes=form.cleaned_data, by=request.user)
        except Invalid as problem:
            form.show(problem)
        else:
            messages.success(request, _("Saved."))
            return redirect("desk_units:unit", code)
    page = _page(request, found) | {"form": form}
    return render(request, "desk/units/unit.html", page, status=UNPROCESSABLE if form.errors else 200)


def _page(request: HttpRequest, found: Unit) -> dict[str, Any]:
    memberships = found.memberships.select_related("staff").order_by("staff__name")
    return {
        "unit": found,
        "aliases": found.aliases.order_by("text"),
        "memberships": memberships,
        "close_form": CloseForm(successors=_elsewhere(request, found), initial={"on": clock.today()}),
        "move_form": MoveForm(parents=_elsewhere(request, found)),
        "may_staff": rules.may(request.user, Permission.MANAGE_STAFF, found),
        "may_audit": rules.may(request.user, Permission.READ_AUDIT, found),
    }


@needs(Permission.MANAGE_UNITS)
@require_POST
def close(request: HttpRequest, code: str) -> HttpResponse:
    found = _unit(request, code)
    form = CloseForm(request.POST, successors=_elsewhere(request, found))
    if not form.is_valid():
        page = _page(request, found) | {"form": UnitForm.of(found), "close_form": form}
        return render(request, "desk/units/unit.html", page, status=UNPROCESSABLE)
    with_problem_shown(request, actions.close_unit, unit=found, by=request.user, **form.cleaned_data)
    return redirect("desk_units:unit", code)


@needs(Permission.MANAGE_UNITS)
@require_POST
def move(request: HttpRequest, code: str) -> HttpResponse:
    found = _unit(request, code)
    form = MoveForm(request.POST, parents=_elsewhere(request, found))
    if not form.is_valid():
        page = _page(request, found) | {"form": UnitForm.of(found), "move_form": form}
        return render(request, "desk/units/unit.html", page, status=UNPROCESSABLE)
    with_problem_shown(request, move_unit, unit=found, by=request.user, **form.cleaned_data)
    return redirect("desk_units:unit", code)


@needs(Permission.MANAGE_UNITS)
@require_POST
def add_alias(request: HttpRequest, code: str) -> HttpResponse:
    with_problem_shown(
        request, actions.add_alias, unit=_unit(request, code), text=request.POST.get("text", "")[:120], by=request.user
    )
    return redirect("desk_units:unit", code)


@needs(Permission.MANAGE_UNITS)
@require_POST
def remove_alias(request: HttpRequest, code: str, alias: int) -> HttpResponse:
    found = get_object_or_404(UnitAlias, unit=_unit(request, code), pk=alias)
    with_problem_shown(request, actions.remove_alias, alias=found, by=request.user)
    return redirect("desk_units:unit", code)


def with_problem_shown(request: HttpRequest, verb: Any, **what: Any) -> None:
    """Do it and say so, or say why not."""
    try:
        verb(**what)
    except Problem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Saved."))


def _unit(request: HttpRequest, code: str) -> Unit:
    return get_object_or_404(managed_by(request.user).select_related("parent", "merged_into"), code=code)


def _elsewhere(request: HttpRequest, found: Unit) -> Any:
    """Open units of the same authority, itself and what is below it excepted."""
    return (
        managed_by(request.user)
        .filter(path__startswith=found.root_path, closed_on=None)
        .exclude(path__startswith=found.path)
    )
