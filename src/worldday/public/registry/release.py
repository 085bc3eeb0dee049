"""What an activity has released; before that, when it will be. And the same for the screen in the hall.

`moment` lies ahead and is counted down to; `passed` lies behind and nothing is public yet: for a second, until the worker has come,
or for as long as the visitor of a demo stands at a later day than the demo itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from worldday.base import clock
from worldday.campaigns.models import Activity
from worldday.campaigns.phases import Days
from worldday.campaigns.queries import programme
from worldday.public import addresses
from worldday.registry.models import Batch, Record
from worldday.registry.queries import look
from worldday.registry.queries.amendments import changes_with

from . import words
from .fresh import briefly_kept

PAGE = 50
ON_STAGE = 12  # records on the screen of the hall
NEAR = timedelta(minutes=10)  # this long before the moment and after it, pages look again by themselves
AGAIN_S = "5"


@briefly_kept
def release(request: HttpRequest, campaign: str, activity: str) -> HttpResponse:
    found = get_object_or_404(programme.activity_of(campaign, activity))
    context = _context(found)
    batches = context["batches"]
    chosen = next((one for one in batches if one.code == request.GET.get("batch")), batches[0] if batches else None)
    if not batches and not context["moment"] and not context["passed"] and found.kind != "release":
        raise Http404
    if chosen is not None:
        records = look.records_after(chosen, _after(request), PAGE + 1)
        context |= {
            "chosen": chosen,
            **_changes(chosen),
            "rows": words.shown(records[:PAGE]),
            "next": f"?batch={chosen.code}&after={records[PAGE - 1].pk}" if len(records) > PAGE else "",
        }
    return _looking_again(render(request, "public/registry/release.html", context), context)


@briefly_kept
def stage(request: HttpRequest, campaign: str, activity: str) -> HttpResponse:
    """Counts down to an announced moment, then shows what has been released. Nothing of it is known before."""
    found = get_object_or_404(programme.activity_of(campaign, activity))
    context = _context(found)
    today: list[Record] = [one for batch in context["batches"] for one in look.records_after(batch, size=ON_STAGE)]
    changed = [] if today else [changes_with(batch, ON_STAGE) for batch in context["batches"] if batch.amended]
    today = today or [line.record for lines, _count in changed for line in lines]
    page = addresses.absolute(reverse("public:release", args=[campaign, activity]))
    context |= {
        "rows": words.shown(today[:ON_STAGE]),
        "changed": sum(count for _lines, count in changed),  # where a release brings nothing new
        "address": page,
    }
    response = _looking_again(render(request, "public/registry/stage.html", context), context)
    if not context["batches"] and not context["moment"]:
        response["Refresh"] = AGAIN_S  # nobody stands beside the screen when somebody presses the button
    return response


def _context(activity: Activity) -> dict[str, Any]:
    """What is announced is read before what is public: a release between the two is in the second, not in neither."""
    with clock.of_database():
        now, announced = clock.now(), look.announced_for(activity)
    batches = look.released_with(activity)
    at = announced.release_at if announced and announced not in batches else None
    passed = at if at is not None and at <= now else None
    if settings.DEMO and passed is None and (overdue := look.overdue_for(activity)):
        passed = overdue.release_at
    return {
        "campaign": activity.campaign,
        "activity": activity,
        "entry": programme.entry_of(activity, clock.today()),
        "plan": Days(activity.window_start, activity.window_end),
        "batches": batches,
        "size": look.sizes(batches),
        "now": now,
        "moment": None if passed else at,
        "passed": passed,
    }


def _changes(batch: Batch) -> dict[str, Any]:
    """What the release has changed in records that were public before it."""
    if not batch.amended:
        return {"changes": [], "more_changes": 0}
    lines, count = changes_with(batch, PAGE)
    rows = [(line, words.HAPPENED.get(line.kind, line.kind)) for line in lines]
    return {"changes": rows, "more_changes": max(0, count - PAGE)}


def _after(request: HttpRequest) -> int:
    given = request.GET.get("after", "")
    return int(given) if given.isdecimal() and len(given) < 19 else -1


def _looking_again(response: HttpResponse, context: dict[str, Any]) -> HttpResponse:
    moment = context["moment"] or context["passed"]
    if moment is not None and abs(moment - clock.now()) < NEAR:
        response["Refresh"] = AGAIN_S
    return response
