"""Designs: the list, and the editor with its picture."""

from base64 import b64encode
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from worldday.base.problems import Problem
from worldday.certificates import actions
from worldday.certificates.models import Design, Sort
from worldday.certificates.rendering import picture_of
from worldday.certificates.sampling import sample
from worldday.desk.access import DeskRequest, needs
from worldday.desk.campaigns.forms import show
from worldday.desk.certificates.fetch import campaigns_of, design_for, designs_of, issuers
from worldday.desk.certificates.forms import DesignForm
from worldday.units.permissions import Permission

PER_PAGE = 30
UNPROCESSABLE = 422
KEEP_PICTURE = "private, max-age=300"


@needs(Permission.RUN_ACTIVITY)
@require_GET
def index(request: DeskRequest) -> HttpResponse:
    """Designs of this person's units."""
    found = designs_of(request.user).annotate(count=Count("certificates"))
    page: Any = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    rows = [(design, Sort(design.sort).label) for design in page]
    return render(request, "desk/certificates/designs.html", {"page": page, "rows": rows, "tab": "designs"})


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def new(request: DeskRequest) -> HttpResponse:
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        try:
            owner, sort = form.units[form.cleaned_data["owner"]], form.cleaned_data["sort"]
            made = actions.make_design(owner=owner, sort=sort, words=form.words, by=request.user, **form.look)
        except Problem as problem:
            show(form, problem)
        else:
            messages.success(request, _("Saved."))
            return redirect("desk_certificates:design", made.code)
    return _page(request, form, None)


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def edit(request: DeskRequest, code: str) -> HttpResponse:
    """Change a design; certificates that exist stay as they were printed."""
    design = design_for(request.user, code)
    form = _form(request, design)
    if request.method == "POST" and form.is_valid():
        try:
            more = form.look | {"active": form.cleaned_data["active"]}
            actions.change_design(design=design, words=form.words, by=request.user, **more)
        except Problem as problem:
            show(form, problem)
        else:
            messages.success(request, _("Saved."))
            return redirect("desk_certificates:design", design.code)
    return _page(request, form, design)


@needs(Permission.RUN_ACTIVITY)
@require_GET
def picture(request: DeskRequest, code: str) -> HttpResponse:
    """The design as saved, with an invented person."""
    drawn = _drawn(design_for(request.user, code))
    return HttpResponse(drawn, content_type="image/png", headers={"Cache-Control": KEEP_PICTURE})


@needs(Permission.RUN_ACTIVITY)
@require_POST
def preview(request: DeskRequest) -> HttpResponse:
    """The picture of what stands in the editor, saved or not; or one sentence why there is none."""
    form = _form(request)
    form.is_valid()
    said = form.cleaned_data
    owner = form.units.get(said.get("owner", "")) or next(iter(form.units.values()), None)
    try:
        look = {name: value for name, value in form.look.items() if name != "name"}
        drawn = picture_of(sample(words=form.words, issuer=owner.name if owner else "", **look))
    except Problem as problem:
        return render(request, "desk/certificates/preview.html", {"problem": problem})
    return render(request, "desk/certificates/preview.html", {"picture": b64encode(drawn).decode()})


def _drawn(design: Design) -> bytes:
    made = sample(
        words=design.words,
        issuer=design.owner.name,
        template=design.template,
        campaign=design.campaign,
        valid_months=design.valid_months,
    )
    return picture_of(made)


def _form(request: DeskRequest, design: Design | None = None) -> DesignForm:
    data = request.POST if request.method == "POST" else None
    return DesignForm(data, units=issuers(request.user), campaigns=campaigns_of(request.user), design=design)


def _page(request: DeskRequest, form: DesignForm, design: Design | None) -> HttpResponse:
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(
        request, "desk/certificates/design.html", {"form": form, "design": design, "tab": "designs"}, status=status
    )
