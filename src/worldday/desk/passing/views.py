"""Passing on what we owe to our own units, and seeing what comes back."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from worldday.base import workdays
from worldday.base.problems import Problem
from worldday.campaigns.models import Task, TaskState
from worldday.desk.access import DeskRequest, needs
from worldday.desk.campaigns.forms import ExtendForm, show
from worldday.desk.campaigns.views.asking import say_outcome
from worldday.desk.passing import fetch
from worldday.desk.passing.forms import PassOnForm
from worldday.reports.actions import asking, passing
from worldday.reports.queries import passed_on
from worldday.units.permissions import Permission

UNPROCESSABLE = 422


@needs(Permission.REPORT)
@require_GET
def index(request: DeskRequest) -> HttpResponse:
    """What my units owe, and how far those are to whom it was passed on."""
    return render(request, "desk/passing/list.html", {"tasks": fetch.tasks_of(request.user)})


@needs(Permission.REPORT)
@require_http_methods(["GET", "POST"])
def pass_on(request: DeskRequest, code: str) -> HttpResponse:
    task = fetch.task_for(request.user, code)
    form = _form(request, task)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        terms = {name: said[name] for name in ("due", "points", "max_chars")}
        try:
            asked = passing.pass_on(task=task, units=form.chosen, by=request.user, **terms)
        except Problem as problem:
            show(form, problem)
        else:
            n = len(asked)
            messages.success(request, ngettext("{n} unit is asked.", "{n} units are asked.", n).format(n=n))
            return redirect("desk_passing:pass_on", task.code)
    return _page(request, task, form)


@needs(Permission.REPORT)
@require_POST
def ticked(request: DeskRequest, code: str) -> HttpResponse:
    """`do` = extend or exempt, for every ticked `task` of those passed on from this one, with one reason."""
    task = fetch.task_for(request.user, code)
    codes, exempting = request.POST.getlist("task"), request.POST.get("do") == "exempt"
    form = ExtendForm(request.POST)
    form.fields["due"].required = not exempting
    if form.is_valid():
        chosen = list(Task.objects.filter(parent=task, code__in=codes).select_related("unit", "parent"))
        due, reason = form.cleaned_data["due"], form.cleaned_data["reason"]
        try:
            more = {"due": due} if not exempting else {}
            verb = asking.exempt if exempting else asking.extend
            outcome = verb(tasks=chosen, reason=reason, by=request.user, **more)
        except Problem as problem:
            show(form, problem)
        else:
            say_outcome(request, outcome, exempting=exempting)
            return redirect("desk_passing:pass_on", task.code)
    return _page(request, task, _form(None, task), deciding=form, chosen=codes)


@needs(Permission.REPORT)
@require_POST
def withdraw(request: DeskRequest, code: str) -> HttpResponse:
    below = fetch.passed_for(request.user, code)
    parent, unit = below.parent, below.unit
    try:
        passing.withdraw(task=below, by=request.user)
        messages.success(request, _("Withdrawn from {unit}.").format(unit=unit.name))
    except Problem as problem:
        messages.error(request, str(problem))
    return redirect("desk_passing:pass_on", parent.code)


def _form(request: DeskRequest | None, task: Task) -> PassOnForm:
    """Offers whoever is not asked already; who was exempt can be asked again."""
    asked = Task.objects.filter(parent=task).exclude(state=TaskState.EXEMPT).values("unit")
    units = list(passed_on.askable(task.unit).exclude(pk__in=asked)) if task.state == TaskState.OPEN else []
    return PassOnForm(request.POST or None if request else None, task=task, units=units)


def _page(
    request: DeskRequest,
    task: Task,
    form: PassOnForm,
    *,
    deciding: ExtendForm | None = None,
    chosen: Iterable[str] = (),
) -> HttpResponse:
    rows, ticks = passed_on.passed_on(task), frozenset(chosen)
    shown = {
        "task": task,
        "campaign": task.campaign,
        "ask": form,
        "rows": [(one, sent, one.code in ticks) for one, sent in rows],
        "open": sum(one.state == TaskState.OPEN for one, _sent in rows),
        "received": sum(one.state == TaskState.DONE for one, _sent in rows),
        "form": deciding or ExtendForm(),
        "provisional": task.due is not None and not workdays.known(task.due.year),
    }
    status = UNPROCESSABLE if form.is_bound or deciding else 200
    return render(request, "desk/passing/task.html", shown, status=status)
