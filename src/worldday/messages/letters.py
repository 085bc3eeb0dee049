"""What one person is told of one thing. Every area writes `Letter`s; each becomes a message for every line that reaches the person."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import override

from worldday.base import clock

from .channels import channel
from .models import Channel, Message
from .quiet import next_waking

QUIET = (Channel.NOTE, Channel.EMAIL)
LOUD = (Channel.SMS, Channel.WECHAT)  # they ring: by day, unless a letter says otherwise


@dataclass(frozen=True)
class Words:
    """In the reader's language; `facts` fill the templates of channels that send nothing else."""

    subject: str
    text: str
    facts: Mapping[str, str] = field(default_factory=dict)


def worded(said: tuple[str | Promise, str | Promise], language: str, facts: Mapping[str, str]) -> Words:
    """Subject and text in this language, with the facts in their places."""
    with override(language):
        subject, text = (str(part).format(**facts) for part in said)
    return Words(subject, text, facts)


@dataclass(frozen=True)
class Reader:
    """A person who is told: `lines` are the channels that reach them, each with its address."""

    code: str
    name: str
    language: str
    lines: dict[str, str] = field(default_factory=dict)

    def only(self, channels: Collection[str]) -> Reader:
        """The same person, by these channels alone."""
        return replace(self, lines={name: address for name, address in self.lines.items() if name in channels})


@dataclass(frozen=True)
class Letter:
    """The fields are those of `Message`. `key` is good once for each line; `rings_at` None = by day."""

    key: str
    occasion: str
    to: Reader
    about: str
    scope_path: str
    said: Words
    campaign: str = ""
    link: str = ""
    rings_at: datetime | None = None


def stranger(code: str, language: str, contact: Mapping[str, Any]) -> Reader:
    """Somebody without an account, by the phone and e-mail address they gave. The log needs no name: what `code` names has it,
    for as long as it may."""
    lines = {Channel.SMS: contact.get("phone"), Channel.EMAIL: contact.get("email")}
    reached = {str(name): address for name, address in lines.items() if address and channel(name).is_available()}
    return Reader(code, code, language, reached)


def each_time() -> str:
    """A mark in the key of what is told as often as it happens."""
    return f"{clock.now():%Y%m%dT%H%M%S%f}"


def with_link(text: str, link: str) -> str:
    """A text message: its template ends with the address."""
    return f"{text} {settings.PUBLIC_URL}{link}" if link else text


def messages_of(letter: Letter, now: datetime) -> Iterator[Message]:
    """One for each line of the reader, not yet stored."""
    to, said, link = letter.to, letter.said, letter.link
    for name, address in to.lines.items():
        yield Message(
            key=f"{letter.key}:{name}",
            occasion=letter.occasion,
            channel=name,
            to=to.code,
            to_name=to.name[:60],
            address=address,
            about=letter.about,
            campaign=letter.campaign,
            scope_path=letter.scope_path,
            language=to.language,
            subject=said.subject[:200],
            text=with_link(said.text, link) if name == Channel.SMS else said.text,
            facts={**said.facts, "link": f"{settings.PUBLIC_URL}{link}"} if link else dict(said.facts),
            link=link,
            due_at=(letter.rings_at or next_waking(now)) if name in LOUD else now,
            made_at=now,
        )
