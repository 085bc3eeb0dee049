"""What a device may ask about its own attempt, shown by the ticket it was given: its place, decisions, an appeal."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from worldday.base.problems import Problem
from worldday.draws.queries import plan_of
from worldday.draws.receipts import receipt_of, shown
from worldday.people.identity import label_of, persons_of
from worldday.quizzes.actions import appeal as appeal_verb
from worldday.quizzes.actions.judging import KEEP, VOID, is_appealed
from worldday.quizzes.certificates import due_to
from worldday.quizzes.models import Flag
from worldday.quizzes.queries import place_of
from worldday.quizzes.rule import SEAT
from worldday.quizzes.tickets import opened_for, player_of

from .found import Found, find, page


class NotYours(Problem):
    sentence = _("This device has no attempt in this quiz that could be looked up; nothing was changed.")


@never_cache
@csrf_exempt  # the ticket in the body says who asks; no cookie does
@require_POST
def place(request: HttpRequest, campaign: str, activity: str, door: str = "") -> JsonResponse:
    """{"label", "seat"?, "receipt"?, "place"?, "of"?, "void"?: {"flag", "reason", "appeal"}, "restored"?: {"reason"},
    "certificate"?: {"page", "number", "guardian"}} for the ticket sent."""
    found = find(campaign, activity, door)
    ticket = opened_for(found.quiz, str(_body(request).get("ticket", "")))
    if ticket is None:
        said = str(NotYours.sentence)
        return JsonResponse({"error": {"code": "bad-ticket", "sentence": {"zh": said, "en": said}}}, status=400)
    player = ticket.player
    person = persons_of([player]).get(player, player)
    told: dict[str, Any] = {"label": label_of(person)}
    if ticket.strength == SEAT:  # in no ranking of persons
        told["seat"] = True
    if plan := plan_of(found.activity):
        told["receipt"] = shown(receipt_of(plan.code, person))
    if placed := place_of(found.quiz, person):
        told |= {"place": placed.place, "of": placed.of, "score": placed.standing.score}
    told |= _judged(found, player, person)
    if certificate := due_to(found.quiz, player):
        taken = certificate.number
        page_of = reverse("public:certificate", args=[taken]) if taken else found.url("quiz_certificate")
        told["certificate"] = {"page": page_of, "number": taken, "guardian": certificate.guardian}
    return JsonResponse(told)


@never_cache
@csrf_exempt  # as above
def appeal(request: HttpRequest, campaign: str, activity: str, door: str = "") -> HttpResponse:
    """Read why an attempt does not count, and ask for a second look."""
    found = find(campaign, activity, door)
    context: dict[str, Any] = {"text": "", "problem": None, "sent": False}
    if request.method == "POST":
        context["text"] = request.POST.get("text", "")
        try:
            _send(found, request)
            context["sent"] = True
        except Problem as problem:
            context["problem"] = problem
    status = 422 if context["problem"] else 200
    return render(request, "public/quiz/appeal.html", page(found, **context), status=status)


def _send(found: Found, request: HttpRequest) -> None:
    player = player_behind(found, request.POST.get("ticket", ""))
    number = request.POST.get("flag", "")
    flag = get_object_or_404(Flag, pk=int(number) if number.isdecimal() else 0, quiz=found.quiz)
    appeal_verb(flag=flag, player=player, text=request.POST.get("text", ""))


def _judged(found: Found, player: int, person: int) -> dict[str, Any]:
    """The latest decision that took an attempt of theirs away, and whether an appeal against it waits or is over; or, where
    none did, the appeal that brought one back."""
    theirs = Flag.objects.filter(quiz=found.quiz, player__in={player, person}).order_by("-decided_at")
    if flag := theirs.filter(decision=VOID).first():
        appeal = "waiting" if is_appealed(flag) else "over" if flag.appealed_at else ""
        return {"void": {"flag": flag.pk, "reason": flag.reason, "appeal": appeal}}
    if flag := theirs.filter(decision=KEEP, appealed_at__isnull=False).first():
        return {"restored": {"reason": flag.reason}}
    return {}


def player_behind(found: Found, ticket: str) -> int:
    """Raises `NotYours` for any text that is no ticket of this quiz."""
    player = player_of(found.quiz, ticket)
    if player is None:
        raise NotYours
    return player


def _body(request: HttpRequest) -> dict[str, Any]:
    try:
        body = json.loads(request.body)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
