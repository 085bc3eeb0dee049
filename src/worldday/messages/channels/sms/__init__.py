"""Text messages. The channel is chosen by WORLDDAY_SMS: `gateway` (the authority's platform), `console`, or `demo`."""

from importlib import import_module
from typing import Protocol

from django.conf import settings


class NotSent(Exception):
    """The channel did not take the message; the text is for the log, not for people."""


class Channel(Protocol):
    def send_code(self, *, phone: str, code: str, minutes: int, language: str) -> None: ...


def channel() -> Channel:
    """The module of the chosen channel. Raises `ImproperlyConfigured` (from the channel) when it may not be used here."""
    return import_module(f"{__name__}.{settings.SMS_CHANNEL}")


def send_code(*, phone: str, code: str, minutes: int, language: str) -> None:
    """Send a one-time code. `phone`: eleven digits of the mainland. Raises `NotSent`."""
    channel().send_code(phone=phone, code=code, minutes=minutes, language=language)
