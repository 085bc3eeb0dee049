"""What messages to learners say, in the language they enrolled in."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from worldday.base.text import in_language
from worldday.messages.letters import Words, worded

from .models import Enrolment

SAYS: dict[str, tuple[str | Promise, str | Promise]] = {
    "link": (
        _("Your personal link: {course}"),
        _("{course}, {cohort}: this link opens your course on any device. Whoever has it can learn in your name, so keep it to yourself:"),
    ),
    "marked": (
        _("Your assignment was marked: {course}"),
        _("{course}: your assignment “{lesson}” was marked with {mark} of 100. The comment stands here:"),
    ),
    "below": (
        _("Your assignment was marked: {course}"),
        _("{course}: your assignment “{lesson}” was marked with {mark} of 100; {needed} are needed. Read the comment and try again here:"),
    ),
    "returned": (
        _("Please hand in once more: {course}"),
        _("{course}: your assignment “{lesson}” came back with a comment on what to change. Read it and hand in once more here:"),
    ),
    "waiting": (
        _("On the waiting list: {course}"),
        _("{course}, {cohort}: you are on the waiting list. We write when a place comes free. See or leave the list here:"),
    ),
    "offered": (
        _("A place for you: {course}"),
        _("{course}, {cohort}: a place came free for you. Please accept by {until}, or it goes to the next person:"),
    ),
    "offer-over": (
        _("The offer is over: {course}"),
        _("{course}, {cohort}: the place offered to you was not accepted in time and went to the next person."),
    ),
    "queue-over": (
        _("No place came free: {course}"),
        _("{course}, {cohort}: it is over, and no place came free for you. Your name is off the waiting list."),
    ),
}  # fmt: skip
"""occasion → (subject, text); the personal link follows the text. Course and cohort are known, the verb says the rest."""


def words_for(occasion: str, enrolment: Enrolment, facts: Mapping[str, str]) -> Words:
    """Nothing in it names a person."""
    cohort, language = enrolment.cohort, enrolment.language
    known = {
        "course": in_language(cohort.course.name, cohort.course.name_en, language),
        "cohort": in_language(cohort.name, cohort.name_en, language),
    }
    return worded(SAYS[occasion], language, {**known, **facts})
