"""Before a quiz is frozen: its hours and rule, and the entrances of its co-hosts."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from worldday.base import scope
from worldday.base.problems import Problem
from worldday.certificates.models import Design, Sort
from worldday.desk.access import DeskRequest, needs
from worldday.desk.campaigns.forms import show
from worldday.desk.quizzes import links
from worldday.desk.quizzes.fetch import Seen, quiz_for
from worldday.desk.quizzes.forms import DesignForm, RuleForm
from worldday.desk.quizzes.frame import page
from worldday.desk.quizzes.rows import DoorRowsForm
from worldday.quizzes import actions
from worldday.quizzes.editions import HOLDING
from worldday.quizzes.rule_sentences import rule_text
from worldday.units.permissions import Permission
from worldday.units.queries import tree_of


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def rule(request: DeskRequest, code: str) -> HttpResponse:
    """The organiser's choices, beside the sentences people will read."""
    seen = quiz_for(request.user, code, to_run=True)
    form = RuleForm(request.POST or None, quiz=seen.quiz, rule=seen.rule)
    if form.is_bound and form.is_valid():
        try:
            actions.set_rule(quiz=seen.quiz, changes=form.changes(), by=request.user)
        except Problem as problem:
            show(form, problem)
        else:
            messages.success(request, _("Saved. This is what people will read."))
            return redirect("desk_quizzes:rule", code)
    return _rule_page(request, seen, form)


@needs(Permission.RUN_ACTIVITY)
@require_POST
def design(request: DeskRequest, code: str) -> HttpResponse:
    """What the certificates look like that the rule promises."""
    seen = quiz_for(request.user, code, to_run=True)
    form = DesignForm(request.POST, quiz=seen.quiz, designs=_designs_for(seen))
    if form.is_valid():
        try:
            actions.set_design(quiz=seen.quiz, design=form.cleaned_data["design"], by=request.user)
        except Problem as problem:
            show(form, problem)
        else:
            messages.success(request, _("Saved."))
            return redirect("desk_quizzes:rule", code)
    return _rule_page(request, seen, RuleForm(quiz=seen.quiz, rule=seen.rule), form)


def _rule_page(request: DeskRequest, seen: Seen, form: RuleForm, chosen: DesignForm | None = None) -> HttpResponse:
    texts = [("zh-Hans", rule_text(seen.rule, "zh")), ("en", rule_text(seen.rule, "en"))]
    designs = _designs_for(seen)
    chosen = chosen or DesignForm(quiz=seen.quiz, designs=designs)
    return page(request, seen, "rule", form=form, texts=texts, chosen=chosen, any_design=designs.exists())


def _designs_for(seen: Seen) -> QuerySet[Design]:
    """Of the units that hold the quiz and the campaign; the one that is chosen stays in the list."""
    with scope.everything("designs of the units that run the quiz"):
        holders = {seen.campaign.owner_id, *seen.activity.roles.filter(role__in=HOLDING).values_list("unit", flat=True)}
        fitting = Q(owner__in=holders, active=True, sort=Sort.PARTICIPATION)
        rows: QuerySet[Design] = Design.objects.filter(fitting | Q(pk=seen.quiz.design_id))
    return rows.order_by("name")


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def entrances(request: DeskRequest, code: str) -> HttpResponse:
    """A door for each co-host: own name, look, ranking and figures; the same questions and the same rule."""
    seen = quiz_for(request.user, code, to_run=True)
    owner = seen.campaign.owner
    rows = DoorRowsForm(request.POST or None, quiz=seen.quiz, owner=owner)
    problem = None
    if rows.is_bound and rows.is_valid():
        try:
            actions.set_entrances(quiz=seen.quiz, entrances=rows.doors(seen.campaign.hue), by=request.user)
        except Problem as refused:
            problem = refused
        else:
            messages.success(request, _("Saved."))
            return redirect("desk_quizzes:entrances", code)
    known = [unit for unit in tree_of(owner) if unit.closed_on is None]
    doors = [links.link_of(seen.quiz, door) for door in seen.doors]
    return page(request, seen, "entrances", rows=rows, problem=problem, known=known, links=doors)
