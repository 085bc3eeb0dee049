"""Marking a passage of a version, or a file, as a good practice."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from worldday.base.problems import Invalid, Problem
from worldday.desk.access import DeskRequest, needs
from worldday.desk.campaigns.forms import show
from worldday.desk.practices.fetch import material_for, submission_for
from worldday.desk.practices.forms import PracticeForm
from worldday.reports.actions import practices as verbs
from worldday.reports.models import Practice, Submission
from worldday.reports.queries import practices
from worldday.units.permissions import Permission

UNPROCESSABLE = 422


@needs(Permission.REPORT)
@require_http_methods(["GET", "POST"])
def passage(request: DeskRequest, code: str) -> HttpResponse:
    """`quote`, or `start` and `end`, say which; they come from a selection, or from words typed."""
    sent = submission_for(request.user, code)
    given = request.POST if request.method == "POST" else request.GET
    place = _place(sent, given)
    form = PracticeForm(request.POST or None, themes=_themes(request))
    shown = {
        "sent": sent,
        "unit": sent.filing.task.unit,
        "place": place,
        "passage": sent.text[slice(*place)] if place else "",
    }
    if not place:
        return _page(
            request,
            form,
            shown,
            Problem(_("These words do not stand in the version; go back and choose the passage again.")),
        )
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, shown)

    def mark() -> Practice:
        return verbs.mark_passage(submission=sent, start=place[0], end=place[1], by=request.user, **form.cleaned_data)

    return _mark(request, form, shown, mark)


@needs(Permission.REPORT)
@require_http_methods(["GET", "POST"])
def material(request: DeskRequest, code: str) -> HttpResponse:
    found = material_for(request.user, code)
    form = PracticeForm(request.POST or None, themes=_themes(request))
    shown = {"material": found, "unit": found.unit, "passage": found.caption or found.name}
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, shown)
    return _mark(
        request, form, shown, lambda: verbs.mark_material(material=found, by=request.user, **form.cleaned_data)
    )


def _mark(request: DeskRequest, form: PracticeForm, shown: dict[str, Any], mark: Any) -> HttpResponse:
    try:
        made: Practice = mark()
    except Invalid as problem:
        show(form, problem)
        return _page(request, form, shown)
    except Problem as problem:
        return _page(request, form, shown, problem)
    return redirect("desk_practices:practice", made.code)


def _page(
    request: DeskRequest, form: PracticeForm, shown: dict[str, Any], problem: Problem | None = None
) -> HttpResponse:
    wrong = problem is not None or form.is_bound
    page = {**shown, "form": form, "problem": problem}
    return render(request, "desk/practices/mark.html", page, status=UNPROCESSABLE if wrong else 200)


def _themes(request: DeskRequest) -> list[str]:
    return practices.choices(practices.visible_to(request.user)).themes


def _place(sent: Submission, given: Any) -> tuple[int, int] | None:
    """Where the passage stands; None for words that do not stand there, or none at all."""
    quote = given.get("quote", "").replace("\r\n", "\n").strip()
    start, end = given.get("start", ""), given.get("end", "")
    if (
        start.isdecimal()
        and end.isdecimal()
        and len(start) + len(end) <= 12
        and int(start) < int(end) <= len(sent.text)
    ):
        return int(start), int(end)
    at = sent.text.find(quote) if quote else -1
    return (at, at + len(quote)) if at >= 0 else None
