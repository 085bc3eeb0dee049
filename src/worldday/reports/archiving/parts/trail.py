"""操作记录: who did what to the campaign and to everything in it, without the network addresses they did it from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from worldday.base.models import AuditEvent
from worldday.campaigns.models import Activity, Campaign, Task
from worldday.draws.models import PrizePlan
from worldday.materials.models import Material
from worldday.notices.models import Notice
from worldday.reports.archiving.bag import Member
from worldday.reports.archiving.written import as_lines, said
from worldday.reports.models import Compilation, Practice, ReportedFigure, Section, Submission

_FACTS = ("at", "actor", "actor_name", "action", "target_kind", "target", "target_name", "before", "after")
T = TypeVar("T")
_AT_ONCE = 500  # names in one question to the database


def trail(campaign: Campaign) -> Iterator[Member]:
    yield Member("audit.jsonl", as_lines(said(event, *_FACTS) for event in _events(campaign)))


def _events(campaign: Campaign) -> Iterator[AuditEvent]:
    """In the order they happened; only those that the campaign's own authority wrote."""
    root = f"/{campaign.owner.path.split('/')[1]}/"
    found: list[int] = []
    for codes in _in_parts(list(_codes(campaign))):
        rows = AuditEvent.objects.filter(target__in=codes, scope_path__startswith=root).order_by()
        found += rows.values_list("pk", flat=True)
    for keys in _in_parts(sorted(found)):
        yield from AuditEvent.objects.filter(pk__in=keys).order_by("pk")


def _codes(campaign: Campaign) -> Iterator[str]:
    """Public codes of everything the campaign consists of."""
    yield campaign.code
    for rows in (
        Notice.objects.filter(campaign=campaign),
        Activity.objects.filter(campaign=campaign),
        Task.objects.filter(campaign=campaign),
        Submission.objects.filter(filing__task__campaign=campaign),
        Material.objects.filter(campaign=campaign),
        ReportedFigure.objects.filter(activity__campaign=campaign),
        Practice.objects.filter(campaign=campaign),
        Compilation.objects.filter(campaign=campaign),
        Section.objects.filter(compilation__campaign=campaign),
        PrizePlan.objects.filter(activity__campaign=campaign),
    ):
        yield from rows.order_by().values_list("code", flat=True).iterator(chunk_size=2000)


def _in_parts(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(rows), _AT_ONCE):
        yield rows[start : start + _AT_ONCE]
