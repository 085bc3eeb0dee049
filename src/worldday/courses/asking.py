"""Telling experts what is asked of them: to be named on a course's page, to mark, to mark anew. A note in the desk and a mail, in
their language; called inside the verb that asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from worldday.base.text import in_language
from worldday.messages import outbox
from worldday.messages.letters import QUIET, Letter, Reader, Words, worded
from worldday.units.permissions import Permission
from worldday.units.readers import readers_of, serving

from .models import Cohort, CourseExpert, Handin, HandinState
from .queries.experts import markers_of
from .rules import may_mark

AGAIN_AFTER = timedelta(days=7)  # what waits longer no longer keeps the next from being told
NAMED, TO_MARK, ANEW = "course-asked", "course-to-mark", "course-anew"
SAYS: dict[str, tuple[str | Promise, str | Promise]] = {
    NAMED: (
        _("May we name you? {course}"),
        _("May the page of “{course}” name you as an expert, with your name and your unit ({unit}) and nothing else? Please answer on your marking page."),
    ),
    TO_MARK: (
        _("To be marked: {course}"),
        _("{course}, {cohort}: “{lesson}” was handed in and waits to be marked. What else comes until you have marked it stands on the same page."),
    ),
    ANEW: (
        _("To be marked anew: {course}"),
        _("{course}, {cohort}: “{lesson}”, which you marked before, was handed in once more and waits for you."),
    ),
}  # fmt: skip
"""occasion → (subject, text)."""


def tell_asked(expert: CourseExpert) -> int:
    """Somebody is asked whether they may be named; how many messages it became."""
    course = expert.course
    return outbox.queue(
        Letter(
            key=f"{NAMED}:{course.code}:{expert.asked_at:%Y%m%dT%H%M%S%f}:{reader.code}",
            occasion=NAMED,
            to=reader.only(QUIET),
            about=course.code,
            scope_path=course.owner.path,
            said=_words(NAMED, reader.language, {"course": course}, unit=expert.unit_name),
            link=reverse("desk_marking:list"),
        )
        for reader in readers_of([expert.staff]).values()
    )


def tell_handed_in(handin: Handin) -> int:
    """Whoever marked it before is told that it came anew. Of a first one the experts are told, or, where there is none, the
    course's own unit; and only when nothing else of this cohort and lesson waits already, so that a class is one message."""
    if known := _marked_before(handin):
        return _tell(handin, ANEW, known, reverse("desk_marking:handin", args=[handin.code]))
    if _others_wait(handin):
        return 0
    cohort = handin.enrolment.cohort
    return _tell(handin, TO_MARK, _markers(cohort), f"{reverse('desk_marking:list')}?cohort={cohort.code}")


def _marked_before(handin: Handin) -> list[Reader]:
    """Who marked this learner's last one, if they still may."""
    rows = Handin.objects.filter(enrolment=handin.enrolment, lesson=handin.lesson, number__lt=handin.number)
    last = rows.exclude(marked_by=None).select_related("marked_by").order_by("-number").first()
    if last is None or not last.marked_by.is_active or not may_mark(last.marked_by, handin.enrolment.cohort):
        return []
    return list(readers_of([last.marked_by]).values())


def _others_wait(handin: Handin) -> bool:
    rows = Handin.objects.filter(enrolment__cohort=handin.enrolment.cohort_id, lesson=handin.lesson)
    since = handin.handed_at - AGAIN_AFTER
    return rows.filter(state=HandinState.HANDED, handed_at__gte=since).exclude(pk=handin.pk).exists()


def _markers(cohort: Cohort) -> list[Reader]:
    if experts := markers_of(cohort):
        return list(readers_of(experts).values())
    unit = cohort.course.owner_id
    return serving([unit], Permission.RUN_ACTIVITY).get(unit, [])


def _tell(handin: Handin, occasion: str, readers: Iterable[Reader], link: str) -> int:
    cohort = handin.enrolment.cohort
    campaign = cohort.activity.campaign
    named = {"course": cohort.course, "cohort": cohort, "lesson": handin.lesson}
    return outbox.queue(
        Letter(
            key=f"{occasion}:{handin.code}:{reader.code}",
            occasion=occasion,
            to=reader.only(QUIET),
            about=handin.code,
            campaign=campaign.code,
            scope_path=campaign.owner.path,
            said=_words(occasion, reader.language, named),
            link=link,
        )
        for reader in readers
    )


def _words(occasion: str, language: str, named: Mapping[str, Any], **facts: str) -> Words:
    """`named`: what has a name in both languages."""
    said = {key: in_language(one.name, one.name_en, language) for key, one in named.items()} | facts
    return worded(SAYS[occasion], language, said)
