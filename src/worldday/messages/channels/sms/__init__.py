"""Text messages. The channel is chosen by WORLDDAY_SMS: `gateway` (the authority's platform), `console`, or `demo`."""

from importlib import import_module
from typing import Protocol

from django.conf import settings

from worldday.messages.channels import NotSent
from worldday.messages.models import Message

__all__ = ["NotSent", "channel", "finish", "is_available", "reaches_phones", "send", "send_code"]


class Channel(Protocol):
    def send_code(self, *, phone: str, code: str, minutes: int, language: str) -> None: ...

    def send_text(self, *, phone: str, template: str, params: dict[str, str], language: str, number: str) -> None:
        """`template`: the occasion; platforms of this country send approved templates only. `number`: tells a repeat."""


def channel() -> Channel:
    """The module of the chosen channel. Raises `ImproperlyConfigured` (from the channel) when it may not be used here."""
    return import_module(f"{__name__}.{settings.SMS_CHANNEL}")


def send_code(*, phone: str, code: str, minutes: int, language: str) -> None:
    """Send a one-time code. `phone`: eleven digits of the mainland. Raises `NotSent`."""
    channel().send_code(phone=phone, code=code, minutes=minutes, language=language)


def reaches_phones() -> bool:
    """Whether a code gets to whoever asked for it: by a platform that has an address, or in a demo, where the page shows it."""
    return settings.SMS_CHANNEL == "demo" or (settings.SMS_CHANNEL == "gateway" and bool(settings.SMS_URL))


def is_available() -> bool:
    """Codes need no templates of ours; what staff are told does, so it is switched on apart (WORLDDAY_SMS_TELLS)."""
    return bool(settings.SMS_TELLS)


def send(message: Message) -> None:
    told = {"template": message.occasion, "params": message.facts, "language": message.language}
    channel().send_text(phone=message.address, number=message.code, **told)


def finish() -> None:
    pass
