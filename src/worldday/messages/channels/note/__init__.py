"""A note in the desk: the row in the outbox is the note, so there is nothing to hand over."""

from worldday.messages.models import Message


def is_available() -> bool:
    return True


def send(message: Message) -> None:
    pass


def finish() -> None:
    pass
