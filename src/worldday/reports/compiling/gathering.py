"""Everything a report is made of, read once: what sections say is made of this and of nothing else.

Drafts never enter: of each task the newest accepted version is used, else the newest one sent and not yet decided.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from worldday.base import clock
from worldday.campaigns.models import Activity, Campaign, Task, TaskKind
from worldday.campaigns.queries.workplan import activities_of
from worldday.materials import queries as materials
from worldday.materials.models import Material, MaterialKind
from worldday.reports.figures import SourcedFigure, figures_of_campaign
from worldday.reports.models import Compilation, FilingState, Practice, PracticeState, Submission
from worldday.reports.queries import board
from worldday.units.models import Unit

PICTURES = 12  # shown where nobody has chosen: what a reader still looks at
USED = (FilingState.ACCEPTED, FilingState.SUBMITTED)


@dataclass(frozen=True)
class Sent:
    """A version that is used, with its unit and what it was sent for."""

    code: str
    number: int
    accepted: bool
    sent_at: datetime
    unit: Unit
    what: str
    task: int
    text: str
    highlights: list[list[int]]
    materials: list[str]


@dataclass
class Gathered:
    campaign: Campaign
    issuer: Unit
    at: datetime  # the domain's moment of reading
    activities: list[Activity]  # with .light and roles; a district's own part of them for a district
    tasks: list[Task]  # asked by the issuer, with units and filings
    sent: list[Sent]
    figures: dict[int, list[SourcedFigure]]  # by activity
    pictures: list[Material]
    practices: list[Practice]
    progress: board.Progress
    whole: bool = True  # of the whole campaign; False = a unit's own part
    summaries: list[Sent] = field(default_factory=list)

    @property
    def units(self) -> list[Unit]:
        """Units that were asked, each once, in order."""
        return list({task.unit_id: task.unit for task in self.tasks}.values())


def gather(compilation: Compilation) -> Gathered:
    """Reads in the caller's scope (the background looks at everything, and takes only what the issuer asked for)."""
    campaign, issuer = compilation.campaign, compilation.issuer
    whole = issuer.pk == campaign.owner_id
    activities = [one for one in activities_of(campaign) if whole or _has_part(one, issuer)]
    tasks = _tasks(campaign, issuer)
    sent = list(_sent(tasks))
    return Gathered(
        campaign=campaign,
        issuer=issuer,
        at=clock.now(),
        activities=activities,
        tasks=tasks,
        sent=sent,
        figures=_figures(campaign, activities, None if whole else issuer),
        pictures=_pictures(compilation, sent),
        practices=_practices(campaign, None if whole else issuer),
        progress=board.progress(campaign, issuer),
        whole=whole,
        summaries=[one for one in sent if one.what == TaskKind.SUMMARY and one.text.strip()],
    )


def usable_pictures(campaign: Campaign, sent: Iterable[Sent]) -> list[Material]:
    """Photos that consent and right allow in reports, and that came with a version that is used (or with no task at all)."""
    codes = {code for one in sent for code in one.materials}
    photos = materials.of_campaign(campaign, usable_in="report").filter(kind=MaterialKind.PHOTO)
    return [one for one in photos if one.code in codes or one.task_id is None]


def sent_for(campaign: Campaign, issuer: Unit) -> list[Sent]:
    """The versions a report of `issuer` would use now."""
    return list(_sent(_tasks(campaign, issuer)))


def by_rule(photos: list[Material]) -> list[Material]:
    """What is shown where nobody chose: captioned ones first, one per unit before a second of any."""
    turns: dict[int, int] = {}
    ranked: list[tuple[int, int, Material]] = []
    for photo in sorted(photos, key=lambda one: not one.caption):
        turns[photo.unit_id] = turns.get(photo.unit_id, 0) + 1
        ranked.append((turns[photo.unit_id], len(ranked), photo))
    return [photo for _turn, _place, photo in sorted(ranked, key=lambda one: one[:2])][:PICTURES]


def _pictures(compilation: Compilation, sent: list[Sent]) -> list[Material]:
    usable = usable_pictures(compilation.campaign, sent)
    if compilation.campaign.owner_id != compilation.issuer_id:
        usable = [one for one in usable if one.unit.path.startswith(compilation.issuer.path)]
    if compilation.photos is None:
        return by_rule(usable)
    place = {code: number for number, code in enumerate(compilation.photos)}
    return sorted((one for one in usable if one.code in place), key=lambda one: place[one.code])


def _tasks(campaign: Campaign, issuer: Unit) -> list[Task]:
    """What the issuer asked for, as its board counts it, and exemptions; closed units only where they fulfilled."""
    rows = Task.objects.filter(board.asked_by(campaign, issuer)).filter(board.EXPECTED | board.EXEMPT)
    found = list(rows.select_related("unit", "filing"))
    found.sort(key=lambda task: (task.unit.path.count("/"), task.unit.type, task.unit_id, task.what, task.pk))
    return found


def _sent(tasks: list[Task]) -> Iterable[Sent]:
    """Two per cent of what is stored is read: no findings, figures or rows of versions."""
    by_filing = {task.filing.pk: task for task in tasks if hasattr(task, "filing")}
    asked = Q(filing__task__campaign=tasks[0].campaign_id) if tasks else Q(pk__in=[])
    rows = Submission.objects.filter(asked, state__in=USED).order_by("filing", "number")
    best: dict[int, tuple[bool, int]] = {}
    for filing, number, state in rows.values_list("filing", "number", "state"):
        best[filing] = max(best.get(filing, (False, 0)), (state == FilingState.ACCEPTED, number))
    names = ("filing", "number", "code", "state", "sent_at", "text", "highlights", "materials")
    found: dict[int, Sent] = {}
    for filing, number, code, state, at, text, marks, codes in rows.values_list(*names).iterator(2000):
        task = by_filing.get(filing)
        if task is not None and best[filing][1] == number:
            accepted = state == FilingState.ACCEPTED
            found[task.pk] = Sent(code, number, accepted, at, task.unit, task.what, task.pk, text, marks, codes)
    return [found[task.pk] for task in tasks if task.pk in found]


def _figures(campaign: Campaign, activities: list[Activity], below: Unit | None) -> dict[int, list[SourcedFigure]]:
    """By activity. A unit's own part counts what its own units counted, and records of activities nobody else had a part in."""
    wanted = {one.pk: one for one in activities}
    found: dict[int, list[SourcedFigure]] = {}
    for figure in figures_of_campaign(campaign):
        activity = wanted.get(figure.activity.pk)
        if activity is not None and (below is None or _of(figure, activity, below)):
            found.setdefault(activity.pk, []).append(figure)
    return found


def _of(figure: SourcedFigure, activity: Activity, below: Unit) -> bool:
    if figure.unit is not None:
        return figure.unit.path.startswith(below.path)
    return all(role.unit.path.startswith(below.path) for role in activity.roles.all())


def _has_part(activity: Activity, issuer: Unit) -> bool:
    return any(role.unit.path.startswith(issuer.path) for role in activity.roles.all())


def _practices(campaign: Campaign, below: Unit | None) -> list[Practice]:
    rows = Practice.objects.filter(campaign=campaign).exclude(state=PracticeState.DECLINED)
    if below is not None:
        rows = rows.filter(unit__path__startswith=below.path)
    return list(rows.select_related("unit", "submission").order_by("theme", "id"))
