"""The report's page: one press, how far it is, its title and photos."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from worldday.base.problems import Problem
from worldday.desk.access import DeskRequest, needs
from worldday.desk.final.fetch import Final, begun_for, final_for, finals_of
from worldday.desk.final.page import report_page, step_of
from worldday.reports.actions import compiling
from worldday.units.permissions import Permission

LANGUAGES = ("zh-hans", "en")


@needs(Permission.REPORT)
@require_GET
def index(request: DeskRequest) -> HttpResponse:
    """Every report this person may make."""
    return render(request, "desk/final/list.html", {"finals": finals_of(request.user)})


@needs(Permission.REPORT)
@require_GET
def report(request: DeskRequest, code: str) -> HttpResponse:
    """`?issuer=` a unit's own part of the campaign."""
    return report_page(request, final_for(request.user, code, request.GET.get("issuer", "")))


@needs(Permission.REPORT)
@require_POST
def press(request: DeskRequest, code: str) -> HttpResponse:
    final = final_for(request.user, code, request.GET.get("issuer", ""))
    language = request.POST.get("language", "")
    compiling.compile(
        campaign=final.board.campaign,
        issuer=final.board.issuer,
        by=request.user,
        language=language if language in LANGUAGES else "",
    )
    return redirect(address(final))


@needs(Permission.REPORT)
@require_GET
def progress(request: DeskRequest, code: str) -> HttpResponse:
    """For the page's script: how far it is, in words and numbers."""
    _final, found = begun_for(request.user, code, request.GET.get("issuer", ""))
    said = {"busy": compiling.busy(found), "state": found.state, "step": str(step_of(found))}
    return JsonResponse(said | {"done": found.done, "total": found.total})


@needs(Permission.REPORT)
@require_POST
def title(request: DeskRequest, code: str) -> HttpResponse:
    final, found = begun_for(request.user, code, request.GET.get("issuer", ""))
    compiling.retitle(compilation=found, title=request.POST.get("title", ""), by=request.user)
    messages.success(request, _("Saved. The next press uses it."))
    return redirect(address(final))


@needs(Permission.REPORT)
@require_POST
def photos(request: DeskRequest, code: str) -> HttpResponse:
    """Ticked photos, or the choice left to the rule."""
    final, found = begun_for(request.user, code, request.GET.get("issuer", ""))
    codes = None if "rule" in request.POST else request.POST.getlist("photo")
    try:
        compiling.choose_photos(compilation=found, codes=codes, by=request.user)
    except Problem as problem:
        return report_page(request, final, problem=problem)
    messages.success(request, _("Saved. The next press uses it."))
    return redirect(address(final) + "#photos")


def address(final: Final) -> str:
    return reverse("desk_final:report", args=[final.board.campaign.code]) + final.query
