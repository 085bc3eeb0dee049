"""Of what papers are made: lines of topic and difficulty, questions picked from the bank, and a paper to look at."""

from __future__ import annotations

import secrets

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from worldday.base.problems import Problem
from worldday.desk.access import DeskRequest, needs
from worldday.desk.quizzes.bank import holding_of
from worldday.desk.quizzes.fetch import Seen, quiz_for
from worldday.desk.quizzes.frame import page
from worldday.desk.quizzes.rows import LEVELS, LineRowsForm, chosen_first
from worldday.quizzes import actions
from worldday.quizzes.actions import PartSpec
from worldday.quizzes.editions import content_of, latest
from worldday.quizzes.intake.questions import BadEdition
from worldday.quizzes.queries import paper_in_words
from worldday.units.permissions import Permission

SHOWN = 100  # questions on a page to pick from; more are found by searching
SEEDS = 2**62


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def paper(request: DeskRequest, code: str) -> HttpResponse:
    seen = quiz_for(request.user, code, to_run=True)
    holding = holding_of(seen.quiz)
    rows, problem = LineRowsForm(request.POST or None, quiz=seen.quiz, holding=holding), None
    if rows.is_bound and rows.is_valid():
        try:
            actions.set_paper(quiz=seen.quiz, parts=rows.parts(), by=request.user)
        except Problem as refused:
            problem = refused
        else:
            messages.success(request, _("Saved."))
            return redirect("desk_quizzes:paper", code)
    return page(request, seen, "paper", rows=rows, holding=holding, problem=problem)


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def pick(request: DeskRequest, code: str) -> HttpResponse:
    """Questions that every paper holds, chosen one by one."""
    seen = quiz_for(request.user, code, to_run=True)
    holding, problem = holding_of(seen.quiz), None
    if request.method == "POST":
        chosen = [holding.by_code[code] for code in request.POST.getlist("question") if code in holding.by_code]
        had = _parts(seen)
        new = [PartSpec(question=question) for question in chosen if question not in {part.question for part in had}]
        try:
            actions.set_paper(quiz=seen.quiz, parts=chosen_first(had + new), by=request.user)
        except Problem as refused:
            problem = refused
        else:
            said = ngettext("{n} question added.", "{n} questions added.", len(new))
            messages.success(request, said.format(n=len(new)))
            return redirect("desk_quizzes:paper", code)
    asked = {name: request.GET.get(name, "").strip() for name in ("q", "topic", "difficulty")}
    level = int(asked["difficulty"]) if asked["difficulty"] in ("1", "2", "3") else 0
    found = holding.search(asked["q"], asked["topic"], level)
    taken = {part.question.code for part in _parts(seen) if part.question}
    return page(
        request, seen, "pick", holding=holding, found=found[:SHOWN], more=max(0, len(found) - SHOWN), taken=taken,
        asked=asked, levels=LEVELS, problem=problem, status=422 if problem else 200,
    )  # fmt: skip


def _parts(seen: Seen) -> list[PartSpec]:
    rows = seen.quiz.parts.select_related("question")
    return [PartSpec(part.count, part.points, part.topic, part.difficulty, part.question) for part in rows]


@needs(Permission.RUN_ACTIVITY)
@require_GET
def preview(request: DeskRequest, code: str) -> HttpResponse:
    """A paper as somebody might get it, with its right answers; `?seed=` shows the same one again."""
    seen = quiz_for(request.user, code, to_run=True)
    text = request.GET.get("seed", "")
    seed = int(text) % SEEDS if text.isdecimal() and len(text) < 20 else secrets.randbelow(SEEDS)
    edition = latest(seen.quiz)
    content = edition.content if edition else content_of(seen.quiz, salt="preview")
    try:
        questions = paper_in_words(content, seed)
    except BadEdition:
        questions = []
    return page(request, seen, "preview", questions=questions, seed=seed, edition=edition)
