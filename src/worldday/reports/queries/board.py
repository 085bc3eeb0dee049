"""The organiser's board: how much of what was asked for has come, counted in the database in one statement.

What counts is said once, here (`EXPECTED`, `RECEIVED` …) and in words on the page. A unit that was closed or merged away and
an exemption are not expected, so no rate ever exceeds one; what came from a unit that was closed later stays counted on both
sides. In time and late are parts of what is received, so the rate on time never exceeds the rate: a returned report is in
neither, and once it is sent again it counts by its first sending. An empty report is received, but shown beside it:
`doubtful` counts what came with findings.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q

from worldday.base import clock
from worldday.campaigns.lights import NEAR, Light, task_light
from worldday.campaigns.models import Campaign, Task, TaskState
from worldday.reports.models import FilingState
from worldday.units.models import Unit

_OPEN = Q(state=TaskState.OPEN)
_SENT = Q(filing__first_sent_at__isnull=False)
_BY_HAND = Q(state=TaskState.DONE) & ~_SENT  # an organiser wrote it down as received

EXPECTED = Q(state=TaskState.DONE) | Q(state=TaskState.OPEN, unit__closed_on=None)
RECEIVED = Q(state=TaskState.DONE)
ON_TIME = RECEIVED & ((_SENT & Q(filing__late=False)) | (_BY_HAND & (Q(due=None) | Q(closed_on__lte=F("due")))))
LATE = RECEIVED & ((_SENT & Q(filing__late=True)) | (_BY_HAND & Q(closed_on__gt=F("due"))))
RETURNED = EXPECTED & _OPEN & Q(filing__state=FilingState.RETURNED)
TO_REVIEW = RECEIVED & Q(filing__state=FilingState.SUBMITTED)
ACCEPTED = RECEIVED & Q(filing__state=FilingState.ACCEPTED)
EXEMPT = Q(state=TaskState.EXEMPT)
DOUBTFUL = RECEIVED & Q(filing__current__isnull=False) & ~Q(filing__current__findings=[])


def overdue(today: date) -> Q:
    return EXPECTED & _OPEN & Q(due__lt=today)


@dataclass
class Tally:
    """Numbers of tasks. `rate` and `rate_on_time` are shares of what is expected, from 0 to 1; None where nothing is."""

    expected: int = 0
    received: int = 0
    on_time: int = 0
    late: int = 0
    overdue: int = 0
    returned: int = 0
    to_review: int = 0
    accepted: int = 0
    exempt: int = 0
    doubtful: int = 0

    @property
    def rate(self) -> float | None:
        return self.received / self.expected if self.expected else None

    @property
    def rate_on_time(self) -> float | None:
        return self.on_time / self.expected if self.expected else None

    def add(self, other: Tally) -> None:
        for name in _NUMBERS:
            setattr(self, name, getattr(self, name) + getattr(other, name))


_NUMBERS = [number.name for number in fields(Tally)]


@dataclass
class Progress:
    """The whole, and by sort of task, type of unit and district ("" = none), in the order of their names."""

    total: Tally = field(default_factory=Tally)
    by_what: dict[str, Tally] = field(default_factory=dict)
    by_type: dict[str, Tally] = field(default_factory=dict)
    by_district: dict[str, Tally] = field(default_factory=dict)


def asked_by(campaign: Campaign, issuer: Unit | None = None) -> Q:
    """Tasks of the campaign that its owner asked, or that `issuer` passed on to its own units."""
    if issuer is None or issuer.pk == campaign.owner_id:
        return Q(campaign=campaign) & (Q(issuer=None) | Q(issuer=campaign.owner_id))
    return Q(campaign=campaign, issuer=issuer)


def progress(campaign: Campaign, issuer: Unit | None = None) -> Progress:
    """One query, however many tasks."""
    found = Progress()
    groups = _grouped(asked_by(campaign, issuer), "what", "unit__type", "unit__district")
    for (what, type_, district), tally in groups:
        found.total.add(tally)
        parts = ((found.by_what, what), (found.by_type, type_), (found.by_district, district))
        for part, key in parts:
            part.setdefault(key, Tally()).add(tally)
    return found


def totals(campaigns: Iterable[Campaign]) -> dict[tuple[int, int | None], Tally]:
    """(campaign, issuer) → its whole; None stands for the owner. One query for all campaigns."""
    owners = {campaign.pk: campaign.owner_id for campaign in campaigns}
    found: dict[tuple[int, int | None], Tally] = {}
    for (campaign, issuer), tally in _grouped(Q(campaign__in=owners), "campaign_id", "issuer_id"):
        key = (campaign, None if issuer == owners[campaign] else issuer)
        found.setdefault(key, Tally()).add(tally)
    return found


def _grouped(which: Q, *by: str) -> list[tuple[tuple[Any, ...], Tally]]:
    rows = Task.objects.filter(which).order_by().values(*by).annotate(**_counts(clock.today()))
    return [(tuple(row[name] for name in by), Tally(**{name: row[f"n_{name}"] for name in _NUMBERS})) for row in rows]


def _counts(today: date) -> dict[str, Count]:
    wanted = {
        "expected": EXPECTED,
        "received": RECEIVED,
        "on_time": ON_TIME,
        "late": LATE,
        "overdue": overdue(today),
        "returned": RETURNED,
        "to_review": TO_REVIEW,
        "accepted": ACCEPTED,
        "exempt": EXEMPT,
        "doubtful": DOUBTFUL,
    }
    return {f"n_{name}": Count("pk", filter=which) for name, which in wanted.items()}


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for on the board; "" = everything. `standing`: a key of `STANDINGS`; `light`: a light's slug."""

    what: str = ""
    standing: str = ""
    light: str = ""
    type: str = ""
    district: str = ""
    words: str = ""

    def __bool__(self) -> bool:
        return any(vars(self).values())


