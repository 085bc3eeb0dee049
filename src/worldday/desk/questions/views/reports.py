"""What needs a second look: validity, statistics, likeness."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from worldday.base import clock
from worldday.base.problems import Invalid
from worldday.desk.access import needs
from worldday.desk.questions.fetch import owners
from worldday.desk.questions.forms import VersionForm
from worldday.quizzes import actions
from worldday.quizzes.models import BasisVersion, Question
from worldday.quizzes.queries import questions as queries
from worldday.quizzes.usage import remarks
from worldday.quizzes.using import use_of
from worldday.units.permissions import Permission
from worldday.units.rules import may


@needs(Permission.RUN_ACTIVITY)
@require_GET
def validity(request: HttpRequest) -> HttpResponse:
    return _validity(request, VersionForm())


def _validity(request: HttpRequest, form: VersionForm) -> HttpResponse:
    page = {
        "report": queries.validity(clock.today()),
        "today": clock.today(),
        "versions": queries.basis_versions(),
        "form": form,
        "bases": queries.bases(),
    }
    return render(request, "desk/questions/validity.html", page, status=422 if form.errors else 200)


@needs(Permission.RUN_ACTIVITY)
@require_POST
def note(request: HttpRequest) -> HttpResponse:
    """Kept with the highest unit this person serves."""
    form = VersionForm(request.POST)
    if form.is_valid():
        try:
            actions.note_basis_version(owner=owners(request.user)[0], by=request.user, **form.cleaned_data)
        except Invalid as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Saved."))
            return redirect("desk_questions:validity")
    return _validity(request, form)


@needs(Permission.RUN_ACTIVITY)
@require_POST
def forget(request: HttpRequest, version: int) -> HttpResponse:
    found = get_object_or_404(BasisVersion.objects.select_related("owner"), pk=version)
    if may(request.user, Permission.RUN_ACTIVITY, found.owner):
        actions.forget_basis_version(row=found, by=request.user)
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("Another unit noted this; ask there. Nothing was changed."))
    return redirect("desk_questions:validity")


@needs(Permission.RUN_ACTIVITY)
@require_GET
def statistics(request: HttpRequest) -> HttpResponse:
    rows = [(row, use := use_of(row), remarks(use, _wrong(row))) for row in queries.used()]
    doubtful = [row for row in rows if row[2]]
    shown = rows if "all" in request.GET else doubtful
    return render(
        request, "desk/questions/statistics.html", {"rows": shown, "all": len(rows), "doubtful": len(doubtful)}
    )


def _wrong(question: Question) -> list[str]:
    if question.sort not in ("single", "multiple"):
        return []
    return [each["key"] for each in question.options if each["key"] not in question.answer]


@needs(Permission.RUN_ACTIVITY)
@require_GET
def duplicates(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/questions/duplicates.html", {"pairs": queries.duplicates()})
