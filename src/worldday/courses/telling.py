"""Telling learners what became of their work and of their place, by text message and e-mail, inside the transaction of the verb
that did it. People are reached by what they or their unit gave, and the message holds their personal link."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.urls import reverse

from worldday.base import clock
from worldday.messages import outbox
from worldday.messages.letters import Letter, Reader, stranger
from worldday.messages.models import Message, MessageState

from .links import token_of
from .models import Enrolment
from .wording import words_for

OWN = ("waiting",)  # answers a press of the person's own, who is awake; everything else rings by day


def tell(
    enrolments: Iterable[Enrolment], occasion: str, *, mark: str = "", facts: Mapping[str, str] | None = None
) -> int:
    """Queue one message for each channel a learner can be reached by; how many were new. The same occasion and `mark` never
    reach anybody twice; without a mark the personal link stands for it: a new one is told anew. Enrolments have their cohort
    with its course and its activity's campaign and owner."""
    return outbox.queue(_letter(one, occasion, mark, facts or {}) for one in enrolments)


def reader_of(enrolment: Enrolment) -> Reader:
    """The learner, with every line that reaches them."""
    return stranger(enrolment.code, enrolment.language, enrolment.contact)


def _letter(enrolment: Enrolment, occasion: str, mark: str, facts: Mapping[str, str]) -> Letter:
    campaign = enrolment.cohort.activity.campaign
    return Letter(
        key=f"course:{occasion}:{enrolment.code}:{mark or enrolment.link_edition}",
        occasion=f"course-{occasion}",
        to=reader_of(enrolment),
        about=enrolment.code,
        campaign=campaign.code,
        scope_path=campaign.owner.path,
        said=words_for(occasion, enrolment, facts),
        link=link_path(enrolment),
        rings_at=clock.now() if occasion in OWN else None,
    )


def link_path(enrolment: Enrolment) -> str:
    """The address of the personal link."""
    return reverse("public:learner_link", args=[enrolment.code, token_of(enrolment)])


def forget(codes: Iterable[str]) -> None:
    """What messages still hold of these enrolments goes, save what is on its way at this moment."""
    Message.objects.filter(about__in=list(codes)).exclude(state=MessageState.SENDING).delete()
