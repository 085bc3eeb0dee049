from datetime import date

from worldday.base import clock, scope
from worldday.base.ids import new_code
from worldday.campaigns.models import Activity, ActivityUnit, Campaign, Participation, Task
from worldday.units.models import Unit

from .units import make_unit


def make_campaign(*, owner: Unit | None = None, state: str = "live", **fields) -> Campaign:
    """World Standards Day 2020, live, unless told otherwise."""
    values = {
        "slug": f"day-{new_code()}",
        "name": "世界标准日",
        "year": 2020,
        "starts_on": date(2020, 10, 14),
        "ends_on": date(2020, 10, 14),
        "published_at": None if state == "draft" else clock.wall(),
    }
    return Campaign.objects.create(owner=owner or make_unit(), state=state, **(values | fields))


def make_activity(campaign: Campaign, *, units: list[Unit] = (), role: str = "responsible", **fields) -> Activity:
    values = {
        "name": "标准化线上知识竞答",
        "kind": "quiz",
        "window_text": "10月中旬",
        "window_start": date(2020, 10, 11),
        "window_end": date(2020, 10, 20),
        "window_precision": "ten-day",
    }
    with scope.everything("factory"):
        activity = Activity.objects.create(campaign=campaign, **(values | fields))
    for position, unit in enumerate(units):
        ActivityUnit.objects.create(activity=activity, unit=unit, role=role, position=position)
        Participation.objects.get_or_create(campaign=campaign, unit=unit)
    return activity


def make_task(campaign: Campaign, unit: Unit, **fields) -> Task:
    Participation.objects.get_or_create(campaign=campaign, unit=unit)
    values = {"what": "summary", "due": date(2020, 10, 23), "due_text": "10月23日前"}
    with scope.everything("factory"):
        return Task.objects.create(campaign=campaign, unit=unit, **(values | fields))
