"""All files of my units, and one file: seen large, described, removed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from worldday.base.problems import Invalid, Problem
from worldday.campaigns.models import Campaign
from worldday.desk.access import DeskRequest, needs
from worldday.desk.materials.box import cards_of
from worldday.desk.materials.fetch import material_for, materials_of, sees
from worldday.desk.materials.forms import Described
from worldday.materials import actions, lacking, limits, queries
from worldday.materials.models import Material, MaterialKind, People, Reuse
from worldday.materials.rules import may_change
from worldday.units.models import Unit
from worldday.units.permissions import Permission

PER_PAGE = 48
UNPROCESSABLE = 422


@needs(Permission.REPORT)
@require_GET
def index(request: DeskRequest) -> HttpResponse:
    """Newest first, filtered by campaign, unit, kind, what is lacking, and words."""
    said = queries.Wanted(
        campaign=request.GET.get("campaign", ""),
        kind=request.GET.get("kind", ""),
        unit=request.GET.get("unit", ""),
        lacks=request.GET.get("lacks", ""),
        text=request.GET.get("q", "").strip()[:100],
    )
    page: Any = Paginator(materials_of(request.user, queries.wanted(said)), PER_PAGE).get_page(request.GET.get("p"))
    query = request.GET.copy()
    query.pop("p", None)
    shown = {
        "page": page,
        "cards": cards_of(page),
        "said": said,
        "narrows": said != queries.Wanted(),
        "query": query.urlencode(),
        **_choices(request),
    }
    return render(request, "desk/materials/list.html", shown)


@needs(Permission.REPORT)
@require_http_methods(["GET", "POST"])
def item(request: DeskRequest, code: str) -> HttpResponse:
    """One file; POST: what it shows and what may be done with it."""
    found = material_for(request.user, code, to_change=request.method == "POST")
    activities = list(found.campaign.activities.order_by("position"))
    form = Described(request.POST or None, activities=activities, material=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.describe(material=found, changes=form.changes, by=request.user)
        except Invalid as invalid:
            for field, sentences in invalid.errors.items():
                form.add_error(field if field in form.fields else None, sentences)  # type: ignore[arg-type]
        except Problem as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Saved."))
            return redirect("desk_materials:item", found.code)
    return _item(request, found, form)


@needs(Permission.REPORT)
@require_GET
def card(request: DeskRequest, code: str) -> HttpResponse:
    """The card alone, for the box to put in or renew."""
    found = material_for(request.user, code)
    shown = {"card": cards_of([found])[0]}
    response = render(request, "desk/materials/card.html", shown)
    response["Cache-Control"] = "no-store"
    return response


@needs(Permission.REPORT)
@require_POST
def remove(request: DeskRequest, code: str) -> HttpResponse:
    found = material_for(request.user, code, to_change=True)
    actions.remove_material(material=found, by=request.user)
    messages.success(request, _("Removed: {name}").format(name=found.name))
    return redirect("desk_materials:task", found.task.code) if found.task else redirect("desk_materials:list")


def _item(request: DeskRequest, found: Material, form: Described) -> HttpResponse:
    shown = {
        "material": found,
        "card": cards_of([found])[0],
        "form": form,
        "people": People(found.people).label,
        "reuse": Reuse(found.reuse).label,
        "changes": may_change(request.user, found) and found.removed_at is None,
        "alike": list(materials_of(request.user, Material.objects.filter(pk__in=[o.pk for o in queries.alike(found)]))),
    }
    return render(request, "desk/materials/item.html", shown, status=UNPROCESSABLE if form.errors else 200)


def _choices(request: DeskRequest) -> dict[str, Any]:
    """What the filters offer: campaigns and units that have files."""
    mine = materials_of(request.user, queries.present())
    units = Unit.objects.filter(pk__in=mine.order_by().values("unit"))
    own = Unit.objects.filter(sees(request.user).q("path"), pk__in=mine.order_by().values("unit"))
    used = queries.used_bytes(own[0]) if len(own) == 1 else None
    return {
        "campaigns": Campaign.objects.filter(pk__in=mine.order_by().values("campaign")),
        "units": units,
        "kinds": MaterialKind.choices,
        "lacks": lacking.WORDS.items(),
        "used": limits.megabytes(used) if used is not None else "",
        "most": limits.megabytes(limits.of_unit()),
    }
