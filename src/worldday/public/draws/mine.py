"""One's own line: found by the receipt, or by the device one played on; with its proof, and the way to the prize."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from worldday.draws import queries
from worldday.draws.models import Entrant, PrizePlan, PrizeState
from worldday.draws.reasons import REASONS
from worldday.draws.receipts import receipt_of, shown, typed
from worldday.people.identity import persons_of
from worldday.quizzes.tickets import player_of


@never_cache
@csrf_exempt  # the receipt or ticket in the body says who asks; no cookie does, and nothing changes
@require_http_methods(["GET", "POST"])
def find(request: HttpRequest, campaign: str, activity: str) -> HttpResponse:
    """Type the receipt; the page's script offers the ticket that the device remembers."""
    plan = get_object_or_404(queries.published(campaign, activity))
    wrong = ""
    if request.method == "POST":
        receipt = typed(request.POST.get("receipt", "")) or _receipt_of_ticket(plan, request.POST.get("ticket", ""))
        if receipt and queries.entrant_by_receipt(plan, receipt):
            return redirect("public:draw_leaf", campaign, activity, receipt)
        wrong = _why_not(plan, receipt)
    context = _page(plan) | {"wrong": wrong, "given": request.POST.get("receipt", ""), "quiz": plan.activity.quiz.pk}
    return render(request, "public/draws/mine.html", context, status=422 if wrong else 200)


def _receipt_of_ticket(plan: PrizePlan, ticket: str) -> str:
    """The receipt of whoever was given this ticket by the quiz; "" for any other text."""
    player = player_of(plan.activity.quiz, ticket) if ticket else None
    return receipt_of(plan.code, persons_of([player]).get(player, player)) if player is not None else ""


def _why_not(plan: PrizePlan, receipt: str) -> str:
    draw = queries.draw_of(plan)
    if draw is None or not draw.frozen_at:
        return _("The list is not frozen yet. Please come back after that; your receipt stays the same.")
    if not receipt:
        return _("A receipt has twelve letters and digits, in three groups of four. Please compare it once more.")
    return _("No line of the list belongs to it: the rules for entering were not met, or the receipt is mistyped.")


@never_cache
def leaf(request: HttpRequest, campaign: str, activity: str, receipt: str) -> HttpResponse:
    """The line, its place under the published root, and what it won."""
    plan = get_object_or_404(queries.published(campaign, activity))
    entrant = queries.entrant_by_receipt(plan, typed(receipt))
    if entrant is None:
        raise Http404
    prizes = queries.prizes_by_receipt(entrant.receipt)
    context = _page(plan) | {
        "entrant": entrant,
        "draw": entrant.draw,
        "receipt": shown(entrant.receipt),
        "reason": REASONS.get(entrant.removed, entrant.removed),
        "proof": queries.proof_of(entrant) if entrant.position else [],
        "prizes": prizes,
        "to_confirm": any(prize.state == PrizeState.OFFERED for prize in prizes),
        "reserve": _reserve(entrant),
    }
    return render(request, "public/draws/leaf.html", context)


def _reserve(entrant: Entrant) -> int:
    """Which alternate of his tier he is, from 1; 0 for none."""
    for tier in entrant.draw.tiers:
        if entrant.position in tier["alternates"]:
            return int(tier["alternates"].index(entrant.position)) + 1
    return 0


def _page(plan: PrizePlan) -> dict[str, Any]:
    return {"plan": plan, "activity": plan.activity, "campaign": plan.activity.campaign}
