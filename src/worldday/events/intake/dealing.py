"""Who of a batch gets places: whoever came first, whole parties only, each key once. Pure; the stores do what it says."""

from collections.abc import Callable, Iterable, Sequence

from .rows import Held, Hold, NoRoom, Outcome, held_of


class Dealing:
    """One batch inside its transaction. `free`: places by slot, as they stand there; a slot that is not in it has none.

    Round by round: insert `fit()`, tell `inserted`, look up the keys it names and tell `found`; until `over`. Nearly always one
    round; a second one gives away what repetitions turned out not to need, or tries numbers that nobody has.
    """

    def __init__(self, rows: Sequence[Hold], free: dict[int, int], renumbered: Callable[[Hold], Hold]) -> None:
        self._rows, self.free, self._renumbered = rows, free, renumbered
        self._open = list(rows)
        self._lost: list[Hold] = []  # neither new nor there when they were inserted
        self._stored: dict[int, Held] = {}

    def fit(self) -> list[Hold]:
        """In order of arrival whoever has room: a party that has none takes nothing, a smaller one behind it still may."""
        left = dict(self.free)
        fit: list[Hold] = []
        rest: list[Hold] = []
        for row in self._open:
            if row.size <= left.get(row.slot_id, 0):
                left[row.slot_id] -= row.size
                fit.append(row)
            else:
                rest.append(row)
        self._open, self._lost = rest, []
        return fit

    def inserted(self, fit: Sequence[Hold], new: set[tuple[int, int]]) -> list[int]:
        """`new`: (id, key) of those that were really inserted, and counted. Gives the keys that are to be looked up."""
        for row in fit:
            if (row.id, row.key) in new and row.key not in self._stored:
                self.free[row.slot_id] -= row.size
                self._stored[row.key] = held_of(row)
        self._lost = [row for row in fit if row.key not in self._stored]
        unknown = dict.fromkeys(row.key for row in (*self._lost, *self._open))
        return [key for key in unknown if key not in self._stored]

    def found(self, earlier: Iterable[Held]) -> None:
        """What is stored of those keys."""
        self._stored |= {held.key: held for held in earlier}
        again = [self._renumbered(row) for row in self._lost if row.key not in self._stored]
        self._lost = again
        self._open = [*again, *(row for row in self._open if row.key not in self._stored)]

    @property
    def over(self) -> bool:
        """Whether nobody is left who has room."""
        return not any(row.size <= self.free.get(row.slot_id, 0) for row in self._open)

    def outcomes(self) -> list[Outcome]:
        """For each row of the batch."""
        return [self._stored.get(row.key) or NoRoom(self.free.get(row.slot_id, 0)) for row in self._rows]
