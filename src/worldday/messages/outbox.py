"""Putting messages into the outbox and taking them out again. Called inside the verb that has something to tell, so that a
message exists exactly when the thing it tells has happened; `delivering` sends them afterwards."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeVar

from worldday.base import clock

from .letters import Letter, messages_of
from .models import Message, MessageState

Thing = TypeVar("Thing")
AT_A_TIME = 500  # rows of one INSERT or names of one IN: within what every database takes


def queue(letters: Iterable[Letter]) -> int:
    """Queue what was not queued before: a key is good once. How many messages were new; safe to call twice, also at once."""
    now, new = clock.now(), 0
    for rows in _in_parts([message for letter in letters for message in messages_of(letter, now)]):
        Message.objects.bulk_create(rows, ignore_conflicts=True)
        new += Message.objects.filter(code__in=[row.code for row in rows]).count()
    return new


def withdraw(*, about: Collection[str], occasions: Collection[str]) -> int:
    """What still waits about these things on these occasions is not sent any more; it stays in the log. How many it was."""
    withdrawn = 0
    for some in _in_parts(list(about)):
        rows = Message.objects.filter(about__in=some, occasion__in=occasions, state=MessageState.WAITING)
        withdrawn += rows.update(state=MessageState.WITHDRAWN)
    return withdrawn


def _in_parts(things: Sequence[Thing]) -> Iterator[Sequence[Thing]]:
    for start in range(0, len(things), AT_A_TIME):
        yield things[start : start + AT_A_TIME]
