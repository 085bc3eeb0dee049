"""典型做法: what was marked as worth copying, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from worldday.campaigns.models import Campaign
from worldday.reports.archiving.bag import Member
from worldday.reports.archiving.written import as_lines, name_of, said, unit_said
from worldday.reports.models import Practice

_FACTS = (
    *("code", "title", "passage", "start", "end", "theme", "kind", "district", "year", "state"),
    *("marked_at", "answered_at", "published_at"),
)


def practices(campaign: Campaign) -> Iterator[Member]:
    rows = Practice.objects.filter(campaign=campaign).select_related(
        "unit", "submission", "material", "taken_from", "marked_by", "answered_by"
    )
    yield Member("practices.jsonl", as_lines(map(_practice, rows.order_by("pk"))))


def _practice(practice: Practice) -> dict[str, Any]:
    sources = {name: getattr(practice, name) for name in ("submission", "material", "taken_from")}
    return {
        "unit": unit_said(practice.unit),
        **said(practice, *_FACTS),
        **{name: source.code if source else None for name, source in sources.items()},
        "marked_by": name_of(practice.marked_by),
        "answered_by": name_of(practice.answered_by),
    }
