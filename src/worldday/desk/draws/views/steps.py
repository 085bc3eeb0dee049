"""The steps of a draw, each one button: publish, commit, freeze, reveal, draw."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from worldday.base.problems import Problem
from worldday.desk.access import DeskRequest, needs
from worldday.desk.draws.fetch import plan_for
from worldday.desk.draws.page import plan_page
from worldday.draws import actions
from worldday.draws.models import PrizePlan
from worldday.draws.offer import terms_of
from worldday.units.permissions import Permission


@needs(Permission.RUN_ACTIVITY)
@require_POST
def publish(request: DeskRequest, code: str) -> HttpResponse:
    found = plan_for(request.user, code)
    return _step(
        request, found, actions.publish_plan, _("Published. From now on the rules change only in people's favour.")
    )


@needs(Permission.RUN_ACTIVITY)
@require_POST
def commit(request: DeskRequest, code: str) -> HttpResponse:
    """One field per party, in the order of the rules."""
    found = plan_for(request.user, code)
    parties = [source.name for source in terms_of(found).sources if source.kind == "party"]
    given = {name: request.POST.get(f"party-{at}", "") for at, name in enumerate(parties)}
    return _step(request, found, actions.commit_randomness, _("The commitments are published."), commitments=given)


@needs(Permission.RUN_ACTIVITY)
@require_POST
def freeze(request: DeskRequest, code: str) -> HttpResponse:
    found = plan_for(request.user, code)
    done = _(
        "The list is frozen and its fingerprint is published. Put the notice where you cannot change it: print it, send it to the parties."
    )
    waits = _("The list is long: it is being frozen in the background. This page tells you when it is done.")
    return _step(request, found, actions.freeze_when_long, done, waits=waits)


@needs(Permission.RUN_ACTIVITY)
@require_POST
def reveal(request: DeskRequest, code: str) -> HttpResponse:
    found = plan_for(request.user, code)
    given = {name: request.POST.get(name, "") for name in ("source", "value", "signature")}
    return _step(request, found, actions.reveal, _("Recorded."), **given)


@needs(Permission.RUN_ACTIVITY)
@require_POST
def draw(request: DeskRequest, code: str) -> HttpResponse:
    found = plan_for(request.user, code)
    return _step(request, found, actions.run_draw, _("Drawn. The result is on the public page."))


def _step(
    request: DeskRequest,
    plan: PrizePlan,
    verb: Callable[..., Any],
    done: str | Promise,
    *,
    waits: str | Promise = "",
    **given: Any,
) -> HttpResponse:
    """One call of one verb; then the page, with the problem on it, the success, or (None came back) that it `waits`."""
    try:
        came = verb(plan=plan, by=request.user, **given)
    except Problem as problem:
        plan.refresh_from_db()
        return plan_page(request, plan, problem=problem)
    messages.success(request, waits if waits and came is None else done)
    return redirect("desk_draws:plan", plan.code)
