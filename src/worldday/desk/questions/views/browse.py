"""The list, and what it can be narrowed to."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from worldday.desk.access import needs
from worldday.desk.questions.forms import DIFFICULTIES
from worldday.quizzes.models import QuestionSort, QuestionState
from worldday.quizzes.queries import questions as queries
from worldday.quizzes.queries.questions import Wanted
from worldday.units.permissions import Permission

PER_PAGE = 50


@needs(Permission.RUN_ACTIVITY)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    wanted = wanted_by(request)
    page = Paginator(queries.find(wanted), PER_PAGE).get_page(request.GET.get("p"))
    query = request.GET.copy()
    query.pop("p", None)
    shown = {"page": page, "wanted": wanted, "query": query.urlencode(), **choices(), "counts": queries.states()}
    return render(request, "desk/questions/list.html", shown)


def choices() -> dict[str, Any]:
    return {
        "sorts": QuestionSort.choices,
        "states": QuestionState.choices,
        "difficulties": DIFFICULTIES,
        "topics": queries.topics(),
        "bases": queries.bases(),
    }


def wanted_by(request: HttpRequest) -> Wanted:
    """The filters of an address; what makes no sense filters nothing."""
    asked = request.GET
    level = asked.get("difficulty", "")
    return Wanted(
        words=asked.get("q", "").strip(),
        sort=asked.get("sort", ""),
        state=asked.get("state", ""),
        difficulty=int(level) if level in ("1", "2", "3") else 0,
        topic=asked.get("topic", ""),
        basis=asked.get("basis", ""),
        english="english" in asked,
    )
