"""The clerk's page of a plan: rows typed, pasted or uploaded, kept, and sent."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from worldday.base.problems import Problem
from worldday.campaigns.models import Task
from worldday.desk import sheets
from worldday.desk.access import DeskRequest, needs
from worldday.desk.plans.forms import Choices, RowForm, after_saving, typed
from worldday.desk.plans.headings import row_headings
from worldday.desk.plans.page import plan_page
from worldday.desk.plans.taking_in import Taken, from_file, from_text, summary
from worldday.desk.tasks.fetch import task_for, version_for
from worldday.desk.tasks.page import remarks_on
from worldday.reports.actions.plans import add_rows, save_plan
from worldday.reports.actions.writing import StaleDraft, open_filing, send
from worldday.reports.models import Filing
from worldday.reports.planned import standings
from worldday.reports.queries.mine import filing_of
from worldday.units.permissions import Permission


@needs(Permission.REPORT)
@require_http_methods(["GET", "POST"])
def edit(request: DeskRequest, code: str) -> HttpResponse:
    """The page; whatever button is pressed, what was typed is kept first."""
    task = task_for(request.user, code)
    if request.method == "POST":
        return _post(request, task)
    return plan_page(request, task, filing_of(task))


def _post(request: DeskRequest, task: Task) -> HttpResponse:
    filing = filing_of(task) or open_filing(task=task, by=request.user)
    choices = Choices(task.campaign)
    rows = typed(request.POST, filing.rows.select_related("parent"), choices)
    try:
        filing = _save(request, filing, rows)
    except Problem as problem:
        standing = problem.standing if isinstance(problem, StaleDraft) else filing
        return plan_page(request, task, standing, rows=rows, problem=problem)
    taken, problem_found = None, None
    try:
        taken = _take_in(request, filing, choices)
    except Problem as problem:
        problem_found = problem
    shown = after_saving(rows, filing.rows.select_related("parent"), choices)
    if problem_found or any(form.errors for form in shown) or (taken and taken.faults):
        return plan_page(request, task, filing_of(task), rows=shown, problem=problem_found, taken=taken)
    if request.POST.get("do") == "send":
        return _send(request, task, filing)
    if taken is None:
        messages.success(request, _("Saved."))
    return redirect("desk_plans:edit", task.code)


def _save(request: DeskRequest, filing: Filing, rows: list[RowForm]) -> Filing:
    given = [values for form in rows if (values := form.given())]
    return save_plan(
        filing=filing,
        rows=given,
        revision=_number(request.POST.get("revision", "")),
        text=request.POST.get("text", ""),
        points=[_number(one) for one in request.POST.getlist("points")],
        by=request.user,
    )


def _take_in(request: DeskRequest, filing: Filing, choices: Choices) -> Taken | None:
    """What was pasted or uploaded, if that was asked for: right lines are added, the others come back."""
    do, year = request.POST.get("do"), filing.task.campaign.year
    if do == "paste":
        taken = from_text(request.POST.get("pasted", ""), year=year, kinds=choices.words())
    elif do == "upload":
        taken = from_file(request.FILES.get("file"), year=year, kinds=choices.words())
    else:
        return None
    added = add_rows(filing=filing, rows=taken.rows, by=request.user)
    if taken.rows or taken.passed_over:
        messages.success(request, summary(taken, len(added)))
    elif not taken.faults:
        raise Problem(_("There is no row in it. Copy the rows of the table together with its headings."))
    return taken


def _send(request: DeskRequest, task: Task, filing: Filing) -> HttpResponse:
    try:
        sent = send(filing=filing, by=request.user)
    except Problem as problem:
        return plan_page(request, task, filing_of(task), problem=problem)
    messages.success(request, _("Sent to {unit}: version {n}.").format(unit=task.asked_by.name, n=sent.number))
    return redirect("desk_plans:edit", task.code)


def _number(said: str) -> int:
    return int(said) if said.isdecimal() and len(said) < 10 else 0


@needs(Permission.REPORT)
@require_GET
def version(request: DeskRequest, code: str, number: int) -> HttpResponse:
    """The plan as one version had it."""
    task = task_for(request.user, code)
    found = version_for(task, number)
    found.filing.task = task
    shown = {"task": task, "campaign": task.campaign, "version": found, "sent_rows": standings(found)}
    return render(request, "desk/plans/version.html", shown | {"remarks": remarks_on(found)})


@needs(Permission.REPORT)
@require_GET
def template(request: DeskRequest, code: str) -> HttpResponse:
    """A sheet to fill in and upload: headings, and what belongs below each."""
    task = task_for(request.user, code)
    said = [
        _("What it is called; it is all that must be filled in."),
        _("May stay empty: it is proposed from the name."),
        _("As you would say it: 10月14日上午, 10月中旬, 10月—11月."),
        _("Where people go, or 线上."),
        _("How many, and who: 约200人, 中小企业."),
        _("A sentence or two. Other columns you add are kept here, with their headings."),
    ]
    help_ = list(zip(row_headings(), said, strict=True))
    name = f"{task.campaign.name}{task.campaign.year}{_('Plan')}"
    return sheets.download(name, row_headings(), [], [(_("Column"), _("What to write")), *help_])
