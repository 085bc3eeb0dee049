"""Short POSTs answered without the ceremony of ASGI: no messages to and fro, no event to wait for, one write per answer.

That ceremony is most of what a request costs on a hot path (docs/decisions/0203). Only what is plain goes straight: HTTP/1.1, a
short body of known length, a connection that stays. Anything else takes uvicorn's own way to the same doors, so both answer alike.
"""

import asyncio
from collections.abc import Callable, Coroutine, Mapping, MutableMapping
from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

MOST_BODY = 32 * 1024
TEXT = b"content-type: text/plain; charset=utf-8\r\n"


class Protocol(HttpToolsProtocol):
    """Uvicorn's, with a straight way to the addresses that the application names in `straight`.

    And a connection has one timer, which looks when a request last began or ended. Uvicorn sets one after each answer and cancels
    it with the next request, which costs more than reading the clock twice; and who never asks for anything has none.
    """

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.straight: Mapping[bytes, Answer] = getattr(self.app, "straight", {})
        self.idle_since = 0.0  # by the loop's clock; says nothing while a request is being answered
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.idle_since = self.loop.time()
        self._look_in(self.timeout_keep_alive)

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None  # and nothing keeps a connection that broke off

    def _look_in(self, seconds: float) -> None:
        self._timer = self.loop.call_later(seconds, self._look)

    def _look(self) -> None:
        """Idle for long enough, or as long at half a request: closed. Else looked at again when it could be."""
        answering = self.cycle is not None and not self.cycle.response_complete
        left = self.timeout_keep_alive - (0.0 if answering else self.loop.time() - self.idle_since)
        if left > 0:
            self._look_in(left)
        else:
            self.timeout_keep_alive_handler()

    def on_response_complete(self) -> None:
        """As uvicorn has it, without a timer to be set."""
        self.server_state.total_requests += 1
        if self.transport.is_closing():
            return
        self.idle_since = self.loop.time()
        self.flow.resume_reading()
        if self.pipeline:
            self._start_asgi_task(*self.pipeline.pop())

    def on_message_begin(self) -> None:
        """What ASGI needs besides is made only where the request goes that way."""
        self.idle_since = self.loop.time()
        self.url, self.headers, self.expect_100_continue = b"", [], False

    def on_headers_complete(self) -> None:
        answer = self.straight.get(self.url)
        if answer is not None and self._is_plain():
            self.cycle = Straight(self, answer)  # type: ignore[assignment]  # as much of one as is looked at
            return
        url, headers, expects = self.url, self.headers, self.expect_100_continue
        super().on_message_begin()
        self.url, self.expect_100_continue = url, expects
        self.headers += headers
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        if isinstance(self.cycle, Straight):
            self.cycle.body += body
        else:
            super().on_body(body)

    def on_message_complete(self) -> None:
        if isinstance(self.cycle, Straight):
            self.cycle.begin()
        else:
            super().on_message_complete()

    def _is_plain(self) -> bool:
        parser = self.parser
        return (
            (self.cycle is None or self.cycle.response_complete)  # else it has to wait for its turn
            and not self.flow.write_paused  # else he does not read what he asks for, and is made to
            and parser.get_method() == b"POST"
            and parser.get_http_version() == "1.1"
            and parser.should_keep_alive()
            and not parser.should_upgrade()
            and not self.expect_100_continue
            and self._is_short()
        )

    def _is_short(self) -> bool:
        for name, value in self.headers:
            if name == b"content-length":
                return int(value) <= MOST_BODY
        return False


Answer = Callable[["Straight"], Coroutine[Any, Any, None]]
"""What tells a request its answer."""


class Straight:
    """A whole request and its answer: what the protocol looks at of uvicorn's `RequestResponseCycle`, and the answering itself.

    Of the ASGI `scope` only `headers` and `client` are filled.
    """

    __slots__ = ("answer", "body", "disconnected", "keep_alive", "protocol", "response_complete", "scope", "task")

    def __init__(self, protocol: Protocol, answer: "Answer") -> None:
        self.protocol, self.answer = protocol, answer
        self.scope: MutableMapping[str, Any] = {"headers": protocol.headers, "client": protocol.client}
        self.body = b""
        self.keep_alive, self.disconnected, self.response_complete = True, False, False
        self.task: asyncio.Task[None] | None = None

    @property
    def message_event(self) -> "Straight":
        return self

    def set(self) -> None:
        """Nobody waits for pieces of the body."""

    def begin(self) -> None:
        """The request is whole. Kept, because the event loop itself holds its tasks only weakly."""
        self.task = self.protocol.loop.create_task(self.answer(self))

    def tell(self, status: int, head: bytes, body: bytes) -> None:
        """Send the answer, once. `head`: its header lines."""
        if self.disconnected:
            return
        protocol = self.protocol
        parts = [STATUS_LINE[status]]
        for name, value in protocol.server_state.default_headers:
            parts += name, b": ", value, b"\r\n"
        parts += (
            head,
            b"content-length: %d\r\n" % len(body),
            b"\r\n" if self.keep_alive else b"connection: close\r\n\r\n",
            body,
        )
        protocol.transport.write(b"".join(parts))
        self.response_complete = True
        if not self.keep_alive:
            protocol.transport.close()
        protocol.on_response_complete()
