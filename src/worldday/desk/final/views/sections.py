"""One section: a person's wording beside what the program writes, its place, whether it is shown."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from worldday.base import clock
from worldday.base.problems import Problem
from worldday.desk.access import DeskRequest, needs
from worldday.desk.final.fetch import begun_for, section_for
from worldday.desk.final.page import report_page
from worldday.reports.actions import compiling
from worldday.reports.compiling import html, keeping, markup, revising
from worldday.reports.compiling.assembling import assemble, picture_codes
from worldday.reports.models import Compilation, Section
from worldday.units.permissions import Permission

UNPROCESSABLE = 422


@needs(Permission.REPORT)
@require_http_methods(["GET", "POST"])
def section(request: DeskRequest, code: str) -> HttpResponse:
    found = section_for(request.user, code)
    if request.method != "POST":
        return _page(request, found)
    try:
        compiling.edit_section(
            section=found,
            revision=_number(request.POST.get("revision")),
            text=request.POST.get("text", ""),
            heading=request.POST.get("heading", ""),
            seen=request.POST.get("seen", "")[:64],
            by=request.user,
        )
    except compiling.StaleSection as stale:
        return _page(request, stale.standing, problem=stale, typed=request.POST)
    except Problem as problem:
        return _page(request, found, problem=problem, typed=request.POST)
    messages.success(request, _("Saved. It stays as you wrote it, however often the report is compiled."))
    return redirect("desk_final:section", found.code)


@needs(Permission.REPORT)
@require_POST
def take(request: DeskRequest, code: str) -> HttpResponse:
    return _decide(request, code, compiling.take_generated, _("The compiled wording stands again."))


@needs(Permission.REPORT)
@require_POST
def keep(request: DeskRequest, code: str) -> HttpResponse:
    return _decide(request, code, compiling.keep_wording, _("Your wording stays."))


@needs(Permission.REPORT)
@require_POST
def move(request: DeskRequest, code: str) -> HttpResponse:
    found = section_for(request.user, code)
    compiling.move_section(section=found, to="up" if request.POST.get("to") == "up" else "down", by=request.user)
    return redirect(f"{_report(found.compilation)}#s-{found.code}")


@needs(Permission.REPORT)
@require_POST
def show(request: DeskRequest, code: str) -> HttpResponse:
    found = section_for(request.user, code)
    compiling.show_section(section=found, shown=request.POST.get("shown") == "yes", by=request.user)
    return redirect(f"{_report(found.compilation)}#s-{found.code}")


@needs(Permission.REPORT)
@require_POST
def remove(request: DeskRequest, code: str) -> HttpResponse:
    found = section_for(request.user, code)
    try:
        compiling.remove_section(section=found, by=request.user)
    except Problem as problem:
        return _page(request, found, problem=problem)
    messages.success(request, _("Removed."))
    return redirect(_report(found.compilation))


@needs(Permission.REPORT)
@require_POST
def add(request: DeskRequest, code: str) -> HttpResponse:
    """Then its text is written on its own page."""
    final, compilation = begun_for(request.user, code, request.GET.get("issuer", ""))
    after = compilation.sections.filter(code=request.POST.get("after", "")).first()
    try:
        made = compiling.add_section(
            compilation=compilation,
            heading=request.POST.get("heading", ""),
            after=after,
            level=_number(request.POST.get("level")),
            by=request.user,
        )
    except Problem as problem:
        return report_page(request, final, problem=problem)
    return redirect("desk_final:section", made.code)


def _decide(request: DeskRequest, code: str, verb: Any, said: str) -> HttpResponse:
    found = section_for(request.user, code)
    try:
        row = verb(section=found, revision=_number(request.POST.get("revision")), by=request.user)
    except Problem as problem:
        return _page(request, found, problem=problem)
    messages.success(request, said)
    return redirect("desk_final:section", row.code) if row.pk else redirect(_report(found.compilation))


def _page(request: DeskRequest, found: Section, *, problem: Problem | None = None, typed: Any = None) -> HttpResponse:
    compilation, standing = found.compilation, revising.text_of(found)
    text = typed.get("text", "") if typed is not None else standing
    stale = isinstance(problem, compiling.StaleSection)
    used = markup.tokens_in(text) | markup.tokens_in(standing)
    shown: dict[str, Any] = {
        "section": found,
        "compilation": compilation,
        "campaign": compilation.campaign,
        "back": _report(compilation),
        "problem": problem,
        "text": text,
        "heading": typed.get("heading", "") if typed is not None else found.title,
        "standing": standing if stale else "",
        "seen": keeping.generated_digest(found),
        "news": keeping.has_news(found),
        "generated": revising.generated_text(found) if found.edited is not None and not found.own else "",
        "sources": compilation.sources.filter(token__in=used).order_by("pk"),
        "pictures": sorted(picture_codes(compilation))[:200],
        "preview": _preview(found),
    }
    return render(request, "desk/final/section.html", shown, status=UNPROCESSABLE if problem else 200)


def _preview(found: Section) -> str:
    """As it was saved last; every text in it is escaped by the writer of the web page."""
    with translation.override(found.compilation.language):
        report = assemble(found.compilation, clock.now(), only=found.key)
        return mark_safe("".join(html.fragment(report)))  # noqa: S308


def _report(compilation: Compilation) -> str:
    address = reverse("desk_final:report", args=[compilation.campaign.code])
    return (
        address
        if compilation.issuer_id == compilation.campaign.owner_id
        else f"{address}?issuer={compilation.issuer.code}"
    )


def _number(said: str | None) -> int:
    return int(said) if said and said.isascii() and said.isdigit() else 0
