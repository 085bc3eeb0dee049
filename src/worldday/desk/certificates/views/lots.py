"""Rosters: upload, columns, preview, confirmation, progress, and the rows that come back."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from worldday.base.problems import Problem
from worldday.certificates import actions
from worldday.certificates import lot_queries as queries
from worldday.certificates.actions.bundling import KEPT
from worldday.certificates.actions.working import AT_WORK
from worldday.certificates.models import Design, Lot, LotState
from worldday.certificates.rendering import picture_of
from worldday.certificates.sampling import sample_of, what_is_told
from worldday.certificates.wording import places_of
from worldday.desk.access import DeskRequest, needs
from worldday.desk.certificates.fetch import design_for, lot_for, lots_of
from worldday.desk.certificates.forms import FIELD_LABELS, ColumnsForm
from worldday.desk.certificates.views.packing import stretches
from worldday.desk.refreshing import LOOK_AGAIN_S
from worldday.desk.sheets import download
from worldday.units.permissions import Permission

PER_PAGE = 30
SHOWN = 10  # rows of each sort on the preview
UNPROCESSABLE = 422


@needs(Permission.RUN_ACTIVITY)
@require_GET
def index(request: DeskRequest) -> HttpResponse:
    page: Any = Paginator(lots_of(request.user), PER_PAGE).get_page(request.GET.get("p"))
    return render(request, "desk/certificates/lots.html", {"page": page, "tab": "lots"})


@needs(Permission.RUN_ACTIVITY)
@require_GET
def template(request: DeskRequest, code: str) -> HttpResponse:
    """An empty roster with the columns this design asks for."""
    design = design_for(request.user, code)
    headings = [*(str(label) for label in FIELD_LABELS.values()), *places_of(design.words)]
    return download(_("Roster {name}").format(name=design.name), headings, [])


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def upload(request: DeskRequest, code: str) -> HttpResponse:
    design = design_for(request.user, code)
    if request.method != "POST":
        return _upload_page(request, design)
    file = request.FILES.get("file")
    if file is None:
        return _upload_page(request, design, Problem(_("Please choose a file first.")))
    try:
        made = actions.upload(design=design, file_name=file.name or "", chunks=file.chunks(), by=request.user)
    except Problem as problem:
        return _upload_page(request, design, problem)
    return redirect("desk_certificates:lot", made.code)


def _upload_page(request: DeskRequest, design: Design, problem: Problem | None = None) -> HttpResponse:
    shown = {"design": design, "places": places_of(design.words), "problem": problem, "tab": "lots"}
    return render(request, "desk/certificates/upload.html", shown, status=UNPROCESSABLE if problem else 200)


@needs(Permission.RUN_ACTIVITY)
@require_GET
def lot(request: DeskRequest, code: str) -> HttpResponse:
    """Where the roster stands; while the background works on it the page looks again by itself."""
    return _page(request, lot_for(request.user, code))


@needs(Permission.RUN_ACTIVITY)
@require_POST
def columns(request: DeskRequest, code: str) -> HttpResponse:
    found = lot_for(request.user, code)
    form = _columns_form(found, request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            more = {"issued_on": said["issued_on"], "tell": said["tell"]}
            actions.map_columns(lot=found, mapping=form.mapping, by=request.user, **more)
        except Problem as problem:
            form.add_error(None, str(problem))
        else:
            return redirect("desk_certificates:lot", found.code)
    return _page(request, found, form=form)


@needs(Permission.RUN_ACTIVITY)
@require_GET
def sample(request: DeskRequest, code: str) -> HttpResponse:
    """The first right row, or the one with the longest name (`?longest`), as it will be printed."""
    found = lot_for(request.user, code)
    row = queries.sample_row(found, longest="longest" in request.GET)
    if row is None:
        raise Http404
    headers = {"Cache-Control": "private, max-age=300"}
    return HttpResponse(picture_of(sample_of(found, row)), content_type="image/png", headers=headers)


@needs(Permission.RUN_ACTIVITY)
@require_GET
def wrong(request: DeskRequest, code: str) -> HttpResponse:
    """The rows that cannot be issued, as they were sent, with the reasons: to be corrected and sent again."""
    found = lot_for(request.user, code)
    width = len(found.headings)
    rows = (
        [*(cells + [""] * width)[:width], " ".join(why), number] for number, cells, why in queries.wrong_rows(found)
    )
    return download(_("Rows to correct"), [*found.headings, _("Reason"), _("Row in the file sent")], rows)


@needs(Permission.RUN_ACTIVITY)
@require_POST
def confirm(request: DeskRequest, code: str) -> HttpResponse:
    found = lot_for(request.user, code)
    try:
        actions.confirm(lot=found, by=request.user)
    except Problem as problem:
        return _page(request, found, problem=problem)
    return redirect("desk_certificates:lot", found.code)


@needs(Permission.RUN_ACTIVITY)
@require_POST
def discard(request: DeskRequest, code: str) -> HttpResponse:
    found = lot_for(request.user, code)
    try:
        actions.discard(lot=found, by=request.user)
    except Problem as problem:
        return _page(request, found, problem=problem)
    messages.success(request, _("The roster was thrown away; nothing was issued."))
    return redirect("desk_certificates:lots")


def _page(
    request: DeskRequest, found: Lot, *, form: ColumnsForm | None = None, problem: Problem | None = None
) -> HttpResponse:
    mapping, preview = found.state == LotState.MAPPING, found.state in (LotState.PREVIEW, LotState.FAILED)
    shown: dict[str, Any] = {"lot": found, "design": found.design, "problem": problem, "tab": "lots"}
    shown["at_work"] = found.state in AT_WORK
    if found.state == LotState.ISSUED:
        shown |= {"stretches": stretches(found), "kept": KEPT.days}
    if mapping:
        shown["form"] = form or _columns_form(found)
    if preview:
        shown |= {"right": _shown(found, "right"), "wrong": _shown(found, "wrong"), "columns": _columns(found)}
        shown["told"] = what_is_told(found) if found.tell else None
    status = UNPROCESSABLE if problem or (form is not None and form.errors) else 200
    response = render(request, "desk/certificates/lot.html", shown, status=status)
    if shown["at_work"] or any(one.under_way for one in shown.get("stretches", ())):
        response["Refresh"] = LOOK_AGAIN_S
    return response


def _columns(found: Lot) -> list[str]:
    return [str(FIELD_LABELS.get(name, name)) for name in found.mapping]


def _shown(found: Lot, sort: str) -> list[tuple[int, list[str], str]]:
    rows = queries.first_rows(found, sort, SHOWN)
    return [
        (number, [cells[at] if at < len(cells) else "" for at in found.mapping.values()], " ".join(why))
        for number, cells, why in rows
    ]


def _columns_form(found: Lot, data: Any = None) -> ColumnsForm:
    return ColumnsForm(data, headings=found.headings, places=places_of(found.design.words), mapping=found.mapping)
