"""The survey afterwards: a few questions, one answer for each booking that came, and nobody can tell whose it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.signing import Signer
from django.db import IntegrityError, transaction
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from worldday.base import clock
from worldday.base.audit import Actor, System
from worldday.base.problems import Problem
from worldday.events import surveying
from worldday.events.models import Arrival, Booking, Event, Survey, SurveyAnswer, SurveyUse

from .messaging import ask_how_it_was
from .rows import event_of, locked_event, record

_LINK = Signer(salt="worldday.survey")
WHY = {
    "many": _("A survey has at most five questions of its own, so that people answer it. Nothing was saved."),
    "options": _("A question with choices needs at least two of them. Nothing was saved."),
    "sort": _("This sort of question does not exist. Nothing was saved."),
}


class Answered(Problem):
    sentence = _("This link has been used already: each booking answers once. Thank you; your answer counts.")


class NotOpen(Problem):
    sentence = _("This survey is not open now. Nothing was sent.")


def token_of(booking: Booking) -> str:
    """The last part of the booking's link to the survey; kept nowhere."""
    return _LINK.signature(booking.code)


def is_token(booking: Booking, token: str) -> bool:
    return constant_time_compare(token, token_of(booking))


@transaction.atomic
def set_survey(
    *, event: Event, intro: str, questions: Sequence[Mapping[str, Any]], by: Actor, intro_en: str = ""
) -> Survey:
    """Raises `Problem` once people have answered: the figures would mix two surveys."""
    event = locked_event(event)
    survey, _made = Survey.objects.get_or_create(event=event)
    try:
        wanted = surveying.questions_of(questions)
    except ValueError as why:
        raise Problem(WHY[str(why)]) from None
    if wanted != survey.questions and survey.answers.exists():
        raise Problem(_("People have answered already, so the questions stay as they are. Nothing was changed."))
    survey.questions, survey.intro, survey.intro_en = wanted, intro.strip()[:300], intro_en.strip()[:400]
    survey.save()
    record("event-survey-set", event, by, after={"questions": [one["text"] for one in wanted]})
    return survey


@transaction.atomic
def open_survey(*, event: Event, by: Actor) -> int:
    """Open it and tell everybody who came, once; how many parties were told. Raises `Problem` before anybody has come."""
    event = locked_event(event)
    if not Arrival.objects.filter(booking__event=event).exists():
        raise Problem(_("Nobody has been checked in, so there is nobody to ask. Nothing was sent."))
    survey, _made = Survey.objects.get_or_create(event=event)
    if survey.opened_at is None:
        survey.opened_at = clock.now()
        survey.save(update_fields=["opened_at"])
    return ask_how_it_was(event=event, by=by)


def answer(*, booking: Booking, said: Mapping[str, str]) -> SurveyAnswer:
    """One answer for this booking. Raises `NotOpen`, `Answered`, `Problem` without a satisfaction."""
    survey = Survey.objects.filter(event=booking.event_id).first()
    if survey is None or survey.opened_at is None or survey.closed_at is not None:
        raise NotOpen
    try:
        satisfaction, rest = surveying.read(survey.questions, said)
    except ValueError:
        raise Problem(_("Please choose how content you were, from 1 to 5. Nothing was sent yet.")) from None
    try:
        return _keep(booking, survey, satisfaction, rest)
    except IntegrityError:
        raise Answered from None


@transaction.atomic
def _keep(booking: Booking, survey: Survey, satisfaction: int, rest: dict[str, Any]) -> SurveyAnswer:
    SurveyUse.objects.create(booking=booking)
    made = SurveyAnswer.objects.create(survey=survey, satisfaction=satisfaction, said=rest)
    record("event-survey-answered", event_of(booking.event_id), System("survey"))
    return made
