"""A quiz while people answer. The page works by itself and by reloading; with script its figures renew themselves."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from worldday.desk.access import DeskRequest, needs
from worldday.desk.quizzes.bars import beats
from worldday.desk.quizzes.fetch import OPEN, Seen, quiz_for
from worldday.desk.quizzes.frame import page
from worldday.desk.quizzes.groups import groups_of
from worldday.quizzes import queries
from worldday.quizzes.intake.refusals import SENTENCES
from worldday.ui import dates
from worldday.units.permissions import Permission


@needs(Permission.RUN_ACTIVITY)
@require_GET
def live(request: DeskRequest, code: str) -> HttpResponse:
    """`?still=1` stands still, for whoever reads or photographs it."""
    seen = quiz_for(request.user, code)
    shown = _figures(seen)
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "desk/quizzes/live_figures.html", shown | {"seen": seen, "runs": seen.runs})
    still = "still" in request.GET
    return page(
        request, seen, "live", **shown, still=still, moving=seen.state == OPEN and not still,
        health=f"{settings.PREFIX}/intake/health" if seen.runs else "", refusals=_refusals(),
    )  # fmt: skip


def _figures(seen: Seen) -> dict[str, object]:
    now = queries.live(seen.quiz, entrances=seen.entrances)
    hardest, sample = queries.hardest(seen.quiz, entrances=seen.entrances)
    return {"now": now, "beats": beats(now), "groups": groups_of(seen), "hardest": hardest, "sample": sample}


def _refusals() -> dict[str, str]:
    """What the hot path says to people for each code, in the reader's language."""
    return {code: zh if dates.chinese() else en for code, (_status, zh, en) in SENTENCES.items()}
