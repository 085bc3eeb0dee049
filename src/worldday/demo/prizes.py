"""The prize plans of the demo, published through the verbs before the quiz opens. Nobody plays or wins here."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localtime

from worldday.base import clock
from worldday.base.audit import Actor
from worldday.campaigns.models import Activity
from worldday.draws import actions
from worldday.draws.terms import PrizeTier

from . import files


def publish_prizes(*, by: Actor) -> None:
    """Each plan of `prizes.json`, as of two days before its quiz opens; one that is published is left alone."""
    for row in files.content("prizes.json")["plans"]:
        activity = Activity.objects.select_related("campaign__owner", "quiz").get(
            campaign__slug=row["campaign"], seq=row["seq"]
        )
        opens: datetime = activity.quiz.opens_at or clock.now()
        with clock.standing_at((localtime(opens) - timedelta(days=2)).date()):
            _publish(activity, row, by)


def _publish(activity: Activity, row: dict[str, Any], by: Actor) -> None:
    plan = actions.make_plan(activity=activity, by=by)
    if plan.version:
        return
    actions.set_plan(plan=plan, changes=row["choices"], statements=row["statements"], by=by)
    actions.set_tiers(plan=plan, tiers=[PrizeTier(**tier) for tier in row["tiers"]], by=by)
    actions.list_insiders(plan=plan, phones=[], sort="staff", by=by)
    actions.publish_plan(plan=plan, by=by)
