"""Stories of the reporting, played in the order of their days: one step is one verb."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from worldday.base import clock
from worldday.campaigns.actions import change_activity, record_actual
from worldday.campaigns.models import Activity, Campaign, Task, TaskState
from worldday.reports.actions import asking, passing, plans, programme, reviewing, writing
from worldday.reports.models import Filing
from worldday.units.models import Membership, Staff, Unit

from .pictures import add_picture

Row = dict[str, Any]
ORGANISER = "organiser@example.org"


@dataclass
class People:
    """Who does what: the organiser, and the demo's clerk of each unit (the organiser where a unit has none)."""

    organiser: Staff
    clerks: dict[int, Staff]
    units: dict[str, Unit]  # by name and by short name

    def unit(self, name: str) -> Unit:
        return self.units[name]

    def clerk(self, unit: Unit) -> Staff:
        return self.clerks.get(unit.pk, self.organiser)


def people(root: Unit) -> People:
    units = list(Unit.objects.filter(path__startswith=root.path))
    named = {name: unit for unit in units for name in (unit.short_name, unit.name) if name}
    rows = Membership.objects.filter(role="unit-staff", staff__email__endswith="@example.org").select_related("staff")
    clerks = {row.unit_id: row.staff for row in rows.order_by("-pk")}
    return People(Staff.objects.get(email=ORGANISER), clerks, named)


def is_untouched(campaign: Campaign, story: Row) -> bool:
    """Nobody has begun it; also true for what is only going to be asked."""
    task = _task(campaign, story)
    if task is None:
        return True
    begun = Filing.objects.filter(task=task).exists() or task.passed_on.exists()
    return task.state == TaskState.OPEN and not begun


def play(campaign: Campaign, stories: Iterable[Row], people: People) -> list[str]:
    """Take the steps whose days have come, oldest first; codes of the tasks that something happened to."""
    steps = [(date.fromisoformat(step["on"]), story, step) for story in stories for step in story["steps"]]
    taken: dict[str, None] = {}
    for day, story, step in sorted(steps, key=lambda one: one[0]):
        task = _task(campaign, story) if day <= clock.today() else None
        if task is None:
            continue
        with clock.standing_at(day):
            STEPS[step["do"]](task, step, people)
        taken[task.code] = None
        taken |= dict.fromkeys(task.passed_on.values_list("code", flat=True))
    return list(taken)


def _task(campaign: Campaign, story: Row) -> Task | None:
    unit = (
        {"unit__short_name": story["unit"]} if story["unit"].endswith("区市场监管局") else {"unit__name": story["unit"]}
    )
    rows = Task.objects.filter(campaign=campaign, what=story["what"], **unit)
    found: Task | None = rows.select_related("campaign__owner", "unit", "issuer").first()
    return found


def _send(task: Task, step: Row, people: People) -> None:
    clerk, text = people.clerk(task.unit), step.get("text", "")
    filing = writing.open_filing(task=task, by=clerk)
    if rows := step.get("rows"):
        filing = plans.put_rows(filing=filing, rows=_rows(task, filing, rows), revision=filing.revision, by=clerk)
    for picture in step.get("photos", []):
        add_picture(task=task, said=picture, by=clerk)
    marks = [[at, at + len(words)] for words in step.get("highlights", []) if (at := text.find(words)) >= 0]
    points = list(range(len(task.points))) if step.get("ticked", True) else []
    filing = writing.save_draft(
        filing=filing, revision=filing.revision, text=text, highlights=marks, points=points, by=clerk
    )
    writing.send(filing=filing, by=clerk)


def _rows(task: Task, filing: Filing, rows: list[Row]) -> list[Row]:
    """With the city's activity for its number, and a row of the returned version kept under its code."""
    activities = {one.seq: one for one in Activity.objects.filter(campaign=task.campaign, parent=None)}
    codes = dict(filing.rows.values_list("name", "code"))
    return [
        row
        | {"parent": activities.get(row.get("parent", ""))}
        | ({"code": codes[row["name"]]} if row["name"] in codes else {})
        for row in rows
    ]


def _accept(task: Task, _step: Row, people: People) -> None:
    reviewing.accept(submission=_newest(task), by=_reviewer(task, people))


def _return(task: Task, step: Row, people: People) -> None:
    due = date.fromisoformat(step["due"])
    reviewing.return_submission(
        submission=_newest(task), reason=step["reason"], new_due=due, by=_reviewer(task, people)
    )


def _exempt(task: Task, step: Row, people: People) -> None:
    asking.exempt(tasks=[task], reason=step["reason"], by=people.organiser)


def _pass_on(task: Task, step: Row, people: People) -> None:
    units = [people.unit(name) for name in step["units"]]
    terms = {"points": step["points"], "max_chars": step["max_chars"]}
    passing.pass_on(task=task, units=units, due=date.fromisoformat(step["due"]), by=people.clerk(task.unit), **terms)


def _make_activities(task: Task, _step: Row, people: People) -> None:
    programme.make_activities(submission=_newest(task), by=people.organiser)


def _record_actual(task: Task, step: Row, people: People) -> None:
    activity = Activity.objects.exclude(from_plan="").get(campaign=task.campaign, name=step["activity"])
    days = {field: date.fromisoformat(step[field]) for field in ("start", "end")}
    record_actual(activity=activity, by=people.clerk(task.unit), **days)
    change_activity(activity=activity, changes={"name_en": step["name_en"]}, by=people.organiser)


STEPS: dict[str, Callable[[Task, Row, People], None]] = {
    "send": _send,
    "accept": _accept,
    "return": _return,
    "exempt": _exempt,
    "pass-on": _pass_on,
    "make-activities": _make_activities,
    "record-actual": _record_actual,
}


def _newest(task: Task) -> Any:
    return Filing.objects.select_related("current__filing__task__campaign__owner").get(task=task).current


def _reviewer(task: Task, people: People) -> Staff:
    return people.clerk(task.issuer) if task.issuer else people.organiser
