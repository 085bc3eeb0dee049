"""我的报送: what one unit owes, and how each stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from django.db.models import Count, Min, Prefetch, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from worldday.base import clock
from worldday.campaigns.lights import Light, task_light
from worldday.campaigns.models import CampaignState, Task, TaskState
from worldday.reports.lateness import is_late
from worldday.reports.models import Filing, FilingState, Submission
from worldday.reports.rules import REPORTING_ROLES
from worldday.units.models import Staff, Unit


class Standing(Enum):
    """How a task stands, as its writer sees it: (slug, words)."""

    OWED = ("owed", _("Not begun"))
    WRITING = ("writing", _("Being written"))
    RETURNED = ("returned", _("Returned"))
    SENT = ("sent", _("Sent in"))
    ACCEPTED = ("accepted", _("Accepted"))
    RECEIVED = ("received", _("Received"))  # noted by hand: it came another way
    EXEMPT = ("exempt", _("Exempt"))

    @property
    def slug(self) -> str:
        return self.value[0]

    @property
    def label(self) -> str | Promise:
        return self.value[1]


TO_DO = (Standing.OWED, Standing.WRITING, Standing.RETURNED)


@dataclass(frozen=True)
class Served:
    """A unit somebody reports for; `nearest` is the nearest due day of what it owes."""

    unit: Unit
    owed: int
    nearest: date | None


@dataclass(frozen=True)
class Mine:
    """One line of the list."""

    task: Task
    filing: Filing | None
    standing: Standing
    light: Light
    asked: int  # units below that were asked to help with it
    answered: int  # and how many of them have sent theirs

    @property
    def returned(self) -> Submission | None:
        """The version that came back, with reason and new due day."""
        return self.filing.current if self.filing and self.standing is Standing.RETURNED else None


def units_served(staff: Staff) -> list[Served]:
    """Units for which this person reports by a role in that very unit; one query."""
    open_here = Q(tasks__state=TaskState.OPEN, tasks__campaign__state=CampaignState.LIVE)
    mine = staff.memberships.filter(role__in=REPORTING_ROLES).values("unit")
    units = Unit.objects.filter(closed_on=None, pk__in=mine).order_by("path")
    counted = units.annotate(owed=Count("tasks", filter=open_here), nearest=Min("tasks__due", filter=open_here))
    return [Served(unit, unit.owed, unit.nearest) for unit in counted]


def tasks_of_unit(unit: Unit) -> list[Mine]:
    """What the unit owes in live campaigns: what is to be done first, the nearest day before the others. Three queries."""
    moment = clock.now()
    below = Count("passed_on", filter=~Q(passed_on__state=TaskState.EXEMPT))
    done = Count("passed_on", filter=Q(passed_on__state=TaskState.DONE))
    sent = Prefetch("filing", Filing.objects.select_related("current").defer("text", "current__text"))
    rows = (
        Task.objects.filter(unit=unit, campaign__state=CampaignState.LIVE)
        .select_related("campaign__owner", "unit", "issuer")
        .prefetch_related(sent)
        .annotate(asked=below, answered=done)
    )
    found = [_mine(task, moment) for task in rows]
    return sorted(found, key=lambda one: (one.standing not in TO_DO, one.task.due or date.max, one.task.what))


def standing_of(task: Task, filing: Filing | None) -> Standing:
    """The task's own state wins where it is exempt; otherwise the newest version's."""
    if task.state == TaskState.EXEMPT:
        return Standing.EXEMPT
    if filing is not None and filing.state in _OF_FILING:
        return _OF_FILING[filing.state]
    if task.state == TaskState.DONE:
        return Standing.RECEIVED
    return Standing.WRITING if filing is not None and filing.revision else Standing.OWED


_OF_FILING: dict[str, Standing] = {
    FilingState.SUBMITTED: Standing.SENT,
    FilingState.RETURNED: Standing.RETURNED,
    FilingState.ACCEPTED: Standing.ACCEPTED,
}


def light_at(task: Task, moment: datetime) -> Light:
    """The task's light, to the hour where one is named."""
    if task.state == TaskState.OPEN and is_late(task.due, task.due_time, moment):
        return Light.OVERDUE
    return task_light(task, moment.date())


def filing_of(task: Task) -> Filing | None:
    """The task's file with its newest version, if anybody has begun."""
    rows = Filing.objects.filter(task=task).select_related("current__decided_by", "current__sent_by", "saved_by")
    filing: Filing | None = rows.first()
    if filing is not None:
        filing.task = task
    return filing


def versions_of(filing: Filing) -> list[Submission]:
    """Every version that was sent, the newest first."""
    return list(Submission.objects.filter(filing=filing).select_related("sent_by", "decided_by").order_by("-number"))


def last_returned(filing: Filing) -> Submission | None:
    """The version whose reason and remarks the writer works on: the newest that was judged, if it was returned."""
    current = filing.current
    return current if current is not None and current.state == FilingState.RETURNED else None


def _mine(task: Task, moment: datetime) -> Mine:
    filing: Filing | None = getattr(task, "filing", None)
    return Mine(
        task=task,
        filing=filing,
        standing=standing_of(task, filing),
        light=light_at(task, moment),
        asked=getattr(task, "asked", 0),
        answered=getattr(task, "answered", 0),
    )
