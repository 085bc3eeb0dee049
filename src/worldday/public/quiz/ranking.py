"""Rankings by the published rule: persons page by page, districts, entrances, classes and schools whole; and the figures."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from worldday.base.problems import Problem
from worldday.quizzes import queries
from worldday.quizzes.boards import EVERYBODY, board

from .found import Found, find, kept, page

PERSON = "person"
TABS = {
    PERSON: _("Persons"),
    "district": _("Districts"),
    "entrance": _("Entrances"),
    "school": _("Schools"),
    "group": _("Classes and units"),
}


@kept(10)
def ranking(request: HttpRequest, campaign: str, activity: str, by: str = PERSON, door: str = "") -> HttpResponse:
    """`?district=` or the entrance of the address narrows the persons; `?after=` names the last row of the page before."""
    found = find(campaign, activity, door)
    tabs = _tabs(found)
    if by not in tabs:
        raise Http404
    context = _persons(request, found) if by == PERSON else {"teams": queries.teams(found.quiz, by)}
    links = [
        (key, label, found.url("quiz_ranking", **({} if key == PERSON else {"by": key}))) for key, label in tabs.items()
    ]
    figures = queries.figures(found.quiz)
    mine = next(
        (row for row, each in zip(figures.entrances, found.quiz.entrances.all(), strict=True) if each == found.door),
        None,
    )
    return render(
        request, "public/quiz/ranking.html", page(found, by=by, tabs=links, whole=mine or figures.whole, **context)
    )


def _tabs(found: Found) -> dict[str, Any]:
    """Only rankings the rule can have."""
    held = {
        PERSON: True,
        "district": bool(found.rule.districts),
        "entrance": bool(found.rule.entrances) and found.door is None,
        "school": found.rule.classes,
        "group": found.rule.classes or found.rule.units,
    }
    return {key: label for key, label in TABS.items() if held[key]}


def _persons(request: HttpRequest, found: Found) -> dict[str, Any]:
    district, after = request.GET.get("district", ""), request.GET.get("after", "")
    if district and district not in found.rule.districts:
        raise Http404
    which = board("district", district) if district else board("entrance", found.door.pk) if found.door else EVERYBODY
    try:
        persons = queries.persons(found.quiz, board=which, after=after)
    except Problem:
        raise Http404 from None
    return {"persons": persons, "district": district, "after": after}
