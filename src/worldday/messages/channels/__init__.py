"""How messages leave the installation: one folder per channel, each with the same three functions (`Channel`)."""

from importlib import import_module
from typing import Protocol

from worldday.messages import models


class NotSent(Exception):
    """The channel did not take the message; the text is for the log. `again`: the same message may be taken later."""

    def __init__(self, why: str, *, again: bool = True) -> None:
        self.again = again
        super().__init__(why)


class PerhapsSent(Exception):
    """The line broke after the message was handed over: nobody can tell, so it is not sent again by itself."""


class Channel(Protocol):
    def is_available(self) -> bool:
        """Whether this installation has been told how to use it."""

    def send(self, message: models.Message) -> None:
        """Hand one message over. Raises `NotSent` or `PerhapsSent`."""

    def finish(self) -> None:
        """Let go of what was kept open between messages."""


def channel(name: str) -> Channel:
    """The module of a channel; an unknown one raises `NotSent`."""
    if name not in models.Channel.values:
        raise NotSent(f"There is no channel {name!r}.", again=False)
    return import_module(f"{__name__}.{name}")


def available() -> list[str]:
    """The channels that are set up here; notes in the desk always are."""
    return [name for name in models.Channel.values if channel(name).is_available()]
