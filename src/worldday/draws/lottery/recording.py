"""The record: one JSON object with all a stranger needs to repeat the draw, and nothing about who the entrants are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from worldday.draws.lottery.drawing import Drawn, Result, draw
from worldday.draws.lottery.fields import Fields, written
from worldday.draws.lottery.findings import LotteryError, Unreadable
from worldday.draws.lottery.forfeiting import Forfeit, read_forfeit, standing
from worldday.draws.lottery.freezing import REMOVED_ROW, Frozen, check_work
from worldday.draws.lottery.hashing import METHOD
from worldday.draws.lottery.rule import MOST_ENTRANTS, MOST_TIERS, Rule, read_rule
from worldday.draws.lottery.seeding import Contribution, contribution_json, read_contribution, seed, seed_over

NOTICE = "worldday.freeze/1"
MASKS = "*＊○●×"  # what hides part of a displayed name
MOST_FORFEITS = 100_000


@dataclass(frozen=True)
class Notice:
    """What is published the moment the list is frozen, before any source has spoken; hashes in hexadecimal."""

    draw: str
    rule_hash: str
    count: int
    chances: int
    root: str
    removed_count: int
    removed_root: str
    frozen: datetime

    def to_json(self) -> dict[str, object]:
        return {"format": NOTICE, **vars(self), "frozen": written(self.frozen)}


@dataclass(frozen=True)
class Times:
    """When the rule was published, the list frozen, the draw made."""

    published: datetime
    frozen: datetime
    drawn: datetime


@dataclass(frozen=True)
class DrawRecord:
    """A record as it was read: the parts, and beside them what it states about them (which may be false)."""

    rule: Rule
    times: Times
    frozen: Frozen
    contributions: tuple[Contribution, ...]
    stated: Notice
    seed: str | None
    result: Result
    forfeits: tuple[Forfeit, ...]
    holders: tuple[tuple[int, ...], ...]  # 0: nobody
    names: Mapping[int, str] = field(default_factory=dict)
    software: str = ""

    @cached_property
    def right_seed(self) -> bytes | None:
        """The seed calculated from the stated rule hash and root, so that a false one of them stays one finding."""
        hashes = bytes.fromhex(self.stated.rule_hash), bytes.fromhex(self.stated.root)
        return seed_over(self.rule, *hashes, self.frozen, self.contributions)

    @cached_property
    def right(self) -> Result:
        """The result calculated from `right_seed`; no tiers when the draw is void."""
        return draw(self.rule, self.frozen.leaves, self.right_seed) if self.right_seed else Result(())


def notice(rule: Rule, frozen: Frozen, at: datetime) -> Notice:
    """The notice of a freeze at the moment `at`."""
    return Notice(
        draw=rule.draw,
        rule_hash=rule.hash.hex(),
        count=len(frozen.rows),
        chances=frozen.chances,
        root=frozen.tree.root.hex(),
        removed_count=len(frozen.removed),
        removed_root=frozen.removed_root.hex(),
        frozen=at,
    )


def record(
    rule: Rule,
    frozen: Frozen,
    contributions: Iterable[Contribution],
    times: Times,
    *,
    software: str,
    forfeits: Iterable[Forfeit] = (),
    names: Mapping[int, str] | None = None,
) -> dict[str, object]:
    """The record of a draw, made by drawing; without tiers when it is void. `names`: masked, by entrant number.

    Raises LotteryError for a missing source, a name that is not masked, or a log that does not fit.
    """
    came, log, shown = {one.source: one for one in contributions}, tuple(forfeits), names or {}
    for number, name in shown.items():
        if not set(name) & set(MASKS):
            raise LotteryError("not-masked", number=number)
    drawn_seed = seed(rule, frozen, came.values())
    result = draw(rule, frozen.leaves, drawn_seed) if drawn_seed else Result(())
    stated = notice(rule, frozen, times.frozen)
    return {
        "format": METHOD,
        "software": software,
        "rule": rule.to_json(),
        "rule_hash": stated.rule_hash,
        "times": {name: written(at) for name, at in vars(times).items()},
        "entrants": {"count": stated.count, "chances": stated.chances, "root": stated.root, "rows": list(frozen.rows)},
        "removed": {"count": stated.removed_count, "root": stated.removed_root, "rows": list(frozen.removed)},
        "contributions": [contribution_json(s, came[s.name]) for s in rule.sources if s.name in came],
        "seed": drawn_seed.hex() if drawn_seed else None,
        "tiers": [{"winners": list(d.winners), "alternates": list(d.alternates)} for d in result.tiers],
        "forfeits": [line.to_json() for line in log],
        "holders": [[holder or 0 for holder in places] for places in standing(result, log).holders],
        "names": {str(number): name for number, name in sorted(shown.items())},
    }


def read_record(value: object) -> DrawRecord:
    """A record out of parsed JSON; raises LotteryError naming the first place that is no record."""
    given = Fields(value)
    _format(given, METHOD)
    rule = read_rule(given.part("rule"))
    times, entrants, removed = _times(given.part("times")), given.part("entrants"), given.part("removed")
    sources = {source.name: source for source in rule.sources}
    stated = Notice(
        rule.draw, given.hash("rule_hash"), entrants.whole("count"), entrants.whole("chances"), entrants.hash("root"),
        removed.whole("count"), removed.hash("root"), times.frozen,
    )  # fmt: skip
    made = DrawRecord(
        rule=rule,
        times=times,
        frozen=Frozen(_rows(entrants), _removed_rows(removed)),
        contributions=given.each("contributions", lambda one: read_contribution(one, sources), 20),
        stated=stated,
        seed=given.hash_or_none("seed"),
        result=Result(given.each("tiers", _drawn, MOST_TIERS)),
        forfeits=given.each("forfeits", read_forfeit, MOST_FORFEITS),
        holders=_holders(given),
        names=_names(given.part("names")),
        software=given.text("software", 200),
    )
    for part in (given, entrants, removed):
        part.done()
    check_work(rule, made.frozen)
    return made


def read_notice(value: object) -> Notice:
    """A notice of a freeze out of parsed JSON; raises Unreadable."""
    given = Fields(value, "notice")
    _format(given, NOTICE)
    made = Notice(
        given.text("draw", 100), given.hash("rule_hash"), given.whole("count"), given.whole("chances"), given.hash("root"),
        given.whole("removed_count"), given.hash("removed_root"), given.moment("frozen"),
    )  # fmt: skip
    given.done()
    return made


def _format(given: Fields, expected: str) -> None:
    if given.left.pop("format", None) != expected:
        raise Unreadable("other-format", expected=expected)


def _times(given: Fields) -> Times:
    times = Times(given.moment("published"), given.moment("frozen"), given.moment("drawn"))
    given.done()
    return times


def _rows(given: Fields) -> tuple[str, ...]:
    rows = given.rows("rows", MOST_ENTRANTS)
    if not rows or not all(isinstance(row, str) for row in rows):
        raise Unreadable("need-rows", where=given.at("rows"))
    return tuple(map(str, rows))


def _removed_rows(given: Fields) -> tuple[str, ...]:
    rows = tuple(map(str, given.rows("rows", MOST_ENTRANTS)))
    for number, row in enumerate(rows, start=1):
        if not REMOVED_ROW.fullmatch(row):
            raise Unreadable("removed-row", number=number, row=row)
    return rows


def _drawn(given: Fields) -> Drawn:
    winners = given.numbers("winners", MOST_ENTRANTS, MOST_ENTRANTS)
    drawn = Drawn(winners, given.numbers("alternates", MOST_ENTRANTS, MOST_ENTRANTS))
    given.done()
    return drawn


def _holders(given: Fields) -> tuple[tuple[int, ...], ...]:
    tiers = given.rows("holders", MOST_TIERS)
    wrapped = [Fields({"holders": places}, f"holders[{at}]") for at, places in enumerate(tiers)]
    return tuple(one.numbers("holders", MOST_ENTRANTS, MOST_ENTRANTS, low=0) for one in wrapped)


def _names(given: Fields) -> dict[int, str]:
    numbers = sorted(given.left)
    if not all(number.isascii() and number.isdecimal() and len(number) < 8 for number in numbers):
        raise Unreadable("name-key", where=given.where)
    return {int(number): given.text(number, 100) for number in numbers}
