"""Who got what: a table to look through, figures with their definitions, and a file to take away for a stated purpose."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from worldday.base.models import AuditEvent
from worldday.base.problems import Problem
from worldday.desk.access import DeskRequest, needs
from worldday.desk.campaigns.forms import show
from worldday.desk.quizzes.export import workbook
from worldday.desk.quizzes.fetch import Seen, quiz_for
from worldday.desk.quizzes.forms import PurposeForm
from worldday.desk.quizzes.frame import page
from worldday.desk.quizzes.groups import groups_of
from worldday.people.identity import label_of, persons_of
from worldday.quizzes import actions
from worldday.quizzes.models import Attempt
from worldday.quizzes.queries import Sought
from worldday.quizzes.queries import results as read_results
from worldday.quizzes.queries.results import found_by
from worldday.units.permissions import Permission

FLAGGED = (("", _("flagged or not")), ("open", _("flagged, undecided")), ("decided", _("flagged, decided")))
MOST_TAKEN_OUT = 50
NARROWS = ("door", "district", "least", "most", "flagged", "seats")


@needs(Permission.RUN_ACTIVITY)
@require_GET
def results(request: DeskRequest, code: str) -> HttpResponse:
    return _page(request, quiz_for(request.user, code), request.GET)


def _page(request: DeskRequest, seen: Seen, query: QueryDict, purpose: PurposeForm | None = None) -> HttpResponse:
    sought, said = sought_in(query, seen)
    try:
        found = read_results(seen.quiz, sought, after=query.get("after", ""))
    except Problem:
        raise Http404 from None
    names = {door.pk: door.name for door in seen.quiz.entrances.all()}
    return page(
        request, seen, "results", found=found, rows=[(row, names.get(row.standing.entrance, "")) for row in found.rows],
        said=said, query=_query(said), first=not query.get("after"), groups=groups_of(seen), flagged=FLAGGED,
        purpose=purpose or PurposeForm(), void=_taken_out(seen) if seen.runs else [],
    )  # fmt: skip


def _taken_out(seen: Seen) -> list[tuple[int, str]]:
    """(number, label) of players with an attempt that a person took out, by the latest verbs: nothing else finds void attempts
    without looking at all of them."""
    events = AuditEvent.objects.filter(action="quiz-attempt-voided", target=seen.activity.code).order_by("-pk")
    attempts = [int(after["attempt"]) for after in events.values_list("after", flat=True)[:MOST_TAKEN_OUT]]
    rows = Attempt.objects.filter(quiz=seen.quiz, pk__in=attempts, void=True).order_by("-pk")
    found = list(rows.values_list("player", flat=True))
    persons = persons_of(found)
    return [(number, label_of(number)) for number in dict.fromkeys(persons.get(one, one) for one in found)]


@needs(Permission.RUN_ACTIVITY)
@require_POST
def export(request: DeskRequest, code: str) -> HttpResponse:
    """The list as narrowed on the page, as .xlsx; who took it for what stays in the audit trail."""
    seen, form = quiz_for(request.user, code), PurposeForm(request.POST)
    sought, said = sought_in(request.POST, seen)
    if form.is_valid():
        rows = found_by(seen.quiz, sought)
        try:
            actions.log_export(
                quiz=seen.quiz, purpose=form.cleaned_data["purpose"], rows=rows.count(), filters=said, by=request.user
            )
        except Problem as problem:
            show(form, problem)
        else:
            return workbook(seen, rows)
    return _page(request, seen, request.POST, form)


def sought_in(query: QueryDict, seen: Seen) -> tuple[Sought, dict[str, str]]:
    """What the address asks for, and the same as text; whatever it does not know is ignored. A co-host always looks only
    at his own entrances."""
    said = {name: text for name in NARROWS if (text := str(query.get(name, "")).strip())}
    doors = {door.slug: door.pk for door in seen.doors}
    sought = Sought(
        entrances=seen.entrances,
        district=said.get("district", ""),
        least=_number(said, "least"),
        most=_number(said, "most"),
        flagged=said.get("flagged", "") if said.get("flagged") in dict(FLAGGED) and seen.runs else "",
        seats="seats" in said,
    )
    if said.get("door") in doors:
        sought = replace(sought, entrances=(doors[said["door"]],))
    return sought, said


def _number(said: dict[str, str], name: str) -> int | None:
    text = said.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 6 else None


def _query(said: dict[str, Any]) -> str:
    query = QueryDict(mutable=True)
    query.update(said)
    return query.urlencode()
