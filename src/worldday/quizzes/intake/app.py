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
PLAIN = [
    (b"content-type", b"application/json"),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
]
RETRY_AFTER_S = b"1"  # the page adds jitter of its own


class App:
    """Answers `{prefix}/intake/…`, whether or not a proxy in front has taken the prefix off."""

    def __init__(self, config: Config, intake: Intake | None = None) -> None:
        self.intake = intake or Intake(config)
        self.most_in_flight, self.in_flight = config.most_in_flight, 0
        self.refused: Counter[str] = Counter()  # by code, since this process began; staff see them while a quiz is open
        self.live = Live(self.intake, config.secret)
        names = ("enter", "start", "submit", "health", *LIVE)
        self._names = {f"{before}{ROOM}{name}": name for name in names for before in ("", config.prefix)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        else:
            await send({"type": "websocket.close", "code": 1000})

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.in_flight >= self.most_in_flight:
            self.refused["busy"] += 1
            await _respond(send, 503, Refused("busy").body())
            return
        self.in_flight += 1
        try:
            status, body = await self._answer(scope, receive)
        finally:
            self.in_flight -= 1
        await _respond(send, status, body)

    async def _answer(self, scope: Scope, receive: Receive) -> tuple[int, bytes]:
        try:
            return await self._do(self._names.get(scope["path"]), scope, receive)
        except Refused as caught:
            refused = caught
        except (msgspec.DecodeError, UnicodeDecodeError, RowRefused):
            refused = Refused("bad-request")
        except StoreDown:
            refused = Refused("storage")
        self.refused[refused.code] += 1
        return refused.status, refused.body()

    async def _do(self, name: str | None, scope: Scope, receive: Receive) -> tuple[int, bytes]:
        if name == "health":
            return self._health()
        if name is None or scope["method"] != "POST":
            raise Refused("method" if name else "not-found")
        body = await _body(receive)
        if name == "submit":
            return 200, await self.intake.submit(body, scope["headers"], scope.get("client"))
        if name in LIVE:
            return 200, await getattr(self.live, name.removeprefix("live/"))(body)
        return 200, await (self.intake.start(body) if name == "start" else self.intake.enter(body))

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

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        await receive()
        await self.intake.open()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.live.writer.finish()
        await self.intake.close()
        await send({"type": "lifespan.shutdown.complete"})


async def _body(receive: Receive) -> bytes:
    message = await receive()
    body: bytes = message.get("body", b"")
    while message.get("more_body") and len(body) <= MOST_BODY:
        message = await receive()
        body += message.get("body", b"")
    if len(body) > MOST_BODY:
        raise Refused("too-large")
    return body


async def _respond(send: Send, status: int, body: bytes) -> None:
    headers = [*PLAIN, (b"content-length", b"%d" % len(body))]
    if status == 503:
        headers.append((b"retry-after", RETRY_AFTER_S))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def create() -> App:
    """For `uvicorn --factory worldday.quizzes.intake.app:create`."""
    return App(from_environment())
