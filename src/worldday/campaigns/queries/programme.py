"""What the public reads about a campaign. One slim index of all activities decides what is shown; only what is shown is
loaded in full, so that a page costs the same few queries, and nearly the same time, for 21 activities or 500."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.functional import Promise

from worldday.campaigns.kinds import Kind, kind_of
from worldday.campaigns.models import Activity, ActivityState, ActivityUnit, Campaign, UnitRole
from worldday.campaigns.phases import Days, Phase, days_of, phase_of, week_of
from worldday.units.models import Unit


@dataclass(frozen=True)
class Line:
    """One activity in the index."""

    id: int
    position: int
    kind: str
    district: str
    state: str
    days: Days
    parent: int | None = None  # the city's activity that a district's own one belongs to

    def phase(self, today: date) -> Phase:
        return phase_of(self.days, state=self.state, today=today)


@dataclass(frozen=True)
class Entry:
    """One activity as a page shows it; `roles` carry their units."""

    activity: Activity
    kind: Kind
    days: Days
    phase: Phase
    roles: Sequence[ActivityUnit]

    @property
    def finished(self) -> bool:
        return self.phase == Phase.OVER

    @property
    def parties(self) -> list[Party]:
        """Its units by role, in the notice's order; within a role, many units behind one phrase stay one group."""
        words = dict(UnitRole.choices)
        found: dict[str, Party] = {}
        for role in self.roles:
            party = found.setdefault(role.role, Party(words.get(role.role, role.role), {}))
            party.phrases.setdefault(role.phrase, []).append(role.unit)
        return list(found.values())


@dataclass(frozen=True)
class Party:
    """Units that share a role, by the notice's phrase: “各区市场监管局” stands for seventeen."""

    role: str | Promise
    phrases: dict[str, list[Unit]]


@dataclass(frozen=True)
class Figures:
    activities: int
    units: int
    on_today: int
    over: int


def published() -> QuerySet[Campaign]:
    """Campaigns in the viewer's scope with their themes, newest first."""
    found: QuerySet[Campaign] = Campaign.objects.prefetch_related("themes").select_related("owner")
    return found


def by_nearness(campaigns: Iterable[Campaign], today: date) -> list[Campaign]:
    """Today's first, then the next ones, then those that are past, the latest first; undated ones last."""

    def key(campaign: Campaign) -> tuple[int, int]:
        if campaign.starts_on is None or campaign.ends_on is None:
            return 3, 0
        if campaign.starts_on <= today <= campaign.ends_on:
            return 0, 0
        away = (campaign.starts_on - today).days
        return (1, away) if away > 0 else (2, -away)

    return sorted(campaigns, key=key)


def index_of(campaign: Campaign) -> list[Line]:
    """The campaign's activities, slim, in the notice's order, without what districts do below one of them. One query."""
    return [line for line in whole_index(campaign) if line.parent is None]


def whole_index(campaign: Campaign) -> list[Line]:
    """The same with what districts do below one of them. One query."""
    said = ("id", "position", "kind", "district", "state", "parent")
    days = ("window_start", "window_end", "actual_start", "actual_end")
    rows = Activity.objects.filter(campaign=campaign).order_by("position", "id").values_list(*said, *days)
    return [
        Line(id_, position, kind, district, state, _days(*days), parent)
        for id_, position, kind, district, state, parent, *days in rows
    ]


def _days(start: date | None, end: date | None, really_start: date | None, really_end: date | None) -> Days:
    return days_of(window_start=start, window_end=end, actual_start=really_start, actual_end=really_end)


def on_today(index: Iterable[Line], today: date) -> list[Line]:
    """What is on, the most particular first: a single day before a month, then whatever ends sooner."""
    on = [line for line in index if line.phase(today) in (Phase.ON, Phase.LAST_DAYS) and line.days.covers(today)]
    return sorted(on, key=lambda line: (line.days.length, line.days.end or date.max, line.position))


