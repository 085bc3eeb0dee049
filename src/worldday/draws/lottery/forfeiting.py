"""Forfeits: a prize given up goes to the next in reserve of the same tier. Replacing follows the log, and never draws."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from worldday.draws.lottery.drawing import Result
from worldday.draws.lottery.fields import Fields, written
from worldday.draws.lottery.findings import LotteryError
from worldday.draws.lottery.rule import MOST_ENTRANTS, MOST_TIERS

REASONS = ("declined", "unclaimed", "unreachable", "ineligible")


@dataclass(frozen=True)
class Forfeit:
    """At `at`, `entrant` lost the prize of tier number `tier` (from 1) to `replaced_by`, or to nobody (None)."""

    at: datetime
    tier: int
    entrant: int
    reason: str
    replaced_by: int | None

    def to_json(self) -> dict[str, object]:
        who = {"tier": self.tier, "entrant": self.entrant, "reason": self.reason, "replaced_by": self.replaced_by}
        return {"at": written(self.at), **who}


def read_forfeit(given: Fields) -> Forfeit:
    """One line of the log out of JSON; raises Unreadable."""
    at, tier, entrant = given.moment("at"), given.whole("tier", 1, MOST_TIERS), given.whole("entrant", 1, MOST_ENTRANTS)
    reason, nobody = given.choice("reason", REASONS), given.left.get("replaced_by", 0) is None
    replaced_by = given.left.pop("replaced_by") if nobody else given.whole("replaced_by", 1, MOST_ENTRANTS)
    given.done()
    return Forfeit(at, tier, entrant, reason, replaced_by)


class Standing:
    """Who holds the prizes, place by place, while the log is followed; an emptied place holds None."""

    def __init__(self, result: Result):
        self.holders: list[list[int | None]] = [list(drawn.winners) for drawn in result.tiers]
        self._place = [{entrant: at for at, entrant in enumerate(drawn.winners)} for drawn in result.tiers]
        self._waiting = [iter(drawn.alternates) for drawn in result.tiers]

    def give_up(self, tier: int, entrant: int) -> int | None:
        """Take the prize of `tier` from `entrant`; who holds it now, or None. Raises LotteryError for no holder."""
        if not 1 <= tier <= len(self.holders) or entrant not in self._place[tier - 1]:
            raise LotteryError("not-holder", tier=tier, entrant=entrant)
        at, heir = self._place[tier - 1].pop(entrant), next(self._waiting[tier - 1], None)
        self.holders[tier - 1][at] = heir
        if heir is not None:
            self._place[tier - 1][heir] = at
        return heir


def standing(result: Result, forfeits: Iterable[Forfeit]) -> Standing:
    """Where the log leads; raises LotteryError for the first line with a false holder or a false heir."""
    now = Standing(result)
    for line in forfeits:
        heir = now.give_up(line.tier, line.entrant)
        if heir != line.replaced_by:
            values = {"tier": line.tier, "entrant": line.entrant, "stated": line.replaced_by, "right": heir}
            raise LotteryError("heir", **{name: value or "—" for name, value in values.items()})
    return now


def forfeit(result: Result, log: Iterable[Forfeit], *, tier: int, entrant: int, reason: str, at: datetime) -> Forfeit:
    """The next line of the log: it says who takes over; raises LotteryError for no holder or an unknown reason."""
    if reason not in REASONS:
        raise LotteryError("reason", reason=reason)
    return Forfeit(at, tier, entrant, reason, standing(result, log).give_up(tier, entrant))
