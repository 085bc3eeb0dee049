"""Sending what is due, in order, by the worker. Never twice: see docs/decisions/0403-never-twice.md."""

import logging
import time
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import F

from worldday.base import clock

from .channels import NotSent, PerhapsSent, channel
from .models import Channel, Message, MessageState

logger = logging.getLogger(__name__)

AFTER = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240)]  # how long to wait after each try that failed
FORSAKEN = timedelta(minutes=15)  # a sender that held a message so long has fallen over
TURN = 10  # seconds a turn may last: the worker has other things to do


def deliver() -> int:
    """Send what is due, for at most `TURN` seconds; how many messages were handed over. Several workers may do it at once."""
    give_up_on_forsaken()
    sent, until = show_notes(), time.monotonic() + TURN
    used = set()
    while time.monotonic() < until and (message := claim()) is not None:
        used.add(message.channel)
        sent += _send(message)
    for name in used & set(Channel.values):
        channel(name).finish()
    return sent


def show_notes() -> int:
    """Notes in the desk need no sending: those whose moment has come are there. One statement, however many."""
    waiting = Message.objects.filter(channel=Channel.NOTE, state=MessageState.WAITING, due_at__lte=clock.now())
    return waiting.update(state=MessageState.SENT, sent_at=F("due_at"))


def claim() -> Message | None:
    """Take the next due message for oneself, in a transaction of its own; None when nothing is due.

    PostgreSQL lets a second worker pass over the locked row; SQLite has one writer at a time, and the state decides.
    """
    with transaction.atomic():
        waiting = Message.objects.filter(state=MessageState.WAITING, due_at__lte=clock.now()).order_by("due_at", "id")
        if connection.features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True)
        message = waiting.first()
        if message is None:
            return None
        mine = Message.objects.filter(pk=message.pk, state=MessageState.WAITING)
        if not mine.update(state=MessageState.SENDING, claimed_at=clock.wall(), tries=F("tries") + 1):
            return None
        message.refresh_from_db()
        return message


def give_up_on_forsaken() -> int:
    """Whoever claimed them is gone: they may have been sent or not, and a person decides in the log."""
    held = Message.objects.filter(state=MessageState.SENDING, claimed_at__lt=clock.wall() - FORSAKEN)
    return held.update(state=MessageState.UNSURE, error="The sender stopped while sending it.")


def _send(message: Message) -> int:
    try:
        channel(message.channel).send(message)
    except NotSent as error:
        _put_back(message, error)
        return 0
    except PerhapsSent as error:
        _settle(message, state=MessageState.UNSURE, error=str(error)[:300])
        return 0
    except Exception as error:
        logger.exception("Message %s could not be sent", message.code)
        _settle(message, state=MessageState.UNSURE, error=f"{type(error).__name__}: {error}"[:300])
        return 0
    _settle(message, state=MessageState.SENT, sent_at=clock.now(), error="")
    return 1


def _put_back(message: Message, error: NotSent) -> None:
    """For another try after a while; not when the channel said never, nor when it has had its tries."""
    if not error.again or message.tries > len(AFTER):
        _settle(message, state=MessageState.FAILED, error=str(error)[:300])
        return
    due_at = clock.now() + AFTER[message.tries - 1]
    _settle(message, state=MessageState.WAITING, due_at=due_at, error=str(error)[:300])


def _settle(message: Message, **values: object) -> None:
    """Only while it is still ours: one that was given up on meanwhile stays with whoever decided."""
    Message.objects.filter(pk=message.pk, state=MessageState.SENDING).update(claimed_at=None, **values)
