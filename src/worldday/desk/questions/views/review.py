"""Handing over, approving, sending back, retiring: one at a time or many."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from worldday.base.problems import Problem
from worldday.desk.access import needs
from worldday.desk.questions.fetch import question_for
from worldday.quizzes import actions
from worldday.quizzes.models import Question
from worldday.quizzes.queries.questions import may_change
from worldday.units.models import Staff
from worldday.units.permissions import Permission

Verb = Callable[[Question, str, Staff], object]
VERBS: dict[str, Verb] = {
    "submit": lambda question, _reason, by: actions.submit_question(question=question, by=by),
    "approve": lambda question, _reason, by: actions.review_question(question=question, by=by),
    "send-back": lambda question, reason, by: actions.send_back_question(question=question, reason=reason, by=by),
    "retire": lambda question, reason, by: actions.retire_question(question=question, reason=reason, by=by),
    "reinstate": lambda question, _reason, by: actions.reinstate_question(question=question, by=by),
}


@needs(Permission.RUN_ACTIVITY)
@require_POST
def move(request: HttpRequest, code: str, verb: str) -> HttpResponse:
    found = question_for(request.user, code, to_change=True)
    try:
        VERBS[verb](found, request.POST.get("reason", ""), request.user)
    except Problem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Saved."))
    return redirect("desk_questions:question", code)


@needs(Permission.RUN_ACTIVITY)
@require_POST
def many(request: HttpRequest) -> HttpResponse:
    """What is ticked in the list, all of it or nothing."""
    rows = list(Question.objects.filter(code__in=request.POST.getlist("code")).select_related("owner"))
    if not all(may_change(request.user, row) for row in rows):
        raise PermissionDenied
    try:
        messages.success(request, _all(rows, request))
    except Problem as problem:
        messages.error(request, str(problem))
    query = request.POST.get("query", "")
    return redirect(f"{request.path.removesuffix('many/')}{f'?{query}' if query else ''}")


def _all(rows: list[Question], request: HttpRequest) -> str:
    if not rows:
        raise Problem(_("Tick the questions first. Nothing was changed."))
    if request.POST.get("do") == "retire":
        return actions.retire_questions(questions=rows, reason=request.POST.get("reason", ""), by=request.user)
    count = actions.submit_questions(questions=rows, by=request.user)
    return ngettext("{count} question handed over.", "{count} questions handed over.", count).format(count=count)
