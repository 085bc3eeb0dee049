"""The ceremonies, forums and open days of the two notices, set up through the verbs. Nobody books here but visitors."""

from typing import Any

from django.utils.dateparse import parse_datetime

from worldday.base.audit import Actor
from worldday.campaigns.models import Activity
from worldday.events.actions import agenda, setting_up, slots
from worldday.events.models import Event

from . import files

Row = dict[str, Any]
MOMENTS = ("starts_at", "ends_at", "opens_at")


def announce_events(*, by: Actor) -> None:
    """Each event of `events.json` that nobody has given a sitting yet; the others are left as people have them."""
    for row in files.content("events.json")["events"]:
        activity = Activity.objects.select_related("campaign__owner").get(
            campaign__slug=row["campaign"], seq=row["seq"]
        )
        event = setting_up.set_up_event(activity=activity, by=by)
        if not event.slots.exists():
            _announce(event, row, by)


def _announce(event: Event, row: Row, by: Actor) -> None:
    event = setting_up.change_event(event=event, changes=_read(row["values"]), by=by)
    sites = [agenda.add_site(event=event, values=values, by=by) for values in row["sites"]]
    for values in row["slots"]:
        slots.add_slot(event=event, values=_read(values) | {"site": sites[values["site"]]}, by=by)
    for values in row["sessions"]:
        agenda.add_session(event=event, values=_read(values), by=by)
    setting_up.announce(event=event, by=by)


def _read(values: Row) -> Row:
    """Moments are written as ISO 8601 with offset."""
    return {name: parse_datetime(value) if name in MOMENTS else value for name, value in values.items()}
