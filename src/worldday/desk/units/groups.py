"""Collective phrases: which units “各区市场监管局” stands for."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from worldday.desk.access import needs
from worldday.units.actions import units as actions
from worldday.units.models import Unit, UnitGroup
from worldday.units.permissions import Permission
from worldday.units.queries import Directory

from .forms import GroupForm
from .queries import managed_by

UNPROCESSABLE = 422


@needs(Permission.MANAGE_UNITS)
@require_GET
def groups(request: HttpRequest) -> HttpResponse:
    """Of the authorities this person manages at the top; a district's staff have none to manage."""
    roots = managed_by(request.user).filter(parent=None)
    found = (
        UnitGroup.objects.filter(root__in=roots)
        .select_related("root")
        .prefetch_related("members")
        .order_by("root", "name")
    )
    return render(request, "desk/units/groups.html", {"groups": found, "roots": roots})


@needs(Permission.MANAGE_UNITS)
@require_http_methods(["GET", "POST"])
def group(request: HttpRequest, root: str, group: int | None = None) -> HttpResponse:
    """One phrase; a new one without `group`."""
    authority = get_object_or_404(managed_by(request.user), parent=None, code=root)
    found = get_object_or_404(UnitGroup, root=authority, pk=group) if group else None
    form = GroupForm(request.POST or None, initial=_initial(found))
    if request.method == "POST" and form.is_valid():
        members, unknown = _members(form.cleaned_data["members"], authority)
        if not unknown:
            said = {
                "name": found.name if found else form.cleaned_data["name"],
                "phrases": _lines(form.cleaned_data["phrases"]),
            }
            actions.set_group(root=authority, members=members, by=request.user, **said)
            messages.success(request, _("Saved."))
            return redirect("desk_units:groups")
        form.add_error("members", _("No unit goes by: {names}").format(names="、".join(unknown)))
    page = {"form": form, "group": found, "root": authority}
    return render(request, "desk/units/group.html", page, status=UNPROCESSABLE if form.errors else 200)


def _initial(group: UnitGroup | None) -> dict[str, str]:
    if group is None:
        return {}
    members = group.members.order_by("name").values_list("name", flat=True)
    return {"name": group.name, "phrases": "\n".join(group.phrases), "members": "\n".join(members)}


def _members(text: str, authority: Unit) -> tuple[list[Unit], list[str]]:
    directory = Directory(authority)
    named = [(name, directory.resolve(name)) for name in _lines(text)]
    return [unit for _name, unit in named if unit], [name for name, unit in named if unit is None]


def _lines(text: str) -> list[str]:
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
