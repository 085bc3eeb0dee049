"""What the worker does for courses: sees exams that were passed and days on site that were attended elsewhere, and issues the
certificates that had to wait. Learners who look at their page see it at once; this is for those who do not."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from worldday.base import clock
from worldday.base.problems import Problem
from worldday.events.models import Booking, BookingState
from worldday.quizzes.models import Attempt, Mark

from .actions.completing import certify, settle
from .models import NOBODY, DayBooking, Enrolment, EnrolmentState, Lesson, LessonSort

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
    rows = Attempt.objects.filter(quiz__in=quizzes).values_list("quiz", "player", "day", "id")
    late = rows.filter(
        id__gt=mark.upto - AGAIN, id__lte=mark.upto
    )  # apart, so that a full hall never hides who comes after it
    sat = [*late, *rows.filter(id__gt=mark.upto).order_by("id")[:MOST]]
    if not sat:
        return 0
    days = {player: _date(day) for _quiz, player, day, _id in sat}
    found = _learning(Q(learner__in=set(days))).filter(
        cohort__course__chapters__lessons__quiz__in={quiz for quiz, _player, _day, _id in sat}
    )
    count = 0
    for enrolment in found.distinct():
        with clock.standing_at(clock.theirs(days[enrolment.learner])):
            count += _settle([enrolment])
    newest = max(attempt for _quiz, _player, _day, attempt in sat)
    Mark.objects.filter(name=MARK, upto__lt=newest).update(upto=newest)
    return count


def _date(day: int) -> date:
    """Of an attempt's day, 20201014."""
    return date(day // 10000, day // 100 % 100, day % 100)


def follow_days() -> int:
    """Settle whoever was checked in at a day on site lately and is not marked present; how many were looked at."""
    days = set(Lesson.objects.filter(sort=LessonSort.ONSITE, onsite__isnull=False).values_list("onsite", flat=True))
    came = Booking.objects.filter(
        event__activity__in=days, state=BookingState.CAME, settled_at__gte=clock.now() - RECENT
    )
    theirs = DayBooking.objects.filter(key__in=came.values("key"))
    known = Q(learner__in=came.filter(booker__isnull=False).values("booker")) | Q(pk__in=theirs.values("enrolment"))
    found = _learning(known).filter(cohort__course__chapters__lessons__onsite__in=days)
    present = found.filter(progress__lesson__onsite__in=days, progress__percent=100)
    return _settle(list(found.exclude(pk__in=present.values("pk")).distinct()))


def _learning(who: Q) -> QuerySet[Enrolment]:
    rows = Enrolment.objects.select_related("cohort__course", "cohort__activity__campaign__owner", "cohort__design")
    found: QuerySet[Enrolment] = rows.filter(who, state=EnrolmentState.ENROLLED)
    return found


def _settle(found: list[Enrolment]) -> int:
    for enrolment in found[:MOST]:
        settle(enrolment=enrolment)
    return len(found)


def award_missing() -> int:
    """Certificates that could not be issued when the course was completed; how many are there now."""
    rows = Enrolment.objects.select_related("cohort__course", "cohort__activity__campaign__owner", "cohort__design")
    waiting = rows.filter(state=EnrolmentState.COMPLETED, certificate="", cohort__design__active=True)
    waiting = waiting.exclude(name=NOBODY)  # parted from whoever it would name
    made = 0
    for enrolment in waiting.order_by("completed_at")[:MOST]:
        try:
            made += bool(certify(enrolment=enrolment))
        except Problem:
            continue  # as it was; the design's owner sees it in the desk
    return made
