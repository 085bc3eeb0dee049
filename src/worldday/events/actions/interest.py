"""After the switch to online: who had not booked leaves a name and one way to be reached, and is told of the tour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from worldday.base import clock, digests
from worldday.base.changes import Values
from worldday.base.problems import Problem
from worldday.events import links
from worldday.events.checking import check_interest
from worldday.events.models import Event, EventState, Interest
from worldday.events.telling import tell_interested
from worldday.messages.models import Message, MessageState
from worldday.people.identity import number_of
from worldday.people.models import IdentityKind
from worldday.people.numbers import normal_phone

from .rows import event_of, locked_event, record_interest


class NotOnline(Problem):
    sentence = _(
        "This event has not moved online, or takes place on site again. Nothing was kept; its page says how to come."
    )


class AlreadyLeft(Problem):
    sentence = _(
        "This phone number or address was left here already, and will be told. Nothing was kept twice; the link in the message "
        "shows and deletes it."
    )


@dataclass(frozen=True)
class Asked:
    """What somebody typed: `contact` is a mobile number or an e-mail address, `consent` the version of the notice shown."""

    name: str
    contact: str
    consent: str
    language: str = "zh-hans"


def leave_interest(*, event: Event, asked: Asked, key: str) -> Interest:
    """Keep it and answer at once: with the tour's link where there is one, else that it will be told. The same form sent again
    gives the same row. Raises `Invalid`, `NotOnline`, `AlreadyLeft`."""
    check_interest(asked.name, asked.contact, asked.consent)
    contact, number = _contact(asked.contact), links.key_number(key)
    try:
        return _insert(event, asked, contact, number)
    except IntegrityError:
        known = Interest.objects.filter(event=event, key=number, contact=_number(contact)).first()
        if known is None:
            raise AlreadyLeft from None
        return known


@transaction.atomic
def _insert(event: Event, asked: Asked, contact: dict[str, str], key: int) -> Interest:
    event = locked_event(event)  # whoever gives the link or moves back meanwhile finds this row, or is found by it
    if event.state != EventState.MOVED_ONLINE:
        raise NotOnline
    secret = links.new_secret()
    locked: Values = {"person": {"name": asked.name, **contact, "link": secret}}
    made: Interest = Interest.objects.create(
        key=key, token=links.digest_of(secret), event=event, contact=_number(contact), **locked,
        language=asked.language, consent=asked.consent, left_at=clock.now(), over_at=_over_at(event),
    )  # fmt: skip
    event = event_of(event.pk)
    record_interest("event-interest-left", made, event)
    occasion = "online-link" if event.online_url else "interest"
    tell_interested(event, [made], occasion, mark=str(event.switches), own=True)
    return made


@transaction.atomic
def forget_interest(*, interest: Interest) -> None:
    """Nothing leads to a person any more; that somebody was interested stays as a number."""
    record_interest("event-interest-forgotten", interest, event_of(interest.event_id))
    Message.objects.filter(about=interest.code).exclude(state=MessageState.SENDING).delete()
    Interest.objects.filter(pk=interest.pk).update(person={}, contact=None, token="")


def _contact(typed: str) -> dict[str, str]:
    return {"email": typed} if "@" in typed else {"phone": normal_phone(typed)}


def _number(contact: dict[str, str]) -> int:
    """One number for each phone, as bookings have it, and for each address."""
    if phone := contact.get("phone"):
        return number_of(IdentityKind.PHONE, phone)
    return digests.number_of(settings.SECRET_KEY, "interest-email", contact["email"].casefold())


def _over_at(event: Event) -> datetime:
    """The end of the last sitting; now where none is ahead."""
    ends = event.slots.order_by("-ends_at").values_list("ends_at", flat=True).first()
    return max(ends or clock.now(), clock.now())
