"""When public pages change by themselves: a release, the opening or the end of an enrolment, midnight. No cache may keep a page
beyond such a moment, and none of them leaves a row behind by which the page could tell (`caching`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from time import monotonic
from typing import Any, cast

from worldday.base import clock
from worldday.courses.models import Cohort
from worldday.registry.models import Batch, BatchState

EAGER = 5  # seconds, while a person may make something public by a press
LATELY = timedelta(days=1)  # what passed before that has left nothing in any cache
AT_ONCE = timedelta(minutes=1)  # so long after its moment a release is expected with every look


@dataclass(frozen=True)
class Moments:
    """As of one look: the last moment that has passed, the time to the next one, and at most how many seconds a page may be kept."""

    passed: datetime | None
    ahead: timedelta
    most: int | None
    looked: float  # by `monotonic`

    @property
    def left(self) -> int:
        """Seconds to the next one, rounded down: in its last second nothing is kept. The page was made since the look."""
        return max(0, int(self.ahead.total_seconds() - (monotonic() - self.looked)))

    def fresh(self, seconds: int) -> int:
        """How long a page may be kept that could be kept for `seconds`."""
        return min(seconds, self.left, seconds if self.most is None else self.most)


def of_campaign(slug: str | None) -> Moments:
    """For the pages of a campaign; None: of all of them. One query; by the database's clock where anything is near."""
    batches = Batch._base_manager.filter(state__in=[BatchState.IN_REVIEW, BatchState.APPROVED])
    cohorts, lately = cast("Any", Cohort._base_manager), clock.now() - LATELY
    if slug is not None:
        batches, cohorts = batches.filter(activity__campaign__slug=slug), cohorts.filter(activity__campaign__slug=slug)
    rows = batches.order_by().values_list("state", "release_at")
    for moment in ("enrols_from", "enrols_until"):
        opened = cohorts.filter(**{f"{moment}__gt": lately}).order_by()
        rows = rows.union(opened.values_list("code", moment), all=True)
    return _seen(list(rows))


def of_registries() -> Moments:
    """For what anyone may look up: a release may change any record of any registry."""
    batches = Batch._base_manager.filter(state__in=[BatchState.IN_REVIEW, BatchState.APPROVED])
    return _seen(list(batches.order_by().values_list("state", "release_at")))


def _seen(rows: list[tuple[str, datetime | None]]) -> Moments:
    if not rows:
        return Moments(None, _to_midnight(), None, monotonic())
    with clock.of_database():
        return _sorted(rows)


def _sorted(rows: list[tuple[str, datetime | None]]) -> Moments:
    now = clock.now()
    passed = [at for _what, at in rows if at is not None and at <= now]
    coming = [at for _what, at in rows if at is not None and at > now]
    due = [now - at for what, at in rows if what == BatchState.APPROVED and at is not None and at <= now]
    pressed = any(at is None for _what, at in rows) or bool(due)
    most = 0 if any(since < AT_ONCE for since in due) else EAGER if pressed else None
    ahead = min([*(at - now for at in coming), _to_midnight()])
    return Moments(max(passed, default=None), ahead, most, monotonic())


def _to_midnight() -> timedelta:
    now = clock.now()
    return datetime.combine(now.date() + timedelta(days=1), time(), tzinfo=now.tzinfo) - now
