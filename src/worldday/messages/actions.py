"""What people do with messages: read their notes, say how they are reached, send again what did not arrive."""

import re

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from worldday.base import audit, clock
from worldday.base.audit import Actor
from worldday.base.problems import Problem

from .models import Address, Channel, Message, MessageState

AGAIN = (MessageState.FAILED, MessageState.UNSURE)
PHONE = re.compile(r"1[3-9]\d{9}")


@transaction.atomic
def send_again(*, message: Message, by: Actor) -> Message:
    """Queue a failed message anew, or one that was perhaps sent: a person has decided that twice is better than never."""
    message = Message.objects.select_for_update().get(pk=message.pk)
    if message.state not in AGAIN:
        raise Problem(_("Only a message that failed, or perhaps was not sent, can be sent again. Nothing was changed."))
    before = {"state": message.state, "error": message.error}
    message.state, message.tries, message.error, message.due_at = MessageState.WAITING, 0, "", clock.now()
    message.save(update_fields=["state", "tries", "error", "due_at"])
    audit.record(by=by, action="message-again", target=message, scope_path=message.scope_path, before=before)
    return message


@transaction.atomic
def mark_read(*, person: str, codes: list[str] | None = None) -> int:
    """The person has read these notes of theirs, or all that have come. How many were new. No audit row: it changes no one's work."""
    notes = Message.objects.filter(to=person, channel=Channel.NOTE, read_at=None, due_at__lte=clock.now())
    if codes is not None:
        notes = notes.filter(code__in=codes)
    return notes.update(read_at=clock.now())


@transaction.atomic
def set_phone(*, person: str, phone: str, by: Actor) -> None:
    """Where text messages reach this person; "" = nowhere any more. The trail says that it changed, not to what."""
    phone = re.sub(r"^\+?86(?=1)", "", re.sub(r"[\s\-]", "", phone))
    if phone and not PHONE.fullmatch(phone):
        raise Problem(_("Please write a mobile number of eleven digits; nothing was changed."))
    _set(person, Channel.SMS, phone, by)


@transaction.atomic
def set_wechat(*, person: str, openid: str, by: Actor) -> None:
    """The WeChat account that WeChat itself confirmed; "" = disconnected."""
    _set(person, Channel.WECHAT, openid, by)


@transaction.atomic
def forget_addresses(*, person: str, by: Actor) -> None:
    """An account was shut: nothing is sent to its phone or WeChat any more, and what waits is withdrawn."""
    for channel in (Channel.SMS, Channel.WECHAT):
        _set(person, channel, "", by)
    Message.objects.filter(to=person, state=MessageState.WAITING).update(state=MessageState.WITHDRAWN)


def _set(person: str, channel: str, address: str, by: Actor) -> None:
    mine = Address.objects.filter(person=person, channel=channel)
    if not address:
        mine.delete()
        return
    kept, _new = Address.objects.update_or_create(
        person=person, channel=channel, defaults={"address": address, "added_at": clock.now()}
    )
    audit.record(by=by, action="reached-by", target=kept, scope_path="", after={"channel": channel})
