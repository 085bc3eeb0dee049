"""People who come without a booking: counted, given what places are free, and never named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from worldday.base import clock
from worldday.base.audit import Actor
from worldday.base.ids import new_code
from worldday.base.problems import Problem
from worldday.events.models import Door, Slot, WalkAge, WalkIn
from worldday.people.ages import BANDS

from .doors import desk_door
from .rows import locked_slot, locked_slots, record

MOST_PERSONS = 500


@dataclass(frozen=True)
class Walk:
    """One record of a phone about people without a booking; `slot` by its id, `at` by our clock, `ages` as far as they said."""

    number: int
    slot: int
    at: datetime
    persons: int = 1
    district: str = ""
    ages: Mapping[str, int] = field(default_factory=dict)  # band of people.ages → so many


class TooManyAges(Problem):
    sentence = _("The ages are of more people than came. Nothing was counted; please look at the numbers again.")


@transaction.atomic
def walk_in(
    *, slot: Slot, persons: int, by: Actor, district: str = "", ages: Mapping[str, int] | None = None
) -> WalkIn:
    """Say at the desk that people came without a booking. They are inside, whether or not places were left. Raises
    `TooManyAges`."""
    said = dict(ages or {})
    if sum(said.values()) > persons:
        raise TooManyAges
    door, now = desk_door(slot.event), clock.now()
    walk = Walk(1, slot.pk, now, persons, district, said)
    take_walks(door=door, device=(device := f"desk-{new_code()}"), walks=[walk], received=now)
    made = WalkIn.objects.get(door=door, device=device)
    record("event-walked-in", slot.event, by, after={"persons": made.persons, "took": made.took})
    return made


@transaction.atomic
def take_back_walk(*, walk: WalkIn, by: Actor) -> WalkIn:
    """It was a mistake: they are not counted, and the places they took are free again. A second time nothing changes."""
    slot = locked_slot(walk.slot_id)
    walk = WalkIn.objects.select_for_update().get(pk=walk.pk)
    if not walk.taken_back:
        if not slot.cancelled:  # a sitting that was cancelled has no places taken any more
            Slot.objects.filter(pk=slot.pk).update(taken=F("taken") - walk.took)
        walk.taken_back, walk.took = True, 0
        walk.save(update_fields=["taken_back", "took"])
        record("event-walk-taken-back", slot.event, by, after={"persons": walk.persons})
    return walk


def take_walks(*, door: Door, device: str, walks: Sequence[Walk], received: datetime) -> int:
    """Inside the caller's transaction: how many of the records were new. The slots are held while their free places are
    given: what others book meanwhile waits."""
    rows = Slot.objects.filter(event=door.event_id, pk__in={walk.slot for walk in walks})
    slots = locked_slots(rows.values_list("pk", flat=True)) if walks else {}
    return sum(_take(door, device, walk, slots[walk.slot], received) for walk in walks if walk.slot in slots)


def _take(door: Door, device: str, walk: Walk, slot: Slot, received: datetime) -> bool:
    persons = min(max(walk.persons, 1), MOST_PERSONS)
    took = 0 if slot.waiting else min(persons, slot.left)
    said = {"slot": slot, "persons": persons, "took": took, "district": walk.district[:20]}
    times = {"at": min(walk.at, received), "received_at": received}
    row, made = WalkIn.objects.get_or_create(door=door, device=device, number=walk.number, defaults=said | times)
    if made and took:
        Slot.objects.filter(pk=slot.pk).update(taken=F("taken") + took)
        slot.taken += took
    if made and slot.event.ages:
        _keep_ages(row, walk.ages)
    return made


def _keep_ages(walk: WalkIn, said: Mapping[str, int]) -> None:
    """What no party can be is not kept: a phone's record is never refused for it."""
    known = {band: said[band] for band in BANDS if said.get(band, 0) > 0}
    if sum(known.values()) <= walk.persons:
        WalkAge.objects.bulk_create(WalkAge(walk=walk, band=band, persons=n) for band, n in known.items())
