"""The one page on which a draw is run: how far it is, what it lacks, the next step."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from worldday.base import longwork
from worldday.base.problems import Problem
from worldday.campaigns.models import PUBLISHED
from worldday.desk.access import DeskRequest
from worldday.desk.refreshing import looking_again
from worldday.draws import queries
from worldday.draws.actions import freezing
from worldday.draws.checks import blockers
from worldday.draws.entering import entering
from worldday.draws.lottery import Beacon, Party
from worldday.draws.models import Draw, DrawState, PrizePlan
from worldday.draws.offer import now, rule_of, terms_of
from worldday.draws.sentences import text_of
from worldday.draws.terms import Terms, moment
from worldday.ui import dates

from .forms import InsidersForm, RevealForm

STATES = {
    "draft": _("being drafted"),
    "published": _("rules published"),
    "committed": _("secrets locked away"),
    "frozen": _("list frozen"),
    "drawn": _("drawn"),
    "void": _("void"),
}
UNPROCESSABLE = 422


def state_of(plan: PrizePlan, draw: Draw | None) -> str:
    """A key of STATES."""
    return draw.state if draw else "published" if plan.version else "draft"


def state_word(plan: PrizePlan) -> str | Promise:
    return STATES[state_of(plan, getattr(plan, "draw", None))]


def plan_page(request: DeskRequest, plan: PrizePlan, *, problem: Problem | None = None, **forms: Any) -> HttpResponse:
    """The plan with a form that could not be kept still filled in."""
    draw, terms = queries.draw_of(plan), terms_of(plan)
    state, work = state_of(plan, draw), longwork.find(freezing.WORK, plan.code)
    under_way = state == DrawState.COMMITTED and longwork.is_under_way(work)
    ready = _is_ready(state, terms)
    ranked = plan.activity.quiz.standings.count() if ready else 0
    shown: dict[str, Any] = {
        "plan": plan,
        "activity": plan.activity,
        "terms": terms,
        "draw": draw,
        "state": state,
        "state_word": STATES[state],
        "sections": text_of(terms, "zh" if dates.chinese() else "en"),
        "blockers": blockers(terms, now=now()) if state == "draft" else [],
        "parties": [source for source in terms.sources if source.kind == "party"],
        "insiders": InsidersForm(),
        "listed": plan.insiders.count(),
        "public": plan.activity.campaign.state in PUBLISHED and plan.version > 0,
        "problem": problem,
        "ready": ready,
        "ranked": ranked,
        # of a long list the worker alone makes a list: each line takes some kilobytes, and this page would wait for all
        "preview": entering(plan, terms) if ready and not under_way and ranked <= freezing.AT_ONCE else None,
        "work": work if state == DrawState.COMMITTED else None,
        "under_way": under_way,
        "reveal": _reveal(draw),
        "came": [(one["source"], _value(one)) for one in draw.contributions] if draw else [],
        "states": queries.prize_states(draw) if draw and draw.state == DrawState.DRAWN else {},
    }
    status = UNPROCESSABLE if problem or forms else 200
    response = render(request, "desk/draws/plan.html", shown | forms, status=status)
    return looking_again(response, shown["work"])


def _value(contribution: dict[str, Any]) -> str:
    """What a source gave; a dash for one that stayed silent."""
    return next((contribution[key] for key in ("number", "secret", "randomness") if contribution.get(key)), "—")


def _is_ready(state: str, terms: Terms) -> bool:
    """Whether the list can be frozen now: the secrets are locked away and the quiz has closed."""
    closes = moment(terms.closes)
    return state == DrawState.COMMITTED and closes is not None and now() >= closes


def _reveal(draw: Draw | None) -> RevealForm | None:
    if draw is None or draw.state != DrawState.FROZEN:
        return None
    came = {one["source"] for one in draw.contributions}
    waiting = [source for source in rule_of(draw).sources if source.name not in came]
    open_now = [
        one.name for one in waiting if (isinstance(one, Party) and now() <= one.reveal_by) or now() >= one.known_from
    ]
    signed = any(isinstance(one, Beacon) for one in waiting)
    return RevealForm(names=open_now, signed=signed) if open_now else None
