"""What the worker does for courses: sees exams that were passed and days on site that were attended elsewhere, and issues the
certificates that had to wait. Learners who look at their page see it at once; this is for those who do not."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet

from worldday.base import clock
from worldday.base.problems import Problem
from worldday.events.models import Booking, BookingState
from worldday.quizzes.models import Attempt, Mark

from .actions.completing import certify, settle
from .models import Enrolment, EnrolmentState, Lesson, LessonSort

MARK = "courses"
AGAIN = (2 * 60 * 1000) << 20  # attempts of two minutes are looked at twice: commits may come out of order
MOST = 500  # learners in one turn; the next turn goes on
RECENT = timedelta(days=2)


def follow() -> None:
    follow_exams()
    follow_days()
    award_missing()


def follow_exams() -> int:
    """Settle whoever sat an exam since the last turn; how many were looked at."""
    quizzes = list(Lesson.objects.filter(sort=LessonSort.EXAM, quiz__isnull=False).values_list("quiz", flat=True))
    mark, _made = Mark.objects.get_or_create(name=MARK)
    fresh = Attempt.objects.filter(quiz__in=quizzes, id__gt=mark.upto - AGAIN).order_by("id")[:MOST]
    sat = list(fresh.values_list("quiz", "player", "id"))
    if not sat:
        return 0
    found = _learning({player for _quiz, player, _id in sat}).filter(
        cohort__course__chapters__lessons__quiz__in={quiz for quiz, _player, _id in sat}
    )
    count = _settle(list(found.distinct()))
    newest = max(attempt for _quiz, _player, attempt in sat)
    Mark.objects.filter(name=MARK, upto__lt=newest).update(upto=newest)
    return count


def follow_days() -> int:
    """Settle whoever was checked in at a day on site lately and is not marked present; how many were looked at."""
    days = set(Lesson.objects.filter(sort=LessonSort.ONSITE, onsite__isnull=False).values_list("onsite", flat=True))
    came = Booking.objects.filter(
        event__activity__in=days, state=BookingState.CAME, settled_at__gte=clock.now() - RECENT, booker__isnull=False
    )
    found = _learning({booker for booker in came.values_list("booker", flat=True)[:MOST] if booker is not None}).filter(
        cohort__course__chapters__lessons__onsite__in=days
    )
    present = found.filter(progress__lesson__onsite__in=days, progress__percent=100)
    return _settle(list(found.exclude(pk__in=present.values("pk")).distinct()))


def _learning(people: set[int]) -> QuerySet[Enrolment]:
    rows = Enrolment.objects.select_related("cohort__course", "cohort__activity__campaign__owner", "cohort__design")
    found: QuerySet[Enrolment] = rows.filter(learner__in=people, state=EnrolmentState.ENROLLED)
    return found


def _settle(found: list[Enrolment]) -> int:
    for enrolment in found[:MOST]:
        settle(enrolment=enrolment)
    return len(found)


def award_missing() -> int:
    """Certificates that could not be issued when the course was completed; how many are there now."""
    rows = Enrolment.objects.select_related("cohort__course", "cohort__activity__campaign__owner", "cohort__design")
    waiting = rows.filter(state=EnrolmentState.COMPLETED, certificate="", cohort__design__active=True)
    made = 0
    for enrolment in waiting.order_by("completed_at")[:MOST]:
        try:
            made += bool(certify(enrolment=enrolment))
        except Problem:
            continue  # as it was; the design's owner sees it in the desk
    return made