def this_week(index: Iterable[Line], today: date) -> list[Line]:
    """What begins or ends between this Monday and Sunday, and has not been cancelled."""
    monday, sunday = week_of(today)
    here = [x for x in index if x.state != ActivityState.CANCELLED and x.days.begins_or_ends_within(monday, sunday)]
    return sorted(here, key=lambda line: (line.days.start or date.min, line.position))


def entries(ids: Iterable[int], today: date) -> dict[int, Entry]:
    """The activities with these ids, in full. Two queries, whatever their number."""
    roles = ActivityUnit.objects.select_related("unit").order_by("position", "id")
    rows = (
        Activity.objects.filter(pk__in=set(ids)).select_related("campaign").prefetch_related(Prefetch("roles", roles))
    )
    return {row.pk: entry_of(row, today) for row in rows}


def entry_of(activity: Activity, today: date) -> Entry:
    days = _days(activity.window_start, activity.window_end, activity.actual_start, activity.actual_end)
    phase = phase_of(days, state=activity.state, today=today)
    return Entry(activity, kind_of(activity), days, phase, list(activity.roles.all()))


def season(index: Iterable[Line]) -> Days:
    """The first and the last day of the whole programme, for drawing each activity's days along it."""
    days = [line.days for line in index]
    starts, ends = [d.start for d in days if d.start], [d.end for d in days if d.end]
    return Days(min(starts, default=None), max(ends, default=None))


def figures(campaign: Campaign, index: Sequence[Line], today: date) -> Figures:
    """Counts of the campaign as it stands today. One query, for the units."""
    phases = Counter(line.phase(today) for line in index)
    roles = ActivityUnit.objects.filter(activity__campaign=campaign, activity__parent=None)
    units = roles.aggregate(n=Count("unit", distinct=True))["n"]
    return Figures(len(index), units, len(on_today(index, today)), phases[Phase.OVER])


def activity_of(campaign_slug: str, code: str) -> QuerySet[Activity]:
    """The one activity of a published campaign, with units and roles; empty when there is none."""
    roles = ActivityUnit.objects.select_related("unit").order_by("position", "id")
    found: QuerySet[Activity] = Activity.objects.filter(campaign__slug=campaign_slug, code=code)
    return found.select_related("campaign", "campaign__owner", "parent").prefetch_related(
        Prefetch("roles", roles), "campaign__themes"
    )


def neighbours(activity: Activity) -> tuple[Activity | None, Activity | None]:
    """The activities before and after in the notice's order; of a district's own one, those beside it below the same one."""
    around = Activity.objects.filter(campaign=activity.campaign_id, parent=activity.parent_id).only(
        "code", "name", "name_en", "campaign_id"
    )
    before = around.filter(position__lt=activity.position).order_by("-position", "-id").first()
    after = around.filter(position__gt=activity.position).order_by("position", "id").first()
    return before, after


def units_of(campaign: Campaign) -> QuerySet[Unit]:
    """Units with a part in the campaign's activities, those with most first; `parts` counts the activities."""
    mine = Count("activity_roles__activity", distinct=True)
    return (
        Unit.objects.filter(activity_roles__activity__campaign=campaign).annotate(parts=mine).order_by("-parts", "path")
    )


def unit_in(campaign: Campaign, code: str) -> Unit | None:
    """A unit that takes part in the campaign, or None: units outside it have no page here."""
    takes_part = Q(participations__campaign=campaign) | Q(activity_roles__activity__campaign=campaign)
    return Unit.objects.filter(takes_part, code=code).distinct().first()


def parts_of(campaign: Campaign, unit: Unit, today: date) -> list[Entry]:
    """What a unit does in the campaign, in order of days."""
    ids = ActivityUnit.objects.filter(activity__campaign=campaign, unit=unit).values_list("activity", flat=True)
    found = entries(ids, today).values()
    return sorted(found, key=lambda entry: (entry.days.start or date.max, entry.activity.position))
