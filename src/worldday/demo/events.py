"""The ceremonies, forums and open days of the two notices, set up through the verbs. Nobody books here but visitors."""

import io
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.dateparse import parse_date, parse_datetime

from worldday.base.audit import Actor
from worldday.campaigns.actions import add_activity
from worldday.campaigns.models import Activity
from worldday.events.actions import agenda, leaving, setting_up, slots, surveying
from worldday.events.models import Event, HandoutSort

from . import files
from .papers import paper

Row = dict[str, Any]
MOMENTS = ("starts_at", "ends_at", "opens_at")
DAYS = ("window_start", "window_end")
SAMPLE = "sample:"  # how the address of a page of our own begins
LINKS = ("live_url", "recording_url")


def announce_events(*, by: Actor) -> None:
    """Each event of `events.json` that nobody has given a sitting yet; the others are left as people have them, but for links
    to the demo's own pages, which follow its address."""
    for row in files.content("events.json")["events"]:
        event = setting_up.set_up_event(activity=_activity(row, by), by=by)
        if event.slots.exists():
            _follow(event, by)
        else:
            _announce(event, row, by)


def _activity(row: Row, by: Actor) -> Activity:
    """The line of the notice, or the part of it that the row describes: a line may speak of several things."""
    found: Activity = Activity.objects.select_related("campaign__owner").get(
        campaign__slug=row["campaign"], seq=row["seq"]
    )
    if "part" not in row:
        return found
    part: Row = {name: parse_date(value) if name in DAYS else value for name, value in row["part"].items()}
    known: Activity | None = Activity.objects.filter(parent=found, name=part["name"]).first()
    units = [(role.unit, role.role) for role in found.roles.select_related("unit")]
    return known or add_activity(campaign=found.campaign, kind="event", parent=found, units=units, by=by, **part)


def _announce(event: Event, row: Row, by: Actor) -> None:
    event = setting_up.change_event(event=event, changes=_read(row["values"]), by=by)
    sites = [agenda.add_site(event=event, values=_read(values), by=by) for values in row["sites"]]
    for values in row["slots"]:
        slots.add_slot(event=event, values=_read(values) | {"site": sites[values["site"]]}, by=by)
    for values in row["sessions"]:
        agenda.add_session(event=event, values=_read(values), by=by)
    surveying.set_survey(event=event, by=by, **row["survey"])
    if said := row.get("handout"):
        leaving.add_handout(
            event=event,
            sort=HandoutSort.DOCUMENT,
            title=said["title"],
            title_en=said["title_en"],
            credit="由演示系统生成（示例）",
            credit_en="Made by the demo (sample)",
            file=io.BytesIO(paper(said["title"], said["lines"], said["title_en"])),
            by=by,
        )
    setting_up.announce(event=event, by=by)


def _follow(event: Event, by: Actor) -> None:
    """The same links under the address the installation has now."""
    moved = _moved(event.online_url)
    if moved != event.online_url:
        setting_up.change_event(event=event, changes={"online_url": moved}, by=by)
    for one in event.sessions.all():
        changes = {name: _moved(getattr(one, name)) for name in LINKS}
        agenda.change_session(session=one, changes=changes, by=by)
    for site in event.sites.all():
        agenda.change_site(site=site, changes={"map_url": _moved(site.map_url)}, by=by)


def _moved(address: str) -> str:
    ours = [page for page in ("meeting", "tour", "map") if address.endswith(reverse("public:sample", args=[page]))]
    return _ours(ours[0]) if ours else address


def _ours(page: str) -> str:
    return f"{settings.PUBLIC_URL}{reverse('public:sample', args=[page])}"


def _read(values: Row) -> Row:
    """Moments are written as ISO 8601 with offset, pages of our own as sample:<name>."""
    return {name: _value(name, value) for name, value in values.items()}


def _value(name: str, value: Any) -> Any:
    if name in MOMENTS:
        return parse_datetime(value) if value else None
    return _ours(value.removeprefix(SAMPLE)) if isinstance(value, str) and value.startswith(SAMPLE) else value
