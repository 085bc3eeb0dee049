"""The prizes after the draw: who has which, handing over, forfeits, the couriers' list, the archive."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from worldday.base.problems import Problem
from worldday.desk.access import DeskRequest, needs
from worldday.desk.draws.fetch import plan_for, prize_for
from worldday.desk.draws.forms import CourierForm, ForfeitForm
from worldday.desk.sheets import download
from worldday.draws import actions, queries
from worldday.draws.models import Draw, Prize, PrizePlan, PrizeState
from worldday.units.permissions import Permission

PAGE = 50
UNPROCESSABLE = 422


@needs(Permission.RUN_ACTIVITY)
@require_GET
def prizes(request: DeskRequest, code: str) -> HttpResponse:
    """Every prize with its state; `?state=` leaves one."""
    return _page(request, plan_for(request.user, code))


def _page(
    request: DeskRequest, plan: PrizePlan, *, problem: Problem | None = None, courier: CourierForm | None = None
) -> HttpResponse:
    draw = get_object_or_404(Draw, plan=plan)
    state = request.GET.get("state", "")
    prizes = queries.prizes_of(draw)
    found = [one for one in prizes if state in ("", one.state)]
    counts, names = Counter(one.state for one in prizes), queries.labels(draw)
    page: Any = Paginator(found, PAGE).get_page(request.GET.get("page"))
    shown = {
        "plan": plan,
        "activity": plan.activity,
        "page": page,
        "rows": [(prize, names.get(prize.entrant.position or 0, "")) for prize in page],
        "states": [(value, label, counts[value]) for value, label in PrizeState.choices],
        "chosen": state,
        "forfeit": ForfeitForm(),
        "courier": courier or CourierForm(),
        "problem": problem,
    }
    return render(request, "desk/draws/prizes.html", shown, status=UNPROCESSABLE if problem else 200)


@needs(Permission.RUN_ACTIVITY)
@require_POST
def deliver(request: DeskRequest, code: str) -> HttpResponse:
    prize = prize_for(request.user, code)
    try:
        actions.deliver(prize=prize, by=request.user)
    except Problem as problem:
        return _page(request, plan_for(request.user, prize.draw.plan.code), problem=problem)
    messages.success(request, _("Handed over."))
    return _back(prize)


@needs(Permission.RUN_ACTIVITY)
@require_POST
def forfeit(request: DeskRequest, code: str) -> HttpResponse:
    """To the next alternate, by the record."""
    prize, form = prize_for(request.user, code), ForfeitForm(request.POST)
    if form.is_valid():
        try:
            actions.forfeit(prize=prize, reason=form.cleaned_data["reason"], by=request.user)
        except Problem as problem:
            return _page(request, plan_for(request.user, prize.draw.plan.code), problem=problem)
        messages.success(request, _("Forfeited; the next alternate is shown below and in the public record."))
    return _back(prize)


@needs(Permission.RUN_ACTIVITY)
@require_POST
def couriers(request: DeskRequest, code: str) -> HttpResponse:
    """What a parcel needs, as a spreadsheet; for what and to whom is written down first."""
    plan, form = plan_for(request.user, code), CourierForm(request.POST)
    said = {name: form.data.get(name, "")[:200] for name in form.fields}
    try:
        found = actions.hand_to_courier(plan=plan, **said, by=request.user)
    except Problem as problem:
        return _page(request, plan, problem=problem, courier=form)
    rows = [
        [
            one.code,
            one.tier.name,
            one.tier.prize,
            *(one.delivery.get(need, "") for need in ("name", "phone", "address")),
        ]
        for one in found
    ]
    headings = [_("Code"), _("Tier"), _("Prize"), _("Name"), _("Phone"), _("Address")]
    notes = [[_("For what"), _("To whom")], [said["purpose"], said["receiver"]]]
    return download(_("Deliveries"), headings, rows, notes)


@needs(Permission.RUN_ACTIVITY)
@require_POST
def archive(request: DeskRequest, code: str) -> HttpResponse:
    """The two-year archive."""
    plan = plan_for(request.user, code)
    content = actions.take_archive(plan=plan, by=request.user)
    headers = {"Content-Disposition": f'attachment; filename="draw-{plan.code}.zip"'}
    return HttpResponse(content, content_type="application/zip", headers=headers)


def _back(prize: Prize) -> HttpResponse:
    return redirect("desk_draws:prizes", prize.draw.plan.code)
