"""The rule of one draw: what can be won, by whom, and where the randomness comes from. Its hash goes into the seed."""

import re
from dataclasses import dataclass
from hashlib import sha256

from worldday.draws.lottery.fields import Fields
from worldday.draws.lottery.findings import Finding, Unreadable, finding
from worldday.draws.lottery.hashing import canonical
from worldday.draws.lottery.sources import CHAINS, Beacon, Number, Party, Source, read_source

MOST_ENTRANTS = 1_000_000
MOST_TIERS = 100
MOST_CHANCES = 1_000  # of one entrant
MOST_SCORES = 50_000_000  # chances × tiers: about a minute of hashing for whoever checks
SAFE_DIGITS = 12  # of public numbers that stand alone: too many outcomes to try lists against
GROUP = re.compile(r"[a-z0-9-]{1,32}")


@dataclass(frozen=True)
class Tier:
    """`quantity` pieces of one prize; open to entrants of any of `groups`, or to all when there is none.

    `alternates` is how many stand in reserve.
    """

    name: str
    prize: str
    quantity: int
    alternates: int = 0
    groups: tuple[str, ...] = ()

    def open_to(self, groups: frozenset[str]) -> bool:
        return not self.groups or not groups.isdisjoint(self.groups)

    def to_json(self) -> dict[str, object]:
        counts = {"quantity": self.quantity, "alternates": self.alternates}
        return {"name": self.name, "prize": self.prize, **counts, "groups": list(self.groups)}


@dataclass(frozen=True)
class Rule:
    """Everything that decides who wins, apart from the list and the seed.

    draw             an identifier of its own for every draw, so that nothing of one draw fits another
    cap              how many prizes of this draw one entrant can win
    text_hash        SHA-256 of the rules page people read, or None
    if_not_revealed  `void`: without a party's secret there is no draw; `leave-out`: it goes on with the other sources
    """

    draw: str
    title: str
    organiser: str
    tiers: tuple[Tier, ...]
    sources: tuple[Source, ...]
    cap: int = 1
    if_not_revealed: str = "void"
    text_hash: str | None = None

    def to_json(self) -> dict[str, object]:
        heads = {"draw": self.draw, "title": self.title, "organiser": self.organiser, "text_hash": self.text_hash}
        parts = {"tiers": [t.to_json() for t in self.tiers], "sources": [s.to_json() for s in self.sources]}
        return {**heads, "cap": self.cap, "if_not_revealed": self.if_not_revealed, **parts}

    @property
    def hash(self) -> bytes:
        """SHA-256 of the rule's canonical JSON: what `sha256sum` gives for the published rule file."""
        return sha256(canonical(self.to_json())).digest()

    @property
    def groups(self) -> frozenset[str]:
        """The groups some tier asks for; nothing else about an entrant needs to be in the list."""
        return frozenset(group for tier in self.tiers for group in tier.groups)

    def weaknesses(self) -> list[Finding]:
        """Why a doubter need not accept this rule even if everything else fits; empty for a sound one."""
        return [*self._names(), *self._too_weak(), *self._unsafe_leave_out(), *self._wrong_chain_facts()]

    def _names(self) -> list[Finding]:
        names = [source.name for source in self.sources]
        return [finding("same-source-twice", name=name) for name in sorted({n for n in names if names.count(n) > 1})]

    def _too_weak(self) -> list[Finding]:
        digits = sum(source.digits for source in self.sources if isinstance(source, Number))
        parties = sum(isinstance(source, Party) for source in self.sources)
        beacon = any(isinstance(source, Beacon) for source in self.sources)
        return [] if beacon or parties >= 2 or digits >= SAFE_DIGITS else [finding("weak-sources", digits=SAFE_DIGITS)]

    def _unsafe_leave_out(self) -> list[Finding]:
        # Whoever may stay silent must not yet know what silence would lead to.
        reveals = [source.reveal_by for source in self.sources if isinstance(source, Party)]
        later = [s.known_from for s in self.sources if not isinstance(s, Party)]
        safe = self.if_not_revealed == "void" or not reveals or (later and max(later) > max(reveals))
        return [] if safe else [finding("unsafe-leave-out")]

    def _wrong_chain_facts(self) -> list[Finding]:
        beacons = [source for source in self.sources if isinstance(source, Beacon) and source.chain in CHAINS]
        wrong = [source for source in beacons if CHAINS[source.chain][1:] != (source.genesis, source.period)]
        return [finding("wrong-chain-facts", name=source.name) for source in wrong]


def read_rule(given: Fields) -> Rule:
    """A rule out of JSON; raises Unreadable."""
    rule = Rule(
        draw=given.text("draw", 100),
        title=given.text("title"),
        organiser=given.text("organiser"),
        tiers=given.each("tiers", _read_tier, MOST_TIERS),
        sources=given.each("sources", read_source, 20),
        cap=given.whole("cap", 1, MOST_TIERS),
        if_not_revealed=given.choice("if_not_revealed", ("void", "leave-out")),
        text_hash=given.hash_or_none("text_hash"),
    )
    given.done()
    if not rule.tiers or not rule.sources:
        raise Unreadable("need-list", where=given.at("sources" if rule.tiers else "tiers"), most=MOST_TIERS)
    return rule


def _read_tier(given: Fields) -> Tier:
    name, prize = given.text("name", 200), given.text("prize")
    quantity, alternates = given.whole("quantity", 1, MOST_ENTRANTS), given.whole("alternates", 0, MOST_ENTRANTS)
    groups = given.rows("groups", 100)
    if not all(isinstance(group, str) and GROUP.fullmatch(group) for group in groups) or len(set(groups)) < len(groups):
        raise Unreadable("need-groups", where=given.at("groups"))
    given.done()
    return Tier(name, prize, quantity, alternates, tuple(str(group) for group in groups))
