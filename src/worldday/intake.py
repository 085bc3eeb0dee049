"""The hot paths together: the quizzes' answers and the places of events, on one event loop and under one address.

`worldday intake` runs them beside a site that runs without them (`worldday serve --separate`).
"""

import argparse
import os
import sys
from collections.abc import Awaitable
from typing import Any

from worldday.base.env import BadSetting
from worldday.base.hotpath.config import Config, from_environment
from worldday.base.hotpath.listen import run
from worldday.base.hotpath.room import Receive, Room, Scope, Send, lifespan
from worldday.events.intake.app import App as Places
from worldday.quizzes.intake.app import App as Quizzes


class Intake:
    """Whatever is not a room's own goes to the quizzes, which stood here first."""

    def __init__(self, config: Config, *, quizzes: Room | None = None, places: Room | None = None) -> None:
        self.quizzes, self.places = quizzes or Quizzes(config), places or Places(config)
        self.straight = self.quizzes.straight | self.places.straight

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        if scope["type"] != "http":
            return lifespan(self, scope, receive, send)
        room = self.places if scope["path"].startswith(self.places.paths) else self.quizzes
        return room(scope, receive, send)

    async def open(self) -> None:
        for room in (self.quizzes, self.places):
            await room.behind.open()

    async def close(self) -> None:
        for room in (self.quizzes, self.places):
            await room.behind.close()


def main(argv: list[str]) -> int:
    """Runs until told to stop; 2 when a setting cannot be used."""
    parser = argparse.ArgumentParser(prog="worldday intake", description="Answers and bookings, without the site.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on; :: for every IPv4 and IPv6 address")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8001))
    parser.add_argument("--shared", action="store_true", help="several of these listen at one port (PostgreSQL only)")
    options = parser.parse_args(argv)
    try:
        application: Any = Intake(from_environment())
    except BadSetting as bad:
        print(bad, file=sys.stderr)
        return 2
    run(application, options.host, options.port, shared=options.shared)
    return 0
