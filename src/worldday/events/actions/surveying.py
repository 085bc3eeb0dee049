"""The survey afterwards: a few questions, one answer for each booking that came and each slip handed out at the door, and nobody can
tell whose it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.signing import Signer
from django.db import IntegrityError, transaction
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from worldday.base import clock
from worldday.base.audit import Actor, System
from worldday.base.problems import Problem
from worldday.events import surveying
from worldday.events.models import (
    Arrival,
    Booking,
    Event,
    Mailing,
    Survey,
    SurveyAnswer,
    SurveySlip,
    SurveyUse,
    WalkIn,
)

from .messaging import ask_how_it_was
from .rows import event_of, locked_event, record

MOST_SLIPS, MOST_SLIPS_IN_ALL = 500, 5000
_LINK = Signer(salt="worldday.survey")
WHY = {
    "many": _("A survey has at most five questions of its own, so that people answer it. Nothing was saved."),
    "options": _("A question with choices needs at least two of them. Nothing was saved."),
    "english": _("The choices in English are not as many as those in Chinese. Nothing was saved."),
    "sort": _("This sort of question does not exist. Nothing was saved."),
}


class Answered(Problem):
    sentence = _("This has been used already: each booking and each slip answers once. Thank you; the answer counts.")


class NotOpen(Problem):
    sentence = _("This survey is not open now. Nothing was sent.")


def token_of(booking: Booking) -> str:
    """The last part of the booking's link to the survey; kept nowhere."""
    return _LINK.signature(booking.code)


def is_token(booking: Booking, token: str) -> bool:
    return constant_time_compare(token, token_of(booking))


@transaction.atomic
def set_survey(
    *, event: Event, intro: str, questions: Sequence[Mapping[str, Any]], by: Actor, intro_en: str = "",
    closes_at: datetime | None = None,
) -> Survey:  # fmt: skip
    """Raises `Problem` once people have answered: the figures would mix two surveys. Its words and its end may change then, too."""
    event = locked_event(event)
    survey, _made = Survey.objects.get_or_create(event=event)
    try:
        wanted = surveying.questions_of(questions)
    except ValueError as why:
        raise Problem(WHY[str(why)]) from None
    if wanted != survey.questions and survey.answers.exists():
        raise Problem(_("People have answered already, so the questions stay as they are. Nothing was changed."))
    survey.questions, survey.intro, survey.intro_en = wanted, intro.strip()[:300], intro_en.strip()[:400]
    survey.closes_at = closes_at
    survey.save()
    until = closes_at.isoformat() if closes_at else ""
    record("event-survey-set", event, by, after={"questions": [one["text"] for one in wanted], "closes_at": until})
    return survey


@transaction.atomic
def open_survey(*, event: Event, by: Actor) -> Mailing:
    """Open it, also again, and have everybody who came told, each once. An end that is past is none any more. Raises `Problem`
    before anybody has come."""
    event = locked_event(event)
    if not Arrival.objects.filter(booking__event=event).exists() and not _walked(event):
        raise Problem(_("Nobody has been checked in, so there is nobody to ask. Nothing was sent."))
    survey, _made = Survey.objects.get_or_create(event=event)
    if not survey.is_open(now := clock.now()):
        survey.opened_at, survey.closed_at = survey.opened_at or now, None
        survey.closes_at = survey.closes_at if survey.closes_at and now < survey.closes_at else None
        survey.save(update_fields=["opened_at", "closed_at", "closes_at"])
    return ask_how_it_was(event=event, by=by)


def _walked(event: Event) -> bool:
    return WalkIn.objects.filter(slot__event=event, taken_back=False).exists()


@transaction.atomic
def close_survey(*, event: Event, by: Actor) -> Survey:
    """No more answers from now on; what was answered stays. A second time nothing changes. Raises `NotOpen`."""
    event = locked_event(event)
    survey = Survey.objects.filter(event=event).first()
    if survey is None or survey.opened_at is None:
        raise NotOpen
    if survey.closed_at is None:
        survey.closed_at = clock.now()
        survey.save(update_fields=["closed_at"])
        record("event-survey-closed", event, by, after={"answers": survey.answers.count()})
    return survey


@transaction.atomic
def make_slips(*, event: Event, number: int, by: Actor) -> list[SurveySlip]:
    """New slips to print and hand to people without a booking, one a party: each is good for one answer. Raises `Problem`."""
    event = locked_event(event)
    if not 1 <= number <= MOST_SLIPS:
        raise Problem(_("Between 1 and 500 slips are made at once. Nothing was made."))
    survey, _made = Survey.objects.get_or_create(event=event)
    if survey.slips.count() + number > MOST_SLIPS_IN_ALL:
        raise Problem(_("So many slips were made for this event already. Nothing was made; please use those."))
    now = clock.now()
    made = [SurveySlip(survey=survey, code=SurveySlip.fresh_code(), printed_at=now) for _n in range(number)]
    SurveySlip.objects.bulk_create(made)
    record("event-slips-made", event, by, after={"slips": number})
    return made


def answer(*, booking: Booking, said: Mapping[str, str]) -> SurveyAnswer:
    """One answer for this booking. Raises `NotOpen`, `Answered`, `Problem` without a satisfaction."""
    survey = Survey.objects.filter(event=booking.event_id).first()
    if survey is None:
        raise NotOpen
    return _taken(survey, said, lambda: SurveyUse.objects.create(booking=booking))


def answer_slip(*, slip: SurveySlip, said: Mapping[str, str]) -> SurveyAnswer:
    """One answer for this slip. Raises likewise."""

    def use() -> None:
        if not SurveySlip.objects.filter(pk=slip.pk, used=False).update(used=True):
            raise Answered

    return _taken(slip.survey, said, use)


def _taken(survey: Survey, said: Mapping[str, str], use: Callable[[], object]) -> SurveyAnswer:
    if not survey.is_open(clock.now()):
        raise NotOpen
    try:
        satisfaction, rest = surveying.read(survey.questions, said)
    except ValueError:
        raise Problem(_("Please choose how content you were, from 1 to 5. Nothing was sent yet.")) from None
    try:
        return _keep(survey, satisfaction, rest, use)
    except IntegrityError:
        raise Answered from None


@transaction.atomic
def _keep(survey: Survey, satisfaction: int, rest: dict[str, Any], use: Callable[[], object]) -> SurveyAnswer:
    use()
    made = SurveyAnswer.objects.create(survey=survey, satisfaction=satisfaction, said=rest)
    record("event-survey-answered", event_of(survey.event_id), System("survey"))
    return made
