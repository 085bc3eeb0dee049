"""Rows held until the transaction ends, always in the order plan, draw, prize; and the audit row."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from worldday.base import audit, scope
from worldday.base.audit import Actor
from worldday.base.changes import Values
from worldday.base.problems import Problem
from worldday.draws.models import Draw, Prize, PrizePlan


class NotYet(Problem):
    sentence = _("The draw has not come that far; nothing was changed.")


def locked_plan(plan: PrizePlan) -> PrizePlan:
    """The plan as it is now. Whatever is done to a plan or its draw passes here, so that nothing is done twice at once."""
    with scope.everything("the view has fetched it through its permission"):
        rows = PrizePlan.objects.select_for_update(of=("self",)).select_related("activity__campaign__owner")
        found: PrizePlan = rows.get(pk=plan.pk)
    return found


def draw_of(plan: PrizePlan) -> Draw:
    """The draw of a plan that is held. Raises `NotYet` while the randomness has not been committed."""
    found = Draw.objects.filter(plan=plan).first()
    if found is None:
        raise NotYet(_("The randomness has not been committed yet; that comes first. Nothing was changed."))
    return found


def locked_prize(prize: Prize) -> Prize:
    """The prize as it is now, its plan and draw held before it."""
    with scope.everything("the view has fetched it through its permission"):
        locked_plan(PrizePlan(pk=prize.draw.plan_id))
        rows = Prize.objects.select_for_update(of=("self",)).select_related(
            "draw__plan__activity__campaign__owner", "tier", "entrant"
        )
        return rows.get(pk=prize.pk)


def record(action: str, plan: PrizePlan, by: Actor, before: Values | None = None, after: Values | None = None) -> None:
    path = plan.activity.campaign.owner.path
    audit.record(by=by, action=action, target=plan, scope_path=path, before=before, after=after)
