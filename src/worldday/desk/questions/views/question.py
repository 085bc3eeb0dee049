"""One question: looking at it, writing it, changing it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from worldday.base.problems import Invalid, Problem
from worldday.desk.access import needs
from worldday.desk.questions import answers
from worldday.desk.questions.answers import Answers
from worldday.desk.questions.fetch import owners, question_for
from worldday.desk.questions.forms import QuestionForm
from worldday.quizzes import actions
from worldday.quizzes.exchange import gaps
from worldday.quizzes.items import item_of
from worldday.quizzes.models import Question, QuestionSort
from worldday.quizzes.queries import questions as queries
from worldday.quizzes.usage import remarks
from worldday.quizzes.using import use_of
from worldday.units import rules
from worldday.units.permissions import Permission

UNPROCESSABLE = 422


@needs(Permission.RUN_ACTIVITY)
@require_GET
def show(request: HttpRequest, code: str) -> HttpResponse:
    found = question_for(request.user, code)
    use = use_of(found)
    said = Answers(found.sort, found.options, found.answer)
    wrong = [row.key for row in said.filled if not row.right] if found.sort in ("single", "multiple") else []
    page = {
        "question": found,
        "said": said,
        "lacking": [Question._meta.get_field(gap.field).verbose_name for gap in gaps(item_of(found))],
        "like": queries.like(found.stem, found.options, but=found.code),
        "use": use,
        "remarks": remarks(use, wrong),
        "may_change": queries.may_change(request.user, found),
        "may_review": queries.may_review(request.user, found),
        "may_audit": rules.may(request.user, Permission.READ_AUDIT, found.owner),
    }
    return render(request, "desk/questions/question.html", page)


@needs(Permission.RUN_ACTIVITY)
@require_GET
def sorts(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/questions/sorts.html", {"sorts": QuestionSort.choices})


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, sort: str) -> HttpResponse:
    if sort not in QuestionSort.values:
        raise Http404
    form = QuestionForm(request.POST or None, owners=owners(request.user))
    said = answers.read(sort, request.POST) if request.method == "POST" else Answers(sort)
    if _to_keep(request) and form.is_valid():
        fields = dict(form.cleaned_data) | {"options": said.options, "answer": said.answer, "sort": sort}
        try:
            made = actions.write_question(by=request.user, **fields)
        except Invalid as problem:
            form.show(problem)
        else:
            return _done(request, made)
    return _form(request, form, said)


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    found = question_for(request.user, code, to_change=True)
    form = QuestionForm(request.POST or None, question=found)
    said = (
        answers.read(found.sort, request.POST)
        if request.method == "POST"
        else Answers(found.sort, found.options, found.answer)
    )
    if _to_keep(request) and form.is_valid():
        changes = dict(form.cleaned_data) | {"options": said.options, "answer": said.answer}
        try:
            actions.change_question(question=found, changes=changes, by=request.user)
        except Invalid as problem:
            form.show(problem)
        except Problem as problem:
            form.add_error(None, str(problem))
        else:
            return _done(request, found)
    return _form(request, form, said, found)


def _to_keep(request: HttpRequest) -> bool:
    """“More rows” only shows the form again."""
    return request.method == "POST" and "more" not in request.POST


def _done(request: HttpRequest, question: Question) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("desk_questions:question", question.code)


def _form(request: HttpRequest, form: QuestionForm, said: Answers, found: Question | None = None) -> HttpResponse:
    wrong = _to_keep(request) and bool(form.errors)
    if said.sort != "fill-in":
        form.fields["stem"].help_text = ""
    page: dict[str, Any] = {
        "form": form,
        "said": said,
        "question": found,
        "sort": QuestionSort(said.sort).label,
        "bases": queries.bases(),
        "topics": queries.topics(),
        "wrong": wrong,
    }
    return render(request, "desk/questions/edit.html", page, status=UNPROCESSABLE if wrong else 200)


@needs(Permission.RUN_ACTIVITY)
@require_GET
def like(request: HttpRequest) -> HttpResponse:
    """What the bank already has that reads like this stem; a part of a page."""
    found = queries.like(request.GET.get("stem", "")[:2000], but=request.GET.get("code", ""))
    return render(request, "desk/questions/like.html", {"like": found})
