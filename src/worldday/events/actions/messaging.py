"""One message of the organiser's own to everybody who has booked, and the question how it was to everybody who came."""

from __future__ import annotations

import hashlib

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from worldday.base.audit import Actor
from worldday.base.problems import Problem
from worldday.events.models import Event, Mailing, Slot

from .mailing import post, recipients
from .rows import record

LONGEST = 300  # characters: a text message is billed by its length, and read at a glance
LONGEST_EN = 400


def parties(event: Event, whom: str, slot: Slot | None = None) -> int:
    """How many a message would reach at most; who left neither phone nor mail hears nothing."""
    return recipients(event, whom, slot).count()


@transaction.atomic
def message_all(
    *, event: Event, text: str, whom: str, by: Actor, text_en: str = "", slot: Slot | None = None
) -> Mailing:
    """Have `text` told to everybody meant, by the background; `text_en` to who booked in English. The same text goes to nobody
    twice. Raises `Problem`."""
    text, text_en = text.strip(), text_en.strip()
    if not text or len(text) > LONGEST or len(text_en) > LONGEST_EN:
        raise Problem(_("Please write between 1 and 300 characters. Nothing was sent."))
    mark = hashlib.sha256(text.encode()).hexdigest()[:12]
    made = post(event=event, occasion="message", mark=mark, whom=whom, text=text, text_en=text_en, slot=slot, by=by)
    record("event-message-sent", event, by, after={"whom": whom, "parties": made.parties, "text": text})
    return made


@transaction.atomic
def ask_how_it_was(*, event: Event, by: Actor) -> Mailing:
    """Have everybody who came told that the survey is open, once."""
    made = post(event=event, occasion="survey", whom="came", by=by)
    record("event-survey-sent", event, by, after={"parties": made.parties})
    return made
