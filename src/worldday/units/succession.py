"""What must follow when one unit takes over another.

Areas above this one hold rows that belong to units (tasks, for one). Each registers here, when its app starts, what it
hands over; `actions.units.close_unit` calls them inside its transaction. A plain list, so that the order is readable.
"""

from collections.abc import Callable

from worldday.base.audit import Actor

from .models import Unit

HandOver = Callable[[Unit, Unit, Actor], None]  # (closed, successor, by)

_hand_overs: list[HandOver] = []


def register(hand_over: HandOver) -> None:
    _hand_overs.append(hand_over)


def hand_over_everything(closed: Unit, successor: Unit, by: Actor) -> None:
    for hand_over in _hand_overs:
        hand_over(closed, successor, by)
