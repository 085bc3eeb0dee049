"""One person, one entry: entries that share any normalised identity are one person's, even by way of a third entry."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from worldday.draws.lottery.freezing import Entrant, Removed


@dataclass(frozen=True)
class Entry:
    """An entrant as he came, with everything that identifies the person: `phone:+86138…`, `weixin:oX…`."""

    entrant: Entrant
    identities: frozenset[str]


def one_per_person(entries: Iterable[Entry]) -> tuple[list[Entrant], list[Removed]]:
    """The first entry of every person (in the order given, so give them by time of entering), and the others removed.

    The reason names the kind of identity that the removed entry shares with another one: `same-phone`.
    """
    kept, removed = [], []
    for first, *others in _persons(list(entries)):
        kept.append(first.entrant)
        seen = Counter(name for one in (first, *others) for name in one.identities)
        for other in others:
            shared = min(name for name in other.identities if seen[name] > 1)
            removed.append(Removed(other.entrant.identity, other.entrant.salt, f"same-{shared.partition(':')[0]}"))
    return kept, removed


def _persons(entries: list[Entry]) -> Iterator[list[Entry]]:
    """Entries grouped by person, persons in the order of their first entry."""
    boss = list(range(len(entries)))  # union-find: the earliest entry known to be of the same person
    holder: dict[str, int] = {}

    def find(at: int) -> int:
        while boss[at] != at:
            boss[at] = boss[boss[at]]
            at = boss[at]
        return at

    for at, entry in enumerate(entries):
        for identity in entry.identities:
            one, other = sorted((find(at), find(holder.setdefault(identity, at))))
            boss[other] = one
    persons: dict[int, list[Entry]] = {}
    for at, entry in enumerate(entries):
        persons.setdefault(find(at), []).append(entry)
    yield from persons.values()
