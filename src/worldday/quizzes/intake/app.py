"""The ASGI application of the quiz's hot path: which address is which verb."""

from collections.abc import Awaitable, Callable
from typing import Any

from worldday.base.hotpath.config import Config
from worldday.base.hotpath.room import Door, Room, Scope
from worldday.base.hotpath.visiting import at_their_day

from .live.service import Live
from .refusals import Refused
from .service import Intake

ROOM = "/intake/"


class App(Room):
    """Answers `{prefix}/intake/…`."""

    def __init__(self, config: Config, intake: Intake | None = None) -> None:
        self.intake = intake or Intake(config)
        self.live = Live(self.intake, config.secret)
        playing = {"enter": self.intake.enter, "start": self.intake.start, "review": self.intake.review}
        stage = {  # at one clock for the whole hall, whatever day a host or a phone chose in a demo
            "live/join": self.live.join,
            "live/look": self.live.look,
            "live/say": self.live.say,
            "live/turn": self.live.turn,
        }
        doors = {name: _of_body(verb) for name, verb in playing.items()} | {"submit": self._submit}
        every = at_their_day(doors, config) | {name: _of_body(verb) for name, verb in stage.items()}
        super().__init__(self, every, room=ROOM, prefix=config.prefix, refusal=Refused, most=config.most_in_flight)

    def _submit(self, body: bytes, scope: Scope) -> Awaitable[bytes]:
        return self.intake.submit(body, scope["headers"], scope.get("client"))

    async def open(self) -> None:
        await self.intake.open()

    async def close(self) -> None:
        await self.live.writer.finish()
        await self.intake.close()

    def health(self) -> tuple[bool, dict[str, Any]]:
        writer = self.intake.writer
        well = not writer.down and self.intake.keys.ring.signing is not None
        return well, {"rows": writer.rows, "commits": writer.commits}


def _of_body(verb: Callable[[bytes], Awaitable[bytes]]) -> Door:
    return lambda body, _scope: verb(body)
