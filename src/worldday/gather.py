"""Bodies of requests are gathered on the event loop before Django gets one of its few threads.

A phone that sends a photo for a minute over a bad line would hold a thread for that minute; eight such phones, and nobody else is
answered. So up to `GATHERED` bytes wait in memory, then on the disk; what is longer streams through, as long as it keeps coming.

And a body that breaks off never passes for a whole one: under WSGI the rest of a form would just be missing. Only pieces of
uploads, which say how long the whole is, are handed on as far as they came.
"""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Any, Any, Any], Awaitable[None]]

GATHERED = 9 * 1024**2
"""Bytes: a piece of an upload (8 MB) with room to spare."""
IN_MEMORY = 256 * 1024
SILENCE = 30.0
"""Seconds without a byte after which the line counts as broken."""
BLOCK = 256 * 1024
TIMED_OUT, NO_ROOM = 408, 507
PIECE = b"application/offset+octet-stream"
GONE: dict[str, Any] = {"type": "http.disconnect"}


class Gather:
    """ASGI: hands `inner` whole bodies, or long ones that stream."""

    def __init__(self, inner: Application) -> None:
        self.inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _has_body(scope):
            await self.inner(scope, receive, send)
            return
        with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as kept:
            body = Body(receive, kept)
            try:
                whole = await body.gather()
            except OSError:  # no room on the disk
                await _turn_away(send, NO_ROOM)
                return
            if whole or _is_piece(scope):
                await self.inner(scope, body.again, send)
            elif body.silent:
                await _turn_away(send, TIMED_OUT)


class Body:
    """One request's body while it arrives and while it is handed on."""

    def __init__(self, receive: Receive, kept: Any) -> None:
        self._receive, self._kept = receive, kept
        self._more = True  # still to come over the line
        self._broken = False
        self.silent = False  # broken because nothing came any more; the other side may still listen
        self._left = 0  # kept and not yet handed on
        self._ended = False  # the application knows that nothing more comes

    async def gather(self) -> bool:
        """Read until the end or `GATHERED` bytes; False when the line broke before either."""
        while self._more and self._left < GATHERED:
            message = await self._next()
            self._left += self._kept.write(message.get("body", b""))
        self._kept.seek(0)
        return not self._broken

    async def again(self) -> MutableMapping[str, Any]:
        """What an application receives: the gathered bytes, then whatever still comes."""
        if self._left or not (self._more or self._ended):
            block = self._kept.read(BLOCK)
            self._left -= len(block)
            self._ended = not (self._left or self._more)
            return {"type": "http.request", "body": block, "more_body": not self._ended}
        if self._ended:
            return GONE if self._broken else await self._receive()
        message = await self._next()
        self._ended = not self._more
        return message

    async def _next(self) -> MutableMapping[str, Any]:
        try:
            message = await asyncio.wait_for(self._receive(), SILENCE)
        except TimeoutError:
            message, self.silent = GONE, True
        self._broken = message["type"] != "http.request"
        self._more = not self._broken and message.get("more_body", False)
        return message


def _has_body(scope: Scope) -> bool:
    return any(
        (name == b"content-length" and value != b"0") or name == b"transfer-encoding"
        for name, value in scope["headers"]
    )


def _is_piece(scope: Scope) -> bool:
    return scope["method"] == "PATCH" and (b"content-type", PIECE) in scope["headers"]


async def _turn_away(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"connection", b"close")]})
    await send({"type": "http.response.body", "body": b""})
