"""Freezing: from people to a list of salted hashes in a fixed order, with one root that is published at once.

The public list says about an entrant: a hash only he can recognise, how many chances he has, and which of the groups
that the rule asks for he belongs to.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from worldday.draws.lottery.fields import Fields
from worldday.draws.lottery.findings import LotteryError
from worldday.draws.lottery.hashing import framed
from worldday.draws.lottery.merkle import WIDTH, Tree, leaf_hash, root_from_proof
from worldday.draws.lottery.rule import GROUP, MOST_CHANCES, MOST_ENTRANTS, MOST_SCORES, Rule, read_rule

SALT_BYTES = 16  # at least; without a salt a telephone number is guessed from its hash in a minute
ROW = re.compile(r"[0-9a-f]{64} [1-9][0-9]{0,3}( [a-z0-9-]{1,32}(,[a-z0-9-]{1,32})*)?")
REMOVED_ROW = re.compile(r"[0-9a-f]{64} [a-z0-9-]{1,32}")


@dataclass(frozen=True)
class Entrant:
    """A person or unit in the draw: `identity` and `salt` stay between him and the organiser (his receipt)."""

    identity: str
    salt: bytes
    chances: int = 1
    groups: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Removed:
    """An entry taken out before the freeze, and why (`same-phone`, `staff` …: lower-case letters, digits, hyphens)."""

    identity: str
    salt: bytes
    reason: str


class Leaf(NamedTuple):
    """An entrant as the draw sees him."""

    hash: bytes
    chances: int
    groups: frozenset[str]


@dataclass(frozen=True)
class Frozen:
    """The frozen list. Entrant number n is `rows[n - 1]`; `identities` (same order) never leaves the organiser."""

    rows: tuple[str, ...]
    removed: tuple[str, ...] = ()
    identities: tuple[str, ...] = ()

    @cached_property
    def leaves(self) -> tuple[Leaf, ...]:
        """Raises LotteryError naming the first row that is no row."""
        bodies: dict[str, tuple[int, frozenset[str]]] = {}  # most rows end alike: each ending is read once
        return tuple(_leaf(row, number, bodies) for number, row in enumerate(self.rows, start=1))

    @cached_property
    def tree(self) -> Tree:
        return Tree(leaf.hash for leaf in self.leaves)

    @cached_property
    def removed_root(self) -> bytes:
        return Tree(leaf_hash(row.encode()) for row in self.removed).root

    @property
    def chances(self) -> int:
        return sum(leaf.chances for leaf in self.leaves)

    def number_of(self, tag: str) -> int | None:
        """The entrant number of a tag (counted from 1), or None."""
        at = bisect_left(self.rows, tag)
        return at + 1 if at < len(self.rows) and self.rows[at].startswith(tag + " ") else None


def freeze(entrants: Iterable[Entrant], rule: Rule, removed: Iterable[Removed] = ()) -> Frozen:
    """The list in its final order (by tag, so whoever hands it over decides nothing) for a sound rule.

    Raises LotteryError for a rule with weaknesses, nobody, too many, the same identity twice, a salt that is too short.
    Groups the rule does not ask for are left out of the list.
    """
    for weakness in (_restored(rule)).weaknesses():
        raise LotteryError(weakness.code, **weakness.values)
    asked_for = rule.groups
    pairs = sorted((row_of(entrant, asked_for), entrant.identity) for entrant in entrants)
    if not 1 <= len(pairs) <= MOST_ENTRANTS:
        raise LotteryError("entrant-count", count=len(pairs), most=MOST_ENTRANTS)
    if len({normal(identity) for _row, identity in pairs}) < len(pairs):
        raise LotteryError("identity-twice")
    frozen = Frozen(
        tuple(row for row, _ in pairs), tuple(sorted(map(_removed_row, removed))), tuple(i for _, i in pairs)
    )
    check_work(rule, frozen)
    return frozen


def tag_of(identity: str, salt: bytes) -> str:
    """The salted hash by which an entrant finds himself in the list."""
    if len(salt) < SALT_BYTES:
        raise LotteryError("short-salt", least=SALT_BYTES)
    return framed("entrant", salt, normal(identity).encode()).hex()


def normal(identity: str) -> str:
    """Unicode NFC without blanks at the ends: what looks alike when typed again is alike."""
    return unicodedata.normalize("NFC", identity).strip()


def row_of(entrant: Entrant, asked_for: frozenset[str]) -> str:
    """`TAG CHANCES[ GROUP,…]`: the public line, and exactly the bytes that are hashed into the tree."""
    if isinstance(entrant.chances, bool) or not 1 <= entrant.chances <= MOST_CHANCES:
        raise LotteryError("own-chances", most=MOST_CHANCES)
    groups = ",".join(sorted(entrant.groups & asked_for))
    return f"{tag_of(entrant.identity, entrant.salt)} {entrant.chances}{' ' if groups else ''}{groups}"


def check_work(rule: Rule, frozen: Frozen) -> None:
    """Refuse a draw that nobody could check in reasonable time."""
    if frozen.chances * len(rule.tiers) > MOST_SCORES:
        raise LotteryError("too-much-work", most=MOST_SCORES)


def inclusion_proof(frozen: Frozen, number: int) -> list[str]:
    """What entrant `number` (from 1) needs, with his row, to see that the published root contains him."""
    return [sister.hex() for sister in frozen.tree.proof(number - 1)]


def verify_inclusion(row: str, number: int, count: int, proof: Sequence[str], root: str) -> bool:
    """Whether `row` is entrant `number` (from 1) of the `count` entrants under the published `root`; never raises."""
    try:
        path = [bytes.fromhex(sister) for sister in proof]
    except (TypeError, ValueError):
        return False
    if any(len(sister) != WIDTH for sister in path):
        return False
    reached = root_from_proof(leaf_hash(row.encode()), number - 1, count, path)
    return reached is not None and reached.hex() == root


def _restored(rule: Rule) -> Rule:
    # Through JSON and back: a rule built in Python obeys the same limits as one that is read.
    return read_rule(Fields(rule.to_json(), "rule"))


def _leaf(row: str, number: int, bodies: dict[str, tuple[int, frozenset[str]]]) -> Leaf:
    if not ROW.fullmatch(row):
        raise LotteryError("row", number=number, row=row)
    body = row[65:]
    if body not in bodies:
        bodies[body] = _body(row, number)
    return Leaf(leaf_hash(row.encode()), *bodies[body])


def _body(row: str, number: int) -> tuple[int, frozenset[str]]:
    _tag, chances, *groups = row.split(" ")
    names = groups[0].split(",") if groups else []
    if int(chances) > MOST_CHANCES or names != sorted(set(names)):
        raise LotteryError("row", number=number, row=row)
    return int(chances), frozenset(names)


def _removed_row(entry: Removed) -> str:
    if not GROUP.fullmatch(entry.reason):
        raise LotteryError("reason", reason=entry.reason)
    return f"{tag_of(entry.identity, entry.salt)} {entry.reason}"
