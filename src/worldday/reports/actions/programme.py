"""The organiser turns rows of units' plans into activities of the campaign."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from worldday.base import audit, scope
from worldday.base.audit import Actor
from worldday.base.problems import Problem
from worldday.campaigns.actions import add_activity, change_activity
from worldday.campaigns.models import Activity, CampaignState, Task, UnitRole
from worldday.reports import planned
from worldday.reports.models import FilingState, PlanRow, Submission

from .plans import locked

READY = (FilingState.SUBMITTED, FilingState.ACCEPTED)


@dataclass
class Outcome:
    """What one press did: activities that are new, those brought up to date, and how many rows needed nothing."""

    made: list[Activity] = field(default_factory=list)
    changed: list[Activity] = field(default_factory=list)
    same: int = 0


@transaction.atomic
def make_activities(*, submission: Submission, by: Actor, rows: Collection[str] | None = None) -> Outcome:
    """Make activities of the campaign out of the plan as sent; `rows`: codes of rows, None = all of them.

    A row below one of the city's activities becomes part of it, any other stands by itself; its unit is responsible. A row
    that has become an activity already brings it up to date, but for what people changed since. The same again does nothing,
    and two organisers at once make one set. Raises `Problem` for a version that no longer counts.
    """
    filing = locked(submission.filing)
    submission.refresh_from_db()
    _refuse_past(submission, filing.current_id, filing.task.campaign.state)
    wanted = [row for row in submission.rows if rows is None or row["code"] in rows]
    known = planned.activities_made(row["code"] for row in wanted)
    with scope.everything("activities of the submission's own campaign"):
        parents = planned.parents_of(filing.task.campaign)
    standing = {row.code: row for row in filing.rows.all()}
    outcome = Outcome()
    for row in wanted:
        values = planned.activity_values(row, parents)
        taken = standing[row["code"]].taken if row["code"] in standing else {}
        _make_or_change(
            filing.task, row["code"], values, known=known.get(row["code"]), taken=taken, into=outcome, by=by
        )
    _remember(wanted, parents, standing)
    if outcome.made or outcome.changed:
        _record(submission, outcome, by)
    return outcome


def _refuse_past(submission: Submission, current: int | None, state: str) -> None:
    if submission.pk != current or submission.state not in READY:
        raise Problem(_("This version no longer counts: it was taken back, returned, or a later one has been sent."))
    if state == CampaignState.ARCHIVED:
        raise Problem(_("This campaign is over and archived; publish it again before you add to it."))


def _make_or_change(
    task: Task,
    code: str,
    values: planned.Values,
    *,
    known: Activity | None,
    taken: planned.Values,
    into: Outcome,
    by: Actor,
) -> None:
    if known is None:
        units, place = [(task.unit, UnitRole.RESPONSIBLE)], {"district": task.unit.district, "from_plan": code}
        into.made.append(add_activity(campaign=task.campaign, units=units, by=by, **place, **values))
    elif changes := {one.field: one.theirs for one in planned.changes_of(known, values, taken) if not one.kept}:
        into.changed.append(change_activity(activity=known, changes=changes, by=by))
    else:
        into.same += 1


def _remember(wanted: Sequence[dict[str, Any]], parents: dict[str, Activity], standing: dict[str, PlanRow]) -> None:
    """Beside each row that still stands: its activity, and the values it was made of."""
    made = planned.activities_made(row["code"] for row in wanted)
    rows = [standing[row["code"]] for row in wanted if row["code"] in standing]
    said = {row["code"]: planned.ready_values(planned.activity_values(row, parents)) for row in wanted}
    for row in rows:
        row.activity, row.taken = made[row.code], said[row.code]
    PlanRow.objects.bulk_update(rows, ["activity", "taken"])


def _record(submission: Submission, outcome: Outcome, by: Actor) -> None:
    after = {name: [one.name for one in found] for name in ("made", "changed") if (found := getattr(outcome, name))}
    owner = submission.filing.task.campaign.owner
    audit.record(by=by, action="plan-activities-made", target=submission, scope_path=owner.path, after=after)
