"""What confirming a draft will do, in numbers and as a list, before it is done."""

from collections.abc import Callable
from dataclasses import dataclass, field

from worldday.campaigns.difference import Change
from worldday.campaigns.models import Campaign
from worldday.campaigns.plan import NoYear, Plan, plan_from_reading
from worldday.notices.models import Draft
from worldday.notices.queries import campaign_for, changes_of


@dataclass(frozen=True)
class Preview:
    """`plan` is None when nothing in the draft says which year it is about; then it cannot be confirmed."""

    plan: Plan | None
    campaign: Campaign | None = None
    changes: list[Change] = field(default_factory=list)

    @property
    def nameless(self) -> bool:
        return self.plan is not None and not self.plan.name

    @property
    def possible(self) -> bool:
        return self.plan is not None and bool(self.plan.name)

    @property
    def activities(self) -> int:
        return len(self.plan.activities) if self.plan else 0

    @property
    def tasks(self) -> int:
        """Papers owed, counted once for every unit that owes them."""
        return sum(change.count for change in self.added if change.what == "task")

    @property
    def task_units(self) -> int:
        return max((change.count for change in self.added if change.what == "task"), default=0)

    @property
    def new_units(self) -> list[Change]:
        return self._pick(lambda change: change.sort == "add" and change.what == "unit")

    @property
    def added(self) -> list[Change]:
        return self._pick(lambda change: change.sort == "add" and change.what in ("activity", "task"))

    @property
    def reaching_nobody(self) -> list[Change]:
        """Tasks whose addressees the directory does not know: they would be owed by no unit."""
        return self._pick(lambda change: change.what == "task" and change.count == 0)

    @property
    def changed(self) -> list[Change]:
        return self._pick(lambda change: change.sort == "change")

    @property
    def kept(self) -> list[Change]:
        return self._pick(lambda change: change.kept_by_people and change.sort == "same")

    @property
    def gone(self) -> list[Change]:
        return self._pick(lambda change: change.sort == "gone")

    @property
    def nothing_new(self) -> bool:
        return self.campaign is not None and not (self.added or self.changed or self.gone or self.new_units)

    def _pick(self, wanted: Callable[[Change], bool]) -> list[Change]:
        return [change for change in self.changes if wanted(change)]


def preview_of(draft: Draft) -> Preview:
    """Reads only; what `notices.actions.confirm` then does is the same difference, computed again."""
    try:
        plan = plan_from_reading(draft.data)
    except NoYear:
        return Preview(None)
    return Preview(plan, campaign_for(plan=plan, owner=draft.notice.owner), changes_of(draft))
