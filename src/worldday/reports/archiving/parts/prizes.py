"""抽奖: the archive of each draw, which checks itself; nobody's name, telephone or address is in it (draws/archive.py)."""

from __future__ import annotations

from collections.abc import Iterator

from worldday.campaigns.models import Campaign
from worldday.draws import archive
from worldday.draws.models import PrizePlan
from worldday.reports.archiving.bag import Member


def prizes(campaign: Campaign) -> Iterator[Member]:
    """Only plans that were published: before that they promise nothing."""
    rows = PrizePlan.objects.filter(activity__campaign=campaign).exclude(published_at=None)
    for plan in rows.select_related("activity__campaign__owner").order_by("pk"):
        yield Member(f"draws/{plan.code}.zip", archive.package(plan))
