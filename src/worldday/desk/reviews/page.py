"""Everything a reviewer reads on one page, gathered once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from worldday.base.problems import Problem
from worldday.desk.access import DeskRequest
from worldday.materials.models import Material
from worldday.reports import difference
from worldday.reports.checks import points
from worldday.reports.findings import sentence_of
from worldday.reports.models import Comment, FilingState, Submission
from worldday.reports.queries import reviews

from .filters import query_of, wanted_of
from .forms import CommentForm, ReturnForm
from .marked import Shown, marked
from .presence import arrive

UNPROCESSABLE = 422


@dataclass(frozen=True)
class Point:
    """A point the task asks for: ticked by the writer, or spoken of in the text, or neither."""

    text: str
    ticked: bool
    spoken: bool


def review_page(
    request: DeskRequest, sent: Submission, *, problem: Problem | None = None, **forms: Any
) -> HttpResponse:
    """The version with what is known about it; `forms` that could not be kept stay filled in."""
    wanted = wanted_of(request)
    versions = reviews.versions_of(sent)
    earlier = reviews.before(sent, versions)
    comments = list(
        Comment.objects.filter(submission=sent).select_related("made_by", "settled_by").order_by("start", "pk")
    )
    before, after = reviews.neighbours(reviews.queue(request.user, wanted), sent.code, sent)
    shown = {
        "sent": sent,
        "task": sent.filing.task,
        "campaign": sent.filing.task.campaign,
        "versions": versions,
        "earlier": earlier,
        "newest": sent.filing.current_id == sent.pk,
        "waiting": sent.state == FilingState.SUBMITTED,
        **_texts(sent, earlier, comments),
        "findings": [(one, sentence_of(one)) for one in sent.findings],
        "comments": comments,
        "points": _points(sent),
        "highlights": [(start, end, sent.text[start:end]) for start, end in sent.highlights],
        "changed_rows": _changed_rows(sent, earlier),
        **_materials(sent, earlier),
        "here": arrive(sent, request.user),
        "before": before,
        "after": after,
        "query": query_of(wanted),
        "commenting": forms.get("commenting") or CommentForm(sent=sent),
        "returning": forms.get("returning") or ReturnForm(sent=sent),
        "problem": problem,
    }
    wrong = problem is not None or bool(forms)
    return render(request, "desk/reviews/submission.html", shown, status=UNPROCESSABLE if wrong else 200)


def _texts(sent: Submission, earlier: Submission | None, comments: Sequence[Comment]) -> dict[str, Any]:
    """This version's text and, if there is one, the earlier one's, each in marked pieces."""
    runs = difference.text_changes(earlier.text, sent.text) if earlier else []
    places = [one["places"] for one in sent.findings]
    passages = [[[one.start, one.end]] for one in comments]
    was: list[Shown] = marked(earlier.text, runs=runs, what="removed") if earlier else []
    return {
        "pieces": marked(sent.text, runs=runs, what="added", f=places, c=passages, h=[sent.highlights]),
        "was": was,
        "new_share": difference.changed_share(runs) if earlier else None,
    }


def _points(sent: Submission) -> list[Point]:
    asked = sent.filing.task.points
    unsaid = {one.params["number"] for one in points.missing(sent.text, asked, (), highlights=bool(sent.highlights))}
    return [Point(text, at in sent.points, at + 1 not in unsaid) for at, text in enumerate(asked)]


def _changed_rows(sent: Submission, earlier: Submission | None) -> list[difference.RowChange]:
    """What differs from the version before; the rows themselves are shown with what the organiser makes of them."""
    changes = difference.row_changes(earlier.rows, sent.rows) if earlier else []
    return [one for one in changes if one.what != "kept"]


def _materials(sent: Submission, earlier: Submission | None) -> dict[str, Any]:
    """The files as sent, in order, those that are new to this version, and those it no longer has."""
    added, gone = difference.material_changes(earlier.materials if earlier else sent.materials, sent.materials)
    found = {one.code: one for one in Material.objects.filter(code__in=[*sent.materials, *gone])}
    return {
        "materials": [found[code] for code in sent.materials if code in found],
        "materials_new": added,
        "materials_gone": [found[code] for code in gone if code in found],
    }
