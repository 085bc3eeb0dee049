"""The writing page: one task, its draft, and what helps to write it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from worldday.base import clock
from worldday.base.problems import Problem
from worldday.campaigns.models import CampaignState, Task, TaskKind
from worldday.desk.access import DeskRequest
from worldday.desk.tasks.typed import Typed, proof_of, standing
from worldday.reports import marks, sentences
from worldday.reports.actions.writing import StaleDraft
from worldday.reports.checking import findings_for
from worldday.reports.counting import count
from worldday.reports.findings import sentence_of
from worldday.reports.models import Comment, Filing, Submission
from worldday.reports.queries import mine
from worldday.reports.queries.passed_on import FromBelow, sent_below

UNPROCESSABLE = 422
CONFLICT = 409
EXAMPLES = [
    (text, count(text)) for text in ("标准日。", "资料1200份", "3.14%", "GB/T 1.1—2020", "等等……", "Hello, world.")
]
CLOSED = (mine.Standing.SENT, mine.Standing.ACCEPTED, mine.Standing.EXEMPT)


def frame_of(task: Task, filing: Filing | None) -> dict[str, Any]:
    """What every page on which a task is answered shows: how it stands, and whether it may be written on."""
    how = mine.standing_of(task, filing)
    return {
        "task": task,
        "campaign": task.campaign,
        "filing": filing,
        "standing": how,
        "light": mine.light_at(task, clock.now()),
        "writable": how not in CLOSED and task.campaign.state != CampaignState.ARCHIVED,
        "revision": filing.revision if filing else 0,
        "versions": mine.versions_of(filing) if filing else [],
    }


def writing_page(
    request: DeskRequest,
    task: Task,
    filing: Filing | None,
    *,
    typed: Typed | None = None,
    problem: Problem | None = None,
) -> HttpResponse:
    """As it was saved, or, with `typed`, as somebody left it when something stood in the way."""
    frame, draft = frame_of(task, filing), typed or standing(filing)
    shown = {
        **frame,
        "draft": draft,
        "chars": count(draft.text),
        "problem": problem,
        "lacking": draft.lacking,
        "theirs": problem.standing if isinstance(problem, StaleDraft) else None,
        "text_optional": task.what in (TaskKind.MATERIALS, TaskKind.PLAN),
        "points": [(n, point, n in draft.points) for n, point in enumerate(task.points)],
        **(_while_writing(task, filing, draft) if frame["writable"] else _as_sent(filing)),
    }
    return render(request, "desk/tasks/write.html", shown, status=_status(draft, problem))


def _status(draft: Typed, problem: Problem | None) -> int:
    if isinstance(problem, StaleDraft):
        return CONFLICT
    return UNPROCESSABLE if problem or draft.lacking else 200


def _while_writing(task: Task, filing: Filing | None, draft: Typed) -> dict[str, Any]:
    kept = sentences.decided(filing.figures if filing else [], draft.said)
    found = sentences.offers(sentences.evidence_for(task), kept, draft.text)
    returned = mine.last_returned(filing) if filing else None
    saved = filing is not None and bool(filing.text.strip())
    return {
        "offers": [(offer, proof_of(offer.record, task)) for offer in found if offer.state != "struck"],
        "struck": [(offer, proof_of(offer.record, task)) for offer in found if offer.state == "struck"],
        "below": [_from_below(one, task, kept) for one in sent_below(task)],
        "examples": EXAMPLES,
        "returned": returned,
        "remarks": remarks_on(returned) if returned else [],
        "findings": [sentence_of(one, to_writer=True) for one in findings_for(filing)] if filing and saved else [],
    }


def _from_below(one: FromBelow, task: Task, kept: list[sentences.Record]) -> tuple[FromBelow, list[tuple[Any, ...]]]:
    """A unit's version and its passages: each with its proof and whether it was taken already."""
    taken = {record["key"] for record in kept if record["state"] == "accepted"}
    found = sentences.passages_of(one)
    return one, [(record, proof_of(record, task), record["key"] in taken) for record in found]


def _as_sent(filing: Filing | None) -> dict[str, Any]:
    sent = filing.current if filing else None
    return {"sent": sent, "parts": parts_of(sent) if sent else [], "remarks": remarks_on(sent) if sent else []}


def parts_of(version: Submission) -> Iterable[tuple[str, bool]]:
    """The version's text in pieces, marked or not."""
    return marks.parts(version.text, version.highlights)


def remarks_on(version: Submission) -> list[Comment]:
    """What the reviewer said about passages of it, open ones first."""
    found = Comment.objects.filter(submission=version).select_related("made_by", "settled_by")
    return sorted(found, key=lambda one: (one.settled_at is not None, one.start, one.pk))


def saved_words(filing: Filing) -> dict[str, Any]:
    """What the page's script is told after saving."""
    return {
        "revision": filing.revision,
        "saved": f"{clock.timezone.localtime(filing.saved_at):%H:%M:%S}" if filing.saved_at else "",
        "chars": count(filing.text),
    }


def stale_words(problem: StaleDraft) -> dict[str, Any]:
    """What somebody else saved meanwhile, for both texts to be shown."""
    theirs = problem.standing
    who = theirs.saved_by.name if theirs.saved_by else _("somebody")
    return {
        "conflict": True,
        "sentences": [str(problem)],
        "text": theirs.text,
        "highlights": theirs.highlights,
        "points": theirs.points,
        "who": who,
        **saved_words(theirs),
    }
