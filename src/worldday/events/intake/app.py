"""The ASGI application of the storm path: which address is which verb."""

from collections.abc import Awaitable
from typing import Any

from worldday.base.hotpath.config import Config
from worldday.base.hotpath.room import Room, Scope

from .refusals import Refused
from .service import Places

ROOM = "/intake/places/"


class App(Room):
    """Answers `{prefix}/intake/places/…`."""

    def __init__(self, config: Config, places: Places | None = None) -> None:
        self.places = places or Places(config)
        doors = {
            "look": lambda body, _scope: self.places.look(body),
            "take": self._take,
            "drop": lambda body, _scope: self.places.drop(body),
        }
        super().__init__(
            self, doors, room=ROOM, prefix=config.prefix, refusal=Refused, most=config.most_in_flight
        )  # fmt: skip

    def _take(self, body: bytes, scope: Scope) -> Awaitable[bytes]:
        return self.places.take(body, scope["headers"], scope.get("client"))

    async def open(self) -> None:
        await self.places.open()

    async def close(self) -> None:
        await self.places.close()

    def health(self) -> tuple[bool, dict[str, Any]]:
        return self.places.health()
