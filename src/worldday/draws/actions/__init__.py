"""Every write on prizes and draws."""

from .claiming import Delivery, claim, decline, hide_name
from .drawing import run_draw
from .freezing import freeze_entrants, freeze_when_long
from .plans import NotReady, list_insiders, make_plan, publish_plan, set_plan, set_tiers
from .postponing import postpone
from .promises import change_in_favour
from .randomness import commit_randomness, reveal
from .retention import erase_due, forget_due, part_from
from .settling import deliver, forfeit, forfeit_overdue, hand_to_courier, take_archive

__all__ = [
    "Delivery",
    "NotReady",
    "change_in_favour",
    "claim",
    "commit_randomness",
    "decline",
    "deliver",
    "erase_due",
    "forfeit",
    "forfeit_overdue",
    "forget_due",
    "freeze_entrants",
    "freeze_when_long",
    "hand_to_courier",
    "hide_name",
    "list_insiders",
    "make_plan",
    "part_from",
    "postpone",
    "publish_plan",
    "reveal",
    "run_draw",
    "set_plan",
    "set_tiers",
    "take_archive",
]
