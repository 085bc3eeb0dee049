"""Passes for people whom only Django can recognise: by phone, by WeChat, by a seat in a class. Anonymous devices get
theirs from the hot path itself (`intake.service.enter`)."""

from __future__ import annotations

import secrets

from django.db.models import Max
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from worldday.base import clock
from worldday.base.problems import Problem
from worldday.people.ages import BANDS, UNDER_14
from worldday.people.identity import number_of, numbers_of, persons_of

from .editions import rule_of
from .intake.running import PASS_MS
from .intake.tickets import Key, Pass, seal
from .models import Attempt, Quiz, SchoolClass, SigningKey
from .queries.classes import units_of
from .rule import SEAT, Rule

SECRET_BYTES = 32


class NoPass(Problem):
    """`code` is one of the hot path's (`intake/sentences.json`), so that a page treats both alike."""

    def __init__(self, code: str, sentence: str | Promise) -> None:
        self.code = code
        super().__init__(sentence)


def issue(
    *,
    quiz: Quiz,
    player: int,
    strength: str,
    entrance: int = 0,
    district: str = "",
    group: str = "",
    age_band: str = "",
    guardian: bool = False,
) -> str:
    """A signed pass for this person's next counted attempt, good for a day. Raises `NoPass` with the reason in words.

    `player` is any number of the person; whatever they played under another one has been used up, too.
    """
    rule = rule_of(quiz)
    _check(quiz, rule, strength=strength, entrance=entrance, district=district, age_band=age_band, guardian=guardian)
    if group and strength != SEAT and not (rule.units and units_of(quiz).filter(code=group).exists()):
        raise NoPass("unknown-unit", _("There is no unit with this code; please compare it, or leave it out."))
    person = persons_of([player]).get(player, player)
    now = clock.now()
    day = int(f"{localtime(now):%Y%m%d}")
    number, day_number = _next(quiz, person, day)
    if (rule.in_all and number >= rule.in_all) or (rule.per_day and day_number >= rule.per_day):
        raise NoPass("limit-in-all" if rule.in_all and number >= rule.in_all else "limit-today", _USED_UP)
    granted = Pass(
        quiz.pk, person, number, day, day_number, entrance, district, group, age_band, strength, int(now.timestamp() * 1000) + PASS_MS
    )  # fmt: skip
    return seal(granted, signing_key())


def for_practice(*, quiz: Quiz) -> str:
    """A pass for nobody: the hot path lets it practise, and nothing else where the rule asks for an identity."""
    moment = clock.now()
    nobody = Pass(
        quiz.pk, secrets.randbits(63), 0, int(f"{localtime(moment):%Y%m%d}"), 0, 0, "", "", "", "device",
        int(moment.timestamp() * 1000) + PASS_MS,
    )  # fmt: skip
    return seal(nobody, signing_key())


def issue_seat(*, school_class: SchoolClass, seat: int) -> str:
    """A pass for a numbered seat of a class. Raises `NoPass`."""
    if not 1 <= seat <= school_class.seats:
        raise NoPass("unknown-choice", _("This class has no such seat; please ask your teacher for your number."))
    return issue(
        quiz=school_class.quiz,
        player=number_of(SEAT, f"{school_class.code}/{seat}"),
        strength=SEAT,
        entrance=school_class.entrance_id or 0,
        district=school_class.district,
        group=school_class.code,
    )


_USED_UP = _("You have used the attempts you have for now; your results are kept.")


def _check(
    quiz: Quiz, rule: Rule, *, strength: str, entrance: int, district: str, age_band: str, guardian: bool
) -> None:
    now = clock.now()
    if quiz.frozen_at is None:
        raise NoPass("no-quiz", _("This quiz is not ready yet; please come back later."))
    if quiz.closes_at is not None and now >= quiz.closes_at:
        raise NoPass("closed", _("The quiz is closed; earlier results are kept. Please see the ranking."))
    if not rule.accepts(strength):
        raise NoPass("identity", _("This quiz asks for a checked identity first; nothing was started."))
    if age_band == UNDER_14 and not guardian:
        raise NoPass(
            "guardian",
            _("Under 14, please take part with a guardian's consent or with your class; nothing was started."),
        )
    chosen = (district, [*rule.districts, ""]), (age_band, [*BANDS, ""])
    doors = [0, *quiz.entrances.values_list("pk", flat=True)]
    if (strength != SEAT and any(value not in offered for value, offered in chosen)) or entrance not in doors:
        raise NoPass(
            "unknown-choice", _("That district, age group or entrance is not on the list; please choose again.")
        )


def _next(quiz: Quiz, person: int, day: int) -> tuple[int, int]:
    """(number, day_number) of the person's next attempt: behind everything they have used under any of their numbers."""
    numbers = {person, *numbers_of([person])}
    theirs = Attempt.objects.filter(quiz=quiz, player__in=numbers)
    today = theirs.filter(day=day)
    used, used_today = theirs.count(), today.count()
    last = theirs.filter(player=person).aggregate(last=Max("number"))["last"]
    last_today = today.filter(player=person).aggregate(last=Max("day_number"))["last"]
    return max(used, -1 if last is None else last + 1), max(used_today, 0 if last_today is None else last_today + 1)


def signing_key() -> Key:
    """The newest key that is not retired; the very first of an installation is made here or by the hot path."""
    row = SigningKey.objects.filter(retired_at=None).order_by("-pk").first()
    row = row or SigningKey.objects.create(secret=secrets.token_bytes(SECRET_BYTES), made_at=clock.wall())
    return Key(row.pk, bytes(row.secret))
