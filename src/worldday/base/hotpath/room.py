"""A few addresses answered natively on the event loop: bodies, status codes, the limit of what is in flight.

By ASGI, and without its ceremony where the server offers that (`straight`)."""

import logging
from collections import Counter
from collections.abc import Awaitable, Callable, MutableMapping
from functools import partial
from typing import Any, Protocol

import msgspec

from .errors import RowRefused, StoreDown
from .refusals import Refusal
from .straight import MOST_BODY, TEXT, Answer, Straight

logger = logging.getLogger(__name__)
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Door = Callable[[bytes, Scope], Awaitable[bytes]]
"""From the body of a POST, and who sent it, to the body of the answer."""
PLAIN = [(b"content-type", b"application/json"), (b"x-content-type-options", b"nosniff")]
NOT_KEPT = [*PLAIN, (b"cache-control", b"no-store")]  # what answers a POST nobody keeps, unless he is told that he may
RETRY_AFTER_S = b"1"  # the page adds jitter of its own
PLAIN_LINES = b"".join(b"%b: %b\r\n" % header for header in PLAIN)
RETRY_LINE = b"retry-after: %b\r\n" % RETRY_AFTER_S
COME_BACK = (429, 503)
REFUSALS = (Refusal, msgspec.DecodeError, UnicodeDecodeError, RowRefused, StoreDown)


class Opened(Protocol):
    """What opens and closes with the server."""

    async def open(self) -> None: ...

    async def close(self) -> None: ...


class Behind(Opened, Protocol):
    """What a room asks how it is."""

    def health(self) -> tuple[bool, dict[str, Any]]:
        """(whether it can answer and keep, figures for whoever runs it)."""


class Room:
    """Answers `{prefix}{room}{name}`, whether or not a proxy in front has taken the prefix off."""

    def __init__(
        self, behind: Behind, doors: dict[str, Door], *, room: str, prefix: str, refusal: type[Refusal], most: int
    ) -> None:
        """`most`: requests being answered at a time; the next one is told at once to come back."""
        self.behind, self.refusal, self.most_in_flight, self.in_flight = behind, refusal, most, 0
        self.refused: Counter[str] = Counter()  # by code, since this process began; staff see them while it is open
        self.paths = tuple({room, prefix + room})
        self._doors = {path + name: door for name, door in doors.items() for path in self.paths}
        self._health = {path + "health" for path in self.paths}
        self.straight: dict[bytes, Answer] = {
            path.encode(): partial(self._straight, door) for path, door in self._doors.items()
        }

    async def _straight(self, door: Door, request: Straight) -> None:
        """The same answer as by ASGI."""
        if self.in_flight >= self.most_in_flight:
            self._refuse(request, self.refusal("busy"))
            return
        self.in_flight += 1
        try:
            request.tell(200, PLAIN_LINES, await door(request.body, request.scope))
        except REFUSALS as error:
            self._refuse(request, error)
        except Exception:
            logger.exception("A request could not be answered")
            request.tell(500, TEXT, b"Internal Server Error")
        finally:
            self.in_flight -= 1

    def _refuse(self, request: Straight, error: Exception) -> None:
        status, body = self._refused(error)
        request.tell(status, PLAIN_LINES + RETRY_LINE if status in COME_BACK else PLAIN_LINES, body)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await lifespan(self.behind, scope, receive, send)
            return
        if self.in_flight >= self.most_in_flight:
            status, body = self._refused(self.refusal("busy"))
        else:
            self.in_flight += 1
            try:
                status, body = await self._answer(scope, receive)
            except REFUSALS as error:
                status, body = self._refused(error)
            finally:
                self.in_flight -= 1
        headers = [*(PLAIN if scope["method"] == "POST" else NOT_KEPT), (b"content-length", b"%d" % len(body))]
        if status in COME_BACK:
            headers.append((b"retry-after", RETRY_AFTER_S))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _answer(self, scope: Scope, receive: Receive) -> tuple[int, bytes]:
        door = self._doors.get(scope["path"])
        if door is None or scope["method"] != "POST":
            if scope["path"] in self._health:
                return self._how_it_is()
            raise self.refusal("method" if door else "not-found")
        message = await receive()
        body = message.get("body", b"")
        if len(body) > MOST_BODY or message.get("more_body"):
            body = await self._whole(body, receive)
        return 200, await door(body, scope)

    async def _whole(self, body: bytes, receive: Receive) -> bytes:
        """What comes in several pieces, or is too large."""
        more = True
        while more and len(body) <= MOST_BODY:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        if len(body) > MOST_BODY:
            raise self.refusal("too-large")
        return body

    def _refused(self, error: Exception) -> tuple[int, bytes]:
        if not isinstance(error, Refusal):
            error = self.refusal("storage" if isinstance(error, StoreDown) else "bad-request")
        self.refused[error.code] += 1
        return error.status, error.body()

    def _how_it_is(self) -> tuple[int, bytes]:
        well, figures = self.behind.health()
        told = {"ok": well, "in_flight": self.in_flight, **figures, "refused": self.refused}
        return 200 if well else 503, msgspec.json.encode(told)


async def lifespan(behind: Opened, scope: Scope, receive: Receive, send: Send) -> None:
    """Open with the server, close with it; there are no WebSockets here."""
    if scope["type"] != "lifespan":
        await send({"type": "websocket.close", "code": 1000})
        return
    await receive()
    await behind.open()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await behind.close()
    await send({"type": "lifespan.shutdown.complete"})
