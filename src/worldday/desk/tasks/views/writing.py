"""Writing what a unit owes: saved every few seconds, sent once, taken back while nobody has decided."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from worldday.base.problems import Problem
from worldday.campaigns.models import Task, TaskKind
from worldday.desk.access import DeskRequest, needs
from worldday.desk.tasks.fetch import comment_for, task_for, version_for
from worldday.desk.tasks.page import (
    CONFLICT,
    UNPROCESSABLE,
    parts_of,
    remarks_on,
    saved_words,
    stale_words,
    writing_page,
)
from worldday.desk.tasks.typed import Typed, read
from worldday.reports import sentences
from worldday.reports.actions import reviewing
from worldday.reports.actions.writing import OutOfHands, StaleDraft, open_filing, save_draft, send
from worldday.reports.actions.writing import take_back as take_back_filing
from worldday.reports.models import Filing
from worldday.reports.queries.mine import filing_of
from worldday.units.permissions import Permission


@needs(Permission.REPORT)
@require_http_methods(["GET", "POST"])
def write(request: DeskRequest, code: str) -> HttpResponse:
    """The page; posted to it, the draft: saved, or saved and sent."""
    task = task_for(request.user, code)
    if request.method == "POST":
        return _post(request, task)
    if task.what == TaskKind.PLAN:
        return redirect("desk_plans:edit", task.code)
    return writing_page(request, task, filing_of(task))


def _post(request: DeskRequest, task: Task) -> HttpResponse:
    wants_json = "application/json" in request.headers.get("Accept", "")
    filing = filing_of(task) or open_filing(task=task, by=request.user)
    typed = read(request.POST, task, filing.figures)
    try:
        saved = _save(filing, typed, request)
    except Problem as problem:
        return _refused_json(problem) if wants_json else _refused(request, task, typed, problem)
    if wants_json:
        return JsonResponse(saved_words(saved))
    if typed.lacking:
        return writing_page(request, task, filing_of(task), typed=typed)
    if request.POST.get("do") == "send":
        return _send(request, task, saved)
    messages.success(request, _("Saved."))
    return redirect("desk_tasks:write", task.code)


def _save(filing: Filing, typed: Typed, request: DeskRequest) -> Filing:
    fields = {"text": typed.text, "highlights": typed.highlights, "points": typed.points}
    figures = sentences.decided(filing.figures, typed.said)
    return save_draft(filing=filing, revision=typed.revision, by=request.user, figures=figures, **fields)


def _send(request: DeskRequest, task: Task, filing: Filing) -> HttpResponse:
    try:
        sent = send(filing=filing, by=request.user)
    except Problem as problem:
        return writing_page(request, task, filing_of(task), problem=problem)
    messages.success(request, _("Sent to {unit}: version {n}.").format(unit=task.asked_by.name, n=sent.number))
    return redirect("desk_tasks:write", task.code)


def _refused(request: DeskRequest, task: Task, typed: Typed, problem: Problem) -> HttpResponse:
    """The page with everything that was typed. A second click on “send” finds its text sent, and that is no trouble."""
    filing = filing_of(task)
    sent = filing.current if filing else None
    if isinstance(problem, OutOfHands) and sent is not None and sent.text == typed.text:
        return redirect("desk_tasks:write", task.code)
    return writing_page(request, task, filing, typed=typed, problem=problem)


def _refused_json(problem: Problem) -> JsonResponse:
    if isinstance(problem, StaleDraft):
        return JsonResponse(stale_words(problem), status=CONFLICT)
    told: dict[str, Any] = {"sentences": [str(problem)], "closed": isinstance(problem, OutOfHands)}
    return JsonResponse(told, status=UNPROCESSABLE)


@needs(Permission.REPORT)
@require_POST
def take_back(request: DeskRequest, code: str) -> HttpResponse:
    task = task_for(request.user, code)
    filing = filing_of(task)
    try:
        if filing is not None:
            take_back_filing(filing=filing, by=request.user)
    except Problem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Taken back. It is owed again: change it, then send it."))
    return redirect("desk_tasks:write", task.code)


@needs(Permission.REPORT)
@require_GET
def version(request: DeskRequest, code: str, number: int) -> HttpResponse:
    """A version as it was sent, with what was said about it."""
    task = task_for(request.user, code)
    if task.what == TaskKind.PLAN:
        return redirect("desk_plans:version", task.code, number)
    found = version_for(task, number)
    shown = {"task": task, "campaign": task.campaign, "version": found, "parts": parts_of(found)}
    return render(request, "desk/tasks/version.html", shown | {"remarks": remarks_on(found)})


@needs(Permission.REPORT)
@require_POST
def settle(request: DeskRequest, code: str, comment: str) -> HttpResponse:
    """A reviewer's remark has been dealt with."""
    task = task_for(request.user, code)
    try:
        reviewing.settle(comment=comment_for(task, comment), by=request.user)
    except Problem as problem:
        messages.error(request, str(problem))
    return redirect("desk_tasks:write", task.code)
