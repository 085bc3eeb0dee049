"""What the system found unusual, for a person to decide: the reason in words, the numbers, the attempt beside them."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from worldday.base.problems import Problem
from worldday.desk.access import DeskRequest, needs
from worldday.desk.campaigns.forms import show
from worldday.desk.quizzes.fetch import Seen, quiz_for
from worldday.desk.quizzes.flagged import SHOWN, Flagged, alike, flagged, flags_of, side_by_side
from worldday.desk.quizzes.forms import DecisionForm
from worldday.desk.quizzes.frame import page
from worldday.quizzes import actions
from worldday.quizzes.actions.judging import is_appealed
from worldday.quizzes.models import Flag
from worldday.quizzes.queries import Place, place_of
from worldday.units.permissions import Permission

PER_PAGE = 30


@needs(Permission.RUN_ACTIVITY)
@require_GET
def flags(request: DeskRequest, code: str) -> HttpResponse:
    """Undecided ones; appeals and decided ones with `?show=`."""
    seen = quiz_for(request.user, code, to_run=True)
    which = request.GET.get("show", "open")
    which = which if which in SHOWN else "open"
    found = Paginator(flags_of(seen.quiz, which), PER_PAGE).get_page(request.GET.get("p"))
    counts = [(name, word, flags_of(seen.quiz, name).count()) for name, word in SHOWN.items()]
    rows = flagged(list(found))
    return page(request, seen, "flags", page=found, rows=rows, which=which, counts=counts, query=f"show={which}")


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def flag(request: DeskRequest, code: str, number: int) -> HttpResponse:
    """One flag beside the attempt it is about, and the decision."""
    seen = quiz_for(request.user, code, to_run=True)
    found = get_object_or_404(Flag.objects.select_related("decided_by", "quiz"), quiz=seen.quiz, pk=number)
    form = DecisionForm(request.POST or None)
    if form.is_bound and form.is_valid():
        before = place_of(seen.quiz, found.player)
        try:
            actions.decide_flag(flag=found, by=request.user, **form.cleaned_data)
        except Problem as problem:
            show(form, problem)
        else:
            messages.success(request, _moved(before, place_of(seen.quiz, found.player)))
            return redirect("desk_quizzes:flag", code, number)
    return _page(request, seen, flagged([found], whole=True)[0], form)


def _page(request: DeskRequest, seen: Seen, one: Flagged, form: DecisionForm) -> HttpResponse:
    """Beside one attempt of `alike`, chosen by `?with=`; without a choice the first of them."""
    appealed, own = is_appealed(one.flag), one.flag.decided_by_id == request.user.pk
    others = alike(one)
    wanted = next((each for each in others if str(each.attempt_id) == request.GET.get("with")), None)
    other = wanted or (others[0] if others else None)
    return page(
        request, seen, "flag", one=one, form=form, own=appealed and own, others=others, other=other,
        may_decide=not one.flag.decision or (appealed and not own), appealed=appealed,
        answers=side_by_side(one, other), place=place_of(seen.quiz, one.flag.player),
    )  # fmt: skip


def _moved(before: Place | None, after: Place | None) -> str:
    """What the decision did to the ranking, in one sentence."""
    names = {"before": before.place if before else 0, "after": after.place if after else 0}
    if before and after and before.place != after.place:
        said = _("Decided, and ranked anew: from place {before} to place {after}.")
    elif before and after:
        said = _("Decided, and ranked anew: the player stays at place {after}.")
    elif before:
        said = _("Decided, and ranked anew: the player stood at place {before} and is no longer in the ranking.")
    elif after:
        said = _("Decided, and ranked anew: the player is back in the ranking, at place {after}.")
    else:
        said = _("Decided. The player has no place in the ranking of persons.")
    return said.format(**names)
