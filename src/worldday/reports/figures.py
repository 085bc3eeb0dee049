"""数据: every number a report may use, each with where it came from. What is not here was not counted.

Two sources: what an activity's kind counts in its own records (`evidence()` of campaigns/kinds.py), and what units counted by
hand (`ReportedFigure`). Words are in the language of whoever asks; keys never change with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal

from django.db.models import Count, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import get_language, gettext, override, pgettext
from django.utils.translation import gettext_lazy as _

from worldday.base import clock, scope
from worldday.campaigns import kinds
from worldday.campaigns.kinds import Figure
from worldday.campaigns.models import Activity, Campaign
from worldday.materials.models import Material, MaterialKind, MaterialState
from worldday.units.models import Unit

from .models import ReportedFigure

Number = int | float | Decimal
_GROUPED_FROM = 10_000  # Chinese readers take four digits in at a glance (GB/T 15835 leaves it open)


@dataclass(frozen=True)
class SourcedFigure:
    """One number, its definition and its source. `key` names it for ever: `evidence:…`, `reported:…` or `materials:…`."""

    key: str
    activity: Activity
    unit: Unit | None  # whose count it is; None = of the whole activity
    name: str
    value: Number
    measure: str  # 人次, 份 …; may be empty
    definition: str
    source: str
    taken_at: datetime

    @property
    def text(self) -> str:
        """Number and unit of measure as a sentence holds them: 1286人次, 1,286 visits, 86.5%."""
        return with_measure(self.value, self.measure)


def with_measure(value: Number, measure: str) -> str:
    """1286人次 in Chinese, 1,286 visits in English."""
    between = "" if not measure or measure == "%" or _chinese() else " "
    return f"{plain(value)}{between}{measure}"


def plain(value: Number) -> str:
    """The number without needless decimals, its thousands grouped where that helps."""
    exact = Decimal(str(value)).normalize()
    grouped = not _chinese() or abs(exact) >= _GROUPED_FROM
    return f"{exact:,f}" if grouped else f"{exact:f}"


def _chinese() -> bool:
    return (get_language() or "").startswith("zh")


def figures_of(activity: Activity) -> list[SourcedFigure]:
    """What this activity has produced: its records first, then what units counted, as they were entered."""
    return _figures([activity], _reported(activity=activity))


def figures_of_campaign(campaign: Campaign) -> list[SourcedFigure]:
    """The same for every activity, in the notice's order. Six queries, and those of the kinds that have records to count."""
    activities = list(Activity.objects.filter(campaign=campaign).order_by("position", "id"))
    for activity in activities:
        activity.campaign = campaign
    for kind in kinds.all_kinds():
        if kind.prefetch:
            prefetch_related_objects(activities, *kind.prefetch)
    return _figures(activities, _reported(activity__campaign=campaign))


def materials_of_campaign(campaign: Campaign) -> list[SourcedFigure]:
    """How many photos, videos and documents units sent for each activity: what can be counted of any activity. Two queries."""
    with scope.everything("numbers only: nobody's file is shown"):
        rows = (
            Material.objects.filter(campaign=campaign, state=MaterialState.READY, removed_at=None)
            .exclude(activity=None)
            .order_by("activity__position", "activity", "kind")
            .values_list("activity", "kind")
            .annotate(n=Count("pk"))
        )
        counted = list(rows)
        activities = Activity.objects.in_bulk([activity for activity, _kind, _n in counted])
    return [_materials(activities[activity], kind, n) for activity, kind, n in counted]


def _figures(activities: Iterable[Activity], reported: Iterable[ReportedFigure]) -> list[SourcedFigure]:
    by_hand: dict[int, list[ReportedFigure]] = {}
    for row in reported:
        by_hand.setdefault(row.activity_id, []).append(row)
    found: list[SourcedFigure] = []
    for activity in activities:
        found += _evidence(activity)
        found += [_by_hand(activity, row) for row in by_hand.get(activity.pk, ())]
    return found


def _reported(**of: object) -> Iterable[ReportedFigure]:
    found: Iterable[ReportedFigure] = (
        ReportedFigure.objects.filter(withdrawn_at=None, **of).select_related("unit").order_by("id")
    )
    return found


def _evidence(activity: Activity) -> Iterator[SourcedFigure]:
    seen: Counter[str] = Counter()
    for figure in kinds.evidence_of(activity):
        key = f"evidence:{activity.code}:{_in_english(figure)}"
        seen[key] += 1
        yield SourcedFigure(
            key=key if seen[key] == 1 else f"{key}~{seen[key]}",  # a district and an entrance may share a name
            activity=activity,
            unit=None,
            name=str(figure.name),
            value=figure.value,
            measure=str(figure.measure),
            definition=str(figure.definition),
            source=figure.source,
            taken_at=figure.taken_at,
        )


def _in_english(figure: Figure) -> str:
    """The name no reader's language changes."""
    with override("en"):
        return str(figure.name)


def _by_hand(activity: Activity, row: ReportedFigure) -> SourcedFigure:
    counted_at = timezone.make_aware(datetime.combine(row.counted_on, time.min))
    return SourcedFigure(
        key=f"reported:{row.code}",
        activity=activity,
        unit=row.unit,
        name=row.name,
        value=row.value,
        measure=row.measure,
        definition=row.definition,
        source=row.source,
        taken_at=counted_at,
    )


_MATERIALS = {
    MaterialKind.PHOTO: _("Photos sent"),
    MaterialKind.VIDEO: _("Videos sent"),
    MaterialKind.DOCUMENT: _("Documents sent"),
}


def _materials(activity: Activity, kind: str, n: int) -> SourcedFigure:
    return SourcedFigure(
        key=f"materials:{activity.code}:{kind}",
        activity=activity,
        unit=None,
        name=str(_MATERIALS[MaterialKind(kind)]),
        value=n,
        measure=pgettext("measure", "items"),
        definition=gettext("files sent for this activity that could be opened and were not removed"),
        source=f"materials, activity {activity.code}",
        taken_at=clock.now(),
    )
