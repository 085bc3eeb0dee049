"""The door of the embedded default: quizzes and bookings are answered natively on the event loop, everything else by Django in threads."""

import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, cast

from a2wsgi import WSGIMiddleware

from worldday.base.hotpath.config import from_environment
from worldday.gather import Gather
from worldday.intake import Intake
from worldday.quizzes.intake.app import ROOM

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Any, Any, Any], Awaitable[None]]


class Site:
    """`intake` also opens and closes with the server (lifespan)."""

    def __init__(self, intake: Application, django: Application, prefix: str) -> None:
        self.intake, self.django = intake, django
        self.rooms = (ROOM, f"{prefix}{ROOM}")
        self.straight = getattr(intake, "straight", {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(self.rooms):
            await self.intake(scope, receive, send)
        else:
            await self.django(_tidied(scope), receive, send)


def _tidied(scope: Scope) -> Scope:
    """As any careful server hands it on: a header written with `_` would pass for the one with `-`, which proxies vouch for."""
    headers = [(name, value) for name, value in scope["headers"] if b"_" not in name]
    return {**scope, "headers": headers}


def create(threads: int) -> Site:
    """Intake and Django in this process; `threads` requests of Django's are answered at a time."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "worldday.settings")
    from worldday.wsgi import application  # sets Django up

    config = from_environment()
    os.environ.pop("SCRIPT_NAME", None)  # a2wsgi would set it on requests; Django has taken it into its settings
    django: Any = WSGIMiddleware(cast("Any", application), workers=threads)
    return Site(Intake(config), Gather(django), config.prefix)
