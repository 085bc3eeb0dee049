"""The prize plan: what it says, what it lacks, changing it, and, once published, changing it in people's favour."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from worldday.base.problems import Problem
from worldday.desk.access import DeskRequest, needs
from worldday.desk.campaigns.forms import show
from worldday.desk.draws.fetch import activities_without_plan, activity_for, plan_for, plans_of
from worldday.desk.draws.forms import FavourForm, InsidersForm, PostponeForm, TermsForm, source_rows, tier_rows
from worldday.desk.draws.page import plan_page, state_word
from worldday.draws import actions
from worldday.draws.models import PrizePlan
from worldday.draws.offer import draft_of, terms_of
from worldday.quizzes.rules import may_run
from worldday.units.permissions import Permission

UNPROCESSABLE = 422


@needs(Permission.RUN_ACTIVITY)
@require_GET
def index(request: DeskRequest) -> HttpResponse:
    """Plans this person sees, and quizzes that could have one."""
    plans = [(plan, state_word(plan)) for plan in plans_of(request.user).select_related("draw")]
    free = [one for one in activities_without_plan(request.user) if may_run(request.user, one)]
    return render(request, "desk/draws/list.html", {"plans": plans, "free": free})


@needs(Permission.RUN_ACTIVITY)
@require_POST
def begin(request: DeskRequest, code: str) -> HttpResponse:
    made = actions.make_plan(activity=activity_for(request.user, code), by=request.user)
    return redirect("desk_draws:plan", made.code)


@needs(Permission.RUN_ACTIVITY)
@require_GET
def plan(request: DeskRequest, code: str) -> HttpResponse:
    return plan_page(request, plan_for(request.user, code))


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def terms(request: DeskRequest, code: str) -> HttpResponse:
    """Who may enter, when, the randomness, the written statements; before publication."""
    found = plan_for(request.user, code)
    data = request.POST or None
    form, sources = TermsForm(data, terms=draft_of(found)), source_rows(data, draft_of(found))
    if request.method == "POST" and form.is_valid() and sources.is_valid():
        try:
            changes = form.choices | {"sources": sources.rows}
            actions.set_plan(plan=found, changes=changes, statements=form.statements, by=request.user)
        except Problem as problem:
            show(form, problem)
        else:
            return _saved(request, found)
    return _form_page(request, found, "desk/draws/terms.html", form=form, sources=sources)


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def postpone(request: DeskRequest, code: str) -> HttpResponse:
    """Later moments and the numbers of that time, once published and while nothing is frozen."""
    found = plan_for(request.user, code)
    data, now = request.POST or None, terms_of(found)
    form, sources = PostponeForm(data, terms=now), source_rows(data, now)
    if request.method == "POST" and form.is_valid() and sources.is_valid():
        try:
            actions.postpone(plan=found, sources=sources.rows, **form.choices, by=request.user)
        except Problem as problem:
            show(form, problem)
        else:
            return _saved(request, found)
    return _form_page(request, found, "desk/draws/terms.html", form=form, sources=sources, later=True)


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def tiers(request: DeskRequest, code: str) -> HttpResponse:
    """What can be won; once published, only more or better, with a reason."""
    found = plan_for(request.user, code)
    data, now = request.POST or None, terms_of(found)
    rows = tier_rows(data, now)
    form = FavourForm(data, initial={"claim_days": now.claim_days}) if found.version else None
    if request.method == "POST" and rows.is_valid() and (form is None or form.is_valid()):
        try:
            _put(found, rows, form, request)
        except Problem as problem:
            refused = str(problem)
            return _form_page(request, found, "desk/draws/tiers.html", rows=rows, form=form, refused=refused)
        return _saved(request, found)
    return _form_page(request, found, "desk/draws/tiers.html", rows=rows, form=form)


def _put(found: PrizePlan, rows: Any, form: FavourForm | None, request: DeskRequest) -> None:
    if form is None:
        actions.set_tiers(plan=found, tiers=rows.tiers, by=request.user)
    else:
        actions.change_in_favour(plan=found, tiers=rows.tiers, **form.cleaned_data, by=request.user)


@needs(Permission.RUN_ACTIVITY)
@require_POST
def insiders(request: DeskRequest, code: str) -> HttpResponse:
    """Who may not win."""
    found, form = plan_for(request.user, code), InsidersForm(request.POST)
    if form.is_valid():
        try:
            added = actions.list_insiders(
                plan=found, phones=form.listed(), sort=form.cleaned_data["sort"], by=request.user
            )
        except Problem as problem:
            show(form, problem)
        else:
            said = ngettext("{n} number was added; it cannot win.", "{n} numbers were added; they cannot win.", added)
            messages.success(request, said.format(n=added))
            return redirect("desk_draws:plan", found.code)
    return plan_page(request, found, insiders=form)


def _saved(request: DeskRequest, found: PrizePlan) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("desk_draws:plan", found.code)


def _form_page(request: DeskRequest, found: PrizePlan, template: str, **shown: Any) -> HttpResponse:
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, template, shown | {"plan": found, "activity": found.activity}, status=status)
