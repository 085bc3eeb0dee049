"""What an activity has released; before that, when it will be. And the same for the screen in the hall."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

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

from . import words
from .fresh import briefly_kept

PAGE = 50
ON_STAGE = 12  # records on the screen of the hall
NEAR = timedelta(minutes=10)  # this long before the moment and after it, pages look again by themselves
AGAIN_S = "5"


@briefly_kept
def release(request: HttpRequest, campaign: str, activity: str) -> HttpResponse:
    found = get_object_or_404(programme.activity_of(campaign, activity))
    batches = look.released_with(found)
    chosen = next((one for one in batches if one.code == request.GET.get("batch")), batches[0] if batches else None)
    context = _context(found, batches)
    if not batches and context["moment"] is None and found.kind != "release":
        raise Http404
    if chosen is not None:
        records = look.records_after(chosen, _after(request), PAGE + 1)
        context |= {
            "chosen": chosen,
            "rows": words.shown(records[:PAGE]),
            "next": f"?batch={chosen.code}&after={records[PAGE - 1].pk}" if len(records) > PAGE else "",
        }
    return _looking_again(render(request, "public/registry/release.html", context), context)


@briefly_kept
def stage(request: HttpRequest, campaign: str, activity: str) -> HttpResponse:
    """Counts down to an announced moment, then shows what has been released. Nothing of it is known before."""
    found = get_object_or_404(programme.activity_of(campaign, activity))
    batches = look.released_with(found)
    context = _context(found, batches)
    today: list[Record] = [one for batch in batches for one in look.records_after(batch, size=ON_STAGE)][:ON_STAGE]
    page = addresses.absolute(reverse("public:release", args=[campaign, activity]))
    context |= {"rows": words.shown(today), "address": page}
    return _looking_again(render(request, "public/registry/stage.html", context), context)


def _context(activity: Activity, batches: list[Batch]) -> dict[str, Any]:
    announced = look.announced_for(activity)
    return {
        "campaign": activity.campaign,
        "activity": activity,
        "entry": programme.entry_of(activity, clock.today()),
        "plan": Days(activity.window_start, activity.window_end),
        "batches": batches,
        "size": look.sizes(batches),
        "now": clock.now(),
        "moment": announced.release_at if announced else None,
    }


def _after(request: HttpRequest) -> int:
    given = request.GET.get("after", "")
    return int(given) if given.isdecimal() and len(given) < 19 else -1


def _looking_again(response: HttpResponse, context: dict[str, Any]) -> HttpResponse:
    moment = context["moment"]
    if moment is not None and abs(moment - clock.now()) < NEAR:
        response["Refresh"] = AGAIN_S
    return response
