"""The storm's own writer and Django's forms on the same sittings at the same moment: nobody waits for ever, nothing is counted twice."""

import asyncio
import time
from threading import Event as Signal

import pytest
from django.db import transaction
from django.db.models import Sum
from tests.factories.at_once import at_once
from tests.factories.events import family, make_event, make_slot
from tests.journeys.conftest import database_url

from worldday.base import clock
from worldday.base.hotpath.clock import Ids
from worldday.events import links
from worldday.events.actions.booking import Full, book, book_at_once
from worldday.events.actions.lapsing import lapse_slot
from worldday.events.actions.rows import locked_booking, locked_slot
from worldday.events.intake.rows import Held, Hold, new_code
from worldday.events.intake.stores import open_store
from worldday.events.models import TAKING, Booking, Slot
from worldday.events.queries import slot_to_book

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("everything")]
ids = Ids()


def moment() -> int:
    return int(clock.now().timestamp() * 1000)


def hold(slot: Slot, key: str) -> Hold:
    now, number = moment(), links.key_number(key)
    return Hold(ids.new(now), new_code(), number, slot.event_id, slot.pk, "family", 2, 0, now, now + 600_000)


def stored(work):
    """`work(store)` with a store of its own, as a server has one."""

    async def go():
        store = open_store(database_url())
        await store.open()
        try:
            return await work(store)
        finally:
            await store.close()

    return asyncio.run(go())


def counted(slot: Slot) -> tuple[int, int]:
    held = Booking.objects.filter(slot=slot, state__in=TAKING).aggregate(n=Sum("size"))["n"] or 0
    return Slot.objects.get(pk=slot.pk).taken, held


def test_batches_of_a_storm_and_forms_fill_one_sitting_to_its_last_place():
    slot = slot_to_book(make_slot(make_event(bookings_each=5), places=120).pk)

    async def storm(store):
        told = []
        for _n in range(15):
            told += await store.commit([hold(slot, links.new_key()) for _one in range(2)])
        return told

    def either(n: int):
        if n == 0:
            return stored(storm)
        return [book_at_once(slot=slot, party=family(100 * n + one), key=links.new_key()) for one in range(10)]

    made = at_once(either, people=5)
    assert [one for one in made if isinstance(one, Exception)] == []
    held = [one for one in made[0] if isinstance(one, Held)]
    forms = [one for some in made[1:] for one in some if one is not None]
    assert len(held) + len(forms) == 60  # of the seventy parties of two that came
    assert counted(slot) == (120, 120)


def test_holds_given_back_filled_in_and_lapsing_at_once_are_each_one_thing():
    slot = slot_to_book(make_slot(make_event(bookings_each=5), places=200).pk)
    keys = [links.new_key() for _n in range(24)]
    stored(lambda store: store.commit([hold(slot, key) for key in keys]))
    assert counted(slot) == (48, 48)
    late = [links.key_number(key) for key in keys[16:]]
    Booking.objects.filter(key__in=late).update(held_until=clock.now())

    async def giving_back(store):
        return [await store.drop(links.key_number(key), moment()) for key in keys]

    def either(n: int):
        if n == 0:
            return stored(giving_back)
        if n == 1:
            return [lapse_slot(slot.pk) for _turn in range(10)]
        return [book(slot=slot, party=family(100 * n + at), key=key) for at, key in enumerate(keys[:16])]

    made = at_once(either, people=3)
    assert not [one for one in made if isinstance(one, Exception) and not isinstance(one, Full)], made
    assert counted(slot) == (32, 32)  # who fills in a form whose places were given back books anew
    assert sorted(Booking.objects.values_list("state", flat=True)) == ["booked"] * 16 + ["lapsed"] * 8


def test_whoever_gives_back_waits_for_the_sitting_before_the_booking_as_everybody_does():
    slot, key = slot_to_book(make_slot(places=10).pk), links.new_key()
    stored(lambda store: store.commit([hold(slot, key)]))
    held, asked = Signal(), Signal()

    def either(n: int):
        if n:
            held.wait(60)
            asked.set()
            return stored(lambda store: store.drop(links.key_number(key), moment()))
        with transaction.atomic():
            locked_slot(slot.pk)
            held.set()
            asked.wait(60)
            time.sleep(0.7)  # by now the other one waits for the sitting
            return locked_booking(Booking.objects.get().pk).state

    assert at_once(either, people=2) == ["held", True]
    assert counted(slot) == (0, 0)
