"""Drawing: every chance gets a number out of the seed; the smallest numbers win. Nothing is left to decide.

In the manner of RFC 3797, with SHA-256 and without its division: comparing whole hashes favours nobody, where a
remainder would. An entrant is placed by the best of his chances, so his share of the first place is exactly his share of
all chances (docs/draw-method.md, section 6).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from heapq import nsmallest

from worldday.draws.lottery.freezing import Leaf
from worldday.draws.lottery.hashing import u32
from worldday.draws.lottery.rule import Rule, Tier


@dataclass(frozen=True)
class Drawn:
    """Entrant numbers (from 1) in the order they were drawn."""

    winners: tuple[int, ...]
    alternates: tuple[int, ...]


@dataclass(frozen=True)
class Result:
    """One `Drawn` per tier, in the order of the rule."""

    tiers: tuple[Drawn, ...]


def draw(rule: Rule, leaves: Sequence[Leaf], seed: bytes) -> Result:
    """Who wins. First the winners of all tiers in order, then the alternates of all tiers in order.

    Winners of a tier: the best placed who have won fewer than `cap` prizes so far. Alternates: the best placed who
    have won nothing at all and stand in reserve nowhere else. Places that nobody can take stay empty.
    """
    enough = sum(tier.quantity + tier.alternates for tier in rule.tiers)
    placed = [_best(tier, at, leaves, seed, enough) for at, tier in enumerate(rule.tiers, start=1)]
    won: dict[int, int] = {}
    winners = []
    for tier, ranking in zip(rule.tiers, placed, strict=True):
        takers = [number for number in ranking if won.get(number, 0) < rule.cap][: tier.quantity]
        won.update({number: won.get(number, 0) + 1 for number in takers})
        winners.append(tuple(takers))
    taken = set(won)
    alternates = []
    for tier, ranking in zip(rule.tiers, placed, strict=True):
        reserve = [number for number in ranking if number not in taken][: tier.alternates]
        taken.update(reserve)
        alternates.append(tuple(reserve))
    return Result(tuple(map(Drawn, winners, alternates)))


def score(seed: bytes, tier: int, leaf: bytes, chance: int) -> bytes:
    """SHA-256(seed ‖ tier ‖ leaf ‖ chance): 32 + 4 + 32 + 4 bytes, tier and chance counted from 1, big-endian."""
    return sha256(seed + u32(tier) + leaf + u32(chance)).digest()


def _best(tier: Tier, at: int, leaves: Sequence[Leaf], seed: bytes, enough: int) -> list[int]:
    """The numbers of the `enough` best placed entrants: only those who take other places can be passed over."""
    return [number for _score, _leaf, number in nsmallest(enough, _scores(tier, at, leaves, seed))]


def _scores(tier: Tier, at: int, leaves: Sequence[Leaf], seed: bytes) -> Iterator[tuple[bytes, bytes, int]]:
    head, first = seed + u32(at), u32(1)
    entitled = {groups: tier.open_to(groups) for groups in {leaf.groups for leaf in leaves}}
    for number, (leaf, chances, groups) in enumerate(leaves, start=1):
        if entitled[groups]:
            best = sha256(head + leaf + first).digest()  # `score`, with what stays the same kept
            for chance in range(2, chances + 1):
                best = min(best, sha256(head + leaf + u32(chance)).digest())
            yield best, leaf, number
