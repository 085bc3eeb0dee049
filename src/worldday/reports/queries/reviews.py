"""What waits for a reviewer, and everything one reads before deciding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When

from worldday.base.scope import Subtrees
from worldday.campaigns.models import Campaign
from worldday.reports.models import FilingState, Submission
from worldday.units.models import Staff
from worldday.units.permissions import Permission
from worldday.units.rules import paths_where

WAITING = FilingState.SUBMITTED
STATES = (WAITING, FilingState.RETURNED, FilingState.ACCEPTED)
NONE = "none"  # of findings
_TEXTS = ("text", "highlights", "points", "figures", "rows", "materials", "reason", "filing__text", "filing__figures")


@dataclass(frozen=True)
class Wanted:
    """What of the queue is asked for; "" leaves everything. `findings`: a weight, or NONE."""

    campaign: str = ""
    type: str = ""
    district: str = ""
    findings: str = ""
    state: str = WAITING
    below: bool = False  # also what units asked of their own units, which they review themselves

    @property
    def narrowed(self) -> bool:
        return bool(self.campaign or self.type or self.district or self.findings or self.below)


def may_be_reviewed_by(staff: Staff, *, below: bool = False) -> Q:
    """Submissions asked for by what this person answers for; `below` adds what others asked for further down (`rules.may_review`)."""
    runs = Subtrees(paths_where(staff, Permission.RUN_CAMPAIGN)).q("filing__task__campaign__owner__path")
    asks = paths_where(staff, Permission.REPORT)
    if below:
        return runs | Subtrees(asks).q("filing__task__issuer__path")
    return Q(filing__task__issuer=None) & runs | Q(filing__task__issuer__path__in=asks)


def queue(staff: Staff, wanted: Wanted) -> QuerySet[Submission]:
    """Newest versions, waiting ones first, the oldest due first; without their texts."""
    rows = _all(staff, wanted)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    first = Case(When(state=WAITING, then=Value(0)), default=Value(1), output_field=IntegerField())
    related = ("filing__task__unit", "filing__task__campaign", "filing__task__issuer")
    return (
        rows.select_related(*related)
        .defer(*_TEXTS)
        .order_by(first, F("due_then").asc(nulls_last=True), "sent_at", "pk")
    )


def counts(staff: Staff, wanted: Wanted) -> dict[str, int]:
    """How many newest versions stand in each state, under the same filters. One query."""
    rows = _all(staff, wanted).order_by().values_list("state").annotate(n=Count("pk"))
    found: dict[str, int] = {str(state): 0 for state in STATES} | dict(rows)
    return found


def _all(staff: Staff, wanted: Wanted) -> QuerySet[Submission]:
    rows: Any = Submission.objects.filter(may_be_reviewed_by(staff, below=wanted.below), filing__current=F("pk"))
    if wanted.campaign:
        rows = rows.filter(filing__task__campaign__code=wanted.campaign)
    if wanted.type:
        rows = rows.filter(filing__task__unit__type=wanted.type)
    if wanted.district:
        rows = rows.filter(filing__task__unit__district=wanted.district)
    if wanted.findings:
        rows = rows.filter(gravest="" if wanted.findings == NONE else wanted.findings)
    found: QuerySet[Submission] = rows
    return found


@dataclass(frozen=True)
class Choices:
    """What the filters offer: only what there is."""

    campaigns: list[Campaign]
    types: list[str]
    districts: list[str]


def choices(staff: Staff, *, below: bool) -> Choices:
    """Two queries."""
    rows = _all(staff, Wanted(below=below)).order_by()
    kinds = set(rows.values_list("filing__task__campaign", "filing__task__unit__type", "filing__task__unit__district"))
    campaigns = Campaign.objects.filter(pk__in={one[0] for one in kinds}).order_by("-year", "name")
    return Choices(list(campaigns), sorted({one[1] for one in kinds}), sorted({one[2] for one in kinds} - {""}))


def neighbours(rows: QuerySet[Submission], code: str, sent: Submission) -> tuple[str, str]:
    """Codes of the one before and the one after in the queue; of one that has left it, what would stand there. "" if none."""
    codes = list(rows.values_list("code", flat=True))
    if code in codes:
        at = codes.index(code)
        return (codes[at - 1] if at else ""), (codes[at + 1] if at + 1 < len(codes) else "")
    later = [other for other in codes if other != sent.code]
    return "", (later[0] if later else "")


def versions_of(sent: Submission) -> Sequence[Submission]:
    """Every version of its filing, oldest first, with who sent and who decided."""
    return list(
        Submission.objects.filter(filing=sent.filing_id).select_related("sent_by", "decided_by").order_by("number")
    )


def before(sent: Submission, versions: Sequence[Submission]) -> Submission | None:
    """The version to compare with: the last one before it that its unit did not take back."""
    earlier = [one for one in versions if one.number < sent.number and one.state != FilingState.TAKEN_BACK]
    return earlier[-1] if earlier else None
