"""Phones that talk to the intake without a network: one event loop per test, the ASGI application called as a server would."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from worldday.base.hotpath.config import Config
from worldday.quizzes.intake.app import App
from worldday.quizzes.intake.clock import Clock
from worldday.quizzes.intake.service import Intake
from worldday.quizzes.intake.stores import Store

NOON = 1_602_648_000_000  # 2020-10-14 12:00 in Shanghai
SECRET = "the installation's secret"


class Hands:
    """A clock that goes when it is told to."""

    def __init__(self, now_ms: int = NOON) -> None:
        self.now_ms = now_ms

    def forward(self, seconds: float) -> None:
        self.now_ms += round(seconds * 1000)


class Phone:
    """`post` gives (status, JSON); everything that the server keeps stays between two calls."""

    def __init__(self, runner: asyncio.Runner, app: App, hands: Hands) -> None:
        self.runner, self.app, self.hands, self.prefix = runner, app, hands, ""

    def post(self, name: str, content: Any = None, **headers: str) -> tuple[int, dict[str, Any]]:
        status, _headers, body = self.runner.run(self.ask("POST", name, content, headers))
        return status, json.loads(body)

    async def ask(
        self,
        method: str,
        name: str,
        content: Any = None,
        headers: dict[str, str] | None = None,
        address: str = "203.0.113.7",
    ) -> tuple[int, dict[str, str], bytes]:
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        told = {"user-agent": "phone"} | {key.replace("_", "-"): value for key, value in (headers or {}).items()}
        scope = {
            "type": "http",
            "method": method,
            "path": f"{self.prefix}/intake/{name}",
            "headers": [(key.encode(), value.encode()) for key, value in told.items()],
            "client": (address, 4711),
        }
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        await self.app(scope, receive, send)
        answered = {key.decode(): value.decode() for key, value in sent[0]["headers"]}
        return sent[0]["status"], answered, b"".join(message.get("body", b"") for message in sent[1:])

    def enter(self, **fields: Any) -> dict[str, Any]:
        status, told = self.post("enter", {"quiz": 1, **fields})
        assert status == 200, told
        return told

    def start(self, held: str, **fields: Any) -> dict[str, Any]:
        status, told = self.post("start", {"pass": held, **fields})
        assert status == 200, told
        return told

    def submit(self, ticket: str, answers: Any, **headers: str) -> tuple[int, dict[str, Any]]:
        return self.post("submit", {"ticket": ticket, "answers": answers}, **headers)

    def hand_in(self, ticket: str, answers: Any) -> dict[str, Any]:
        """The result and, for its voucher, everything else, as the page shows it."""
        status, result = self.submit(ticket, answers)
        assert status == 200, result
        status, rest = self.post("review", {"ticket": ticket, "answers": answers, "voucher": result["voucher"]})
        assert status == 200, rest
        return result | rest

    def refused(self, name: str, content: Any) -> str:
        """The code of the refusal, whose sentence must be there in both languages."""
        status, told = self.post(name, content)
        assert status >= 400, told
        assert told["error"]["sentence"]["zh"] and told["error"]["sentence"]["en"]
        return str(told["error"]["code"])


def held_clock(hands: Hands) -> Clock:
    clock = Clock(wall=lambda: hands.now_ms / 1000, monotonic=lambda: hands.now_ms / 1000)
    clock.now_ms = lambda: hands.now_ms  # type: ignore[method-assign]
    return clock


@contextmanager
def phone(url: str, *, store: Store | None = None, hands: Hands | None = None, **config: Any) -> Iterator[Phone]:
    hands = hands or Hands()
    with asyncio.Runner() as runner:
        settings = Config(url, SECRET, **config)
        clock = None if settings.visitors_zone else held_clock(hands)  # a demo's clock asks whom it answers
        app = App(settings, Intake(settings, store=store, clock=clock))
        runner.run(app.intake.open())
        try:
            yield Phone(runner, app, hands)
        finally:
            runner.run(app.intake.close())
