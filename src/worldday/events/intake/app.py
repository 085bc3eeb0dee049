"""The ASGI application of the storm path: which address is which verb."""

from collections.abc import Awaitable
from typing import Any

from worldday.base.hotpath.config import Config
from worldday.base.hotpath.origin import is_from_elsewhere
from worldday.base.hotpath.room import Door, Room, Scope
from worldday.base.hotpath.visiting import at_their_day

from .refusals import Refused
from .service import Places

ROOM = "/intake/places/"


class App(Room):
    """Answers `{prefix}/intake/places/…`."""

    def __init__(self, config: Config, places: Places | None = None) -> None:
        self.places = places or Places(config)
        doors: dict[str, Door] = {
            "look": lambda body, _scope: self.places.look(body),
            "take": self._take,
            "drop": lambda body, _scope: self.places.drop(body),
        }
        every = at_their_day(doors, config)
        super().__init__(self, every, room=ROOM, prefix=config.prefix, refusal=Refused, most=config.most_in_flight)

    def _take(self, body: bytes, scope: Scope) -> Awaitable[bytes]:
        if is_from_elsewhere(scope["headers"]):  # a page elsewhere would hold places with its visitors' browsers
            raise Refused("elsewhere")
        return self.places.take(body, scope["headers"], scope.get("client"))

    async def open(self) -> None:
        await self.places.open()

    async def close(self) -> None:
        await self.places.close()

    def health(self) -> tuple[bool, dict[str, Any]]:
        return self.places.health()
