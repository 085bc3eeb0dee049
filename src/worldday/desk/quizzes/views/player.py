"""One player's attempts: a tester's are taken out of the ranking here, and let count again. Flags are decided on their own page."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from worldday.base.problems import Problem
from worldday.desk.access import DeskRequest, needs
from worldday.desk.campaigns.forms import show
from worldday.desk.quizzes.fetch import Seen, quiz_for
from worldday.desk.quizzes.forms import CountingForm
from worldday.desk.quizzes.frame import page
from worldday.people.identity import label_of, numbers_of
from worldday.quizzes import actions
from worldday.quizzes.models import Attempt
from worldday.quizzes.queries import place_of
from worldday.units.permissions import Permission


@needs(Permission.RUN_ACTIVITY)
@require_GET
def player(request: DeskRequest, code: str, number: int) -> HttpResponse:
    return _page(request, quiz_for(request.user, code, to_run=True), number)


@needs(Permission.RUN_ACTIVITY)
@require_POST
def count(request: DeskRequest, code: str, number: int, what: str) -> HttpResponse:
    """`what`: void or restore, of the attempt that the form names."""
    seen, form = quiz_for(request.user, code, to_run=True), CountingForm(request.POST)
    verb = {"void": actions.void_attempt, "restore": actions.restore_attempt}.get(what)
    if verb is None:
        raise Http404
    if form.is_valid() and form.cleaned_data["attempt"] in {one.pk for one in _attempts(seen, number)}:
        try:
            verb(quiz=seen.quiz, by=request.user, **form.cleaned_data)
        except Problem as problem:
            show(form, problem)
        else:
            messages.success(request, _("Done, and ranked anew."))
            return redirect("desk_quizzes:player", code, number)
    return _page(request, seen, number, form)


def _page(request: DeskRequest, seen: Seen, number: int, form: CountingForm | None = None) -> HttpResponse:
    attempts = _attempts(seen, number)
    if not attempts:
        raise Http404
    place = place_of(seen.quiz, number)
    label = label_of(number)
    return page(request, seen, "player", number=number, label=label, attempts=attempts, place=place, form=form)


def _attempts(seen: Seen, number: int) -> list[Attempt]:
    """Under every identity that was found to be this person's."""
    rows = Attempt.objects.filter(quiz=seen.quiz, player__in=[number, *numbers_of([number])])
    return list(rows.order_by("submitted_ms"))
