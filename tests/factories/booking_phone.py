"""Phones that ask for places without a network, beside quiz_phone.py."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from tests.factories.booking_database import CODE
from tests.factories.quiz_phone import SECRET, Hands, Phone, held_clock
from worldday.base.hotpath.config import Config
from worldday.events.intake.app import App
from worldday.events.intake.service import Places
from worldday.events.intake.stores import Store

_keys = count(1)


def new_key() -> str:
    return f"form-{next(_keys):012}"


def wish(slot: int = 1, size: int = 1, **more: Any) -> dict[str, Any]:
    """What the page of one form sends."""
    return {"event": CODE, "slot": slot, "size": size, "key": new_key()} | more


class BookingPhone(Phone):
    def take(self, sent: dict[str, Any], **headers: str) -> dict[str, Any]:
        status, told = self.post("places/take", sent, **headers)
        assert status == 200, told
        return told

    def declined(self, sent: Any, name: str = "take") -> str:
        return self.refused(f"places/{name}", sent)

    def look_again(self) -> None:
        """What happens by itself every second."""
        self.runner.run(self.app.places.sittings.refresh(self.hands.now_ms))


@contextmanager
def booking_phone(
    url: str, *, store: Store | None = None, hands: Hands | None = None, **config: Any
) -> Iterator[BookingPhone]:
    hands = hands or Hands()
    with asyncio.Runner() as runner:
        settings = Config(url, SECRET, **config)
        clock = None if settings.visitors_zone else held_clock(hands)
        app = App(settings, Places(settings, store=store, clock=clock))
        try:
            yield BookingPhone(runner, app, hands)  # type: ignore[arg-type]  # any room
        finally:
            runner.run(app.close())