STANDINGS = {
    "owed": EXPECTED & _OPEN,
    "received": RECEIVED,
    "to-review": TO_REVIEW,
    "returned": RETURNED,
    "accepted": ACCEPTED,
    "on-time": ON_TIME,
    "late": LATE,
    "doubtful": DOUBTFUL,
    "exempt": EXEMPT,
}
CITY_WIDE = "-"  # how an address asks for units of no district


def asked(campaign: Campaign, issuer: Unit | None = None, wanted: Wanted | None = None) -> Any:
    """The tasks of the list, bare: what is owed first, the soonest on top, units as they were entered. For counting and for cutting pages.

    Open tasks of closed units are nobody's any more and left out, as on the task list.
    """
    found = Task.objects.filter(asked_by(campaign, issuer)).filter(EXPECTED | EXEMPT)
    return _in_order(found.filter(_narrowed(wanted or Wanted())))


def rows(tasks: Any) -> Any:
    """The same tasks with unit, `filing_state`, `late`, `versions`, `chars`, `findings`, `sent` (code of the newest version)."""
    found = tasks.select_related("unit", "issuer", "campaign__owner").annotate(
        filing_state=F("filing__state"),
        late=F("filing__late"),
        versions=F("filing__versions"),
        sent=F("filing__current__code"),
        chars=F("filing__current__chars"),
        findings=F("filing__current__findings"),
    )
    return _in_order(found)


def rows_of_page(keys: Iterable[int]) -> Any:
    """`rows` for the tasks with these keys: a page is cut from bare tasks first, so that no text is sorted."""
    return rows(Task.objects.filter(pk__in=list(keys)))


def _in_order(tasks: Any) -> Any:
    return tasks.order_by(F("closed_on").asc(nulls_first=True), "due", "unit_id", "what", "pk")


def with_lights(tasks: Iterable[Task]) -> list[Task]:
    today, found = clock.today(), list(tasks)
    for task in found:
        task.light = task_light(task, today)
    return found


def _narrowed(wanted: Wanted) -> Q:
    found = STANDINGS.get(wanted.standing, Q()) & _lit(wanted.light, clock.today())
    exact = {"what": wanted.what, "unit__type": wanted.type}
    found &= Q(**{name: value for name, value in exact.items() if value})
    if wanted.district:
        found &= Q(unit__district="" if wanted.district == CITY_WIDE else wanted.district)
    for word in wanted.words.split():
        found &= Q(unit__name__icontains=word) | Q(unit__short_name__icontains=word) | Q(note__icontains=word)
    return found


def _lit(slug: str, today: date) -> Q:
    """`campaigns.lights.task_light` in the database's words."""
    soon = Q(due__gte=today, due__lte=today + timedelta(days=NEAR))
    return {
        Light.OVERDUE.slug: _OPEN & Q(due__lt=today),
        Light.AT_RISK.slug: _OPEN & soon,
        Light.ON_TRACK.slug: _OPEN & (Q(due=None) | Q(due__gt=today + timedelta(days=NEAR))),
        Light.DONE.slug: ~_OPEN,
    }.get(slug, Q())
