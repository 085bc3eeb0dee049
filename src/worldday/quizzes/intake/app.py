"""The ASGI application of the hot path: paths, bodies, status codes. Nothing here knows what a quiz is."""

import logging
from collections import Counter
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import msgspec

from .config import Config, from_environment
from .live.service import Live
from .messages import MOST_BODY
from .refusals import Refused
from .service import Intake
from .stores import RowRefused, StoreDown

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
logger = logging.getLogger(__name__)
ROOM = "/intake/"
LIVE = ("live/join", "live/look", "live/say", "live/turn")  # a quiz on stage
PLAIN = [(b"content-type", b"application/json"), (b"x-content-type-options", b"nosniff")]
NOT_KEPT = [*PLAIN, (b"cache-control", b"no-store")]  # what answers a POST nobody keeps, unless he is told that he may
RETRY_AFTER_S = b"1"  # the page adds jitter of its own


class App:
    """Answers `{prefix}/intake/…`, whether or not a proxy in front has taken the prefix off."""

    def __init__(self, config: Config, intake: Intake | None = None) -> None:
        self.intake = intake or Intake(config)
        self.most_in_flight, self.in_flight = config.most_in_flight, 0
        self.refused: Counter[str] = Counter()  # by code, since this process began; staff see them while a quiz is open
        self.live = Live(self.intake, config.secret)
        names = ("enter", "start", "submit", "review", "health", *LIVE)
        self._names = {f"{before}{ROOM}{name}": name for name in names for before in ("", config.prefix)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._otherwise(scope, receive, send)
            return
        if self.in_flight >= self.most_in_flight:
            status, body = self._refused(Refused("busy"))
        else:
            self.in_flight += 1
            try:
                status, body = await self._answer(scope, receive)
            except (Refused, msgspec.DecodeError, UnicodeDecodeError, RowRefused, StoreDown) as error:
                status, body = self._refused(error)
            finally:
                self.in_flight -= 1
        headers = [*(PLAIN if scope["method"] == "POST" else NOT_KEPT), (b"content-length", b"%d" % len(body))]
        if status == 503:
            headers.append((b"retry-after", RETRY_AFTER_S))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _answer(self, scope: Scope, receive: Receive) -> tuple[int, bytes]:
        name = self._names.get(scope["path"])
        if name == "health":
            return self._health()
        if name is None or scope["method"] != "POST":
            raise Refused("method" if name else "not-found")
        message = await receive()
        body = message.get("body", b"")
        if len(body) > MOST_BODY or message.get("more_body"):
            body = await _whole(body, receive)
        if name == "submit":
            return 200, await self.intake.submit(body, scope["headers"], scope.get("client"))
        door = getattr(self.live, name.removeprefix("live/")) if name in LIVE else getattr(self.intake, name)
        return 200, await door(body)

    def _refused(self, error: Exception) -> tuple[int, bytes]:
        if not isinstance(error, Refused):
            error = Refused("storage" if isinstance(error, StoreDown) else "bad-request")
        self.refused[error.code] += 1
        return error.status, error.body()

    def _health(self) -> tuple[int, bytes]:
        writer = self.intake.writer
        well = not writer.down and self.intake.keys.ring.signing is not None
        figures = {
            "ok": well,
            "in_flight": self.in_flight,
            "rows": writer.rows,
            "commits": writer.commits,
            "refused": self.refused,
        }
        return 200 if well else 503, msgspec.json.encode(figures)

    async def _otherwise(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            await send({"type": "websocket.close", "code": 1000})
            return
        await receive()
        await self.intake.open()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.live.writer.finish()
        await self.intake.close()
        await send({"type": "lifespan.shutdown.complete"})


async def _whole(body: bytes, receive: Receive) -> bytes:
    """What comes in several pieces, or is too large."""
    more = True
    while more and len(body) <= MOST_BODY:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    if len(body) > MOST_BODY:
        raise Refused("too-large")
    return body


def create() -> App:
    """For `uvicorn --factory worldday.quizzes.intake.app:create`."""
    return App(from_environment())
