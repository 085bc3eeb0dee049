"""The moment after which nothing changes, and the one way to correct a question after it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from worldday.base import longwork
from worldday.base.problems import Problem
from worldday.desk.access import DeskRequest, needs
from worldday.desk.campaigns.forms import show
from worldday.desk.quizzes.corrections import corrections
from worldday.desk.quizzes.fetch import quiz_for
from worldday.desk.quizzes.forms import EditionForm
from worldday.desk.quizzes.frame import page
from worldday.desk.quizzes.lacking import lacking
from worldday.desk.refreshing import looking_again
from worldday.quizzes import actions
from worldday.quizzes.actions.rescoring import WORK, outcome
from worldday.quizzes.editions import latest, usable_questions
from worldday.quizzes.rule_sentences import rule_text
from worldday.units.permissions import Permission


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def freeze(request: DeskRequest, code: str) -> HttpResponse:
    """Read everything once more; then fix it."""
    seen = quiz_for(request.user, code, to_run=True)
    problem: Any = None
    if request.method == "POST":
        try:
            actions.freeze(quiz=seen.quiz, by=request.user)
        except Problem as refused:
            problem = refused
        else:
            messages.success(request, _("Frozen. It opens and closes by itself at the announced hours."))
            return redirect("desk_quizzes:quiz", code)
    texts = [("zh-Hans", rule_text(seen.rule, "zh")), ("en", rule_text(seen.rule, "en"))]
    found = [] if seen.quiz.frozen_at else lacking(seen)
    bank = len(usable_questions(seen.quiz))
    return page(
        request, seen, "freeze", texts=texts, lacking=found, problem=problem, bank=bank, status=422 if problem else 200
    )


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def edition(request: DeskRequest, code: str) -> HttpResponse:
    """Take over what has been corrected in the bank, with a reason that people read."""
    seen = quiz_for(request.user, code, to_run=True)
    form = EditionForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            made = actions.freeze_again(quiz=seen.quiz, reason=form.cleaned_data["reason"], by=request.user)
        except Problem as problem:
            show(form, problem)
        else:
            said = _("Edition {number} is in force for every attempt that starts from now on.")
            messages.success(request, said.format(number=made.number))
            return redirect("desk_quizzes:edition", code)
    newest, rescoring = latest(seen.quiz), longwork.find(WORK, code)
    response = page(
        request,
        seen,
        "edition",
        form=form,
        newest=newest,
        corrections=corrections(seen.quiz, newest) if newest else [],
        earlier=seen.quiz.attempts.filter(edition__lt=newest.number).count() if newest else 0,
        work=rescoring,
        under_way=longwork.is_under_way(rescoring),
    )
    return looking_again(response, rescoring)


@needs(Permission.RUN_ACTIVITY)
@require_POST
def rescore(request: DeskRequest, code: str) -> HttpResponse:
    """Give every earlier attempt what the corrected questions give, and rank anew."""
    seen = quiz_for(request.user, code, to_run=True)
    try:
        changed = actions.rescore_when_long(quiz=seen.quiz, by=request.user)
    except Problem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(
            request,
            _("There are many attempts: they are scored anew in the background.")
            if changed is None
            else outcome(changed),
        )
    return redirect("desk_quizzes:edition", code)
