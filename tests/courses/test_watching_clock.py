"""Wall time is spent once: whichever tab tells, and whatever becomes of the server's clock."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.factories.courses import lessons_of, make_cohort, make_enrolment

from worldday.base import clock
from worldday.courses.actions.progress import Report, open_lesson, record
from worldday.courses.models import Enrolment
from worldday.courses.watching import Played

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
TEN = datetime(2020, 10, 14, 2, tzinfo=UTC)


@pytest.fixture
def at(monkeypatch):
    """`at(30)`: the server's clock says thirty seconds after ten."""

    def stand(seconds: float) -> None:
        monkeypatch.setattr(clock, "wall", lambda: TEN + timedelta(seconds=seconds))

    stand(0)
    return stand


@pytest.fixture
def watching(at):
    cohort = make_cohort(sorts=("video",))
    learner, (lesson,) = make_enrolment(cohort), lessons_of(cohort.course)
    open_lesson(enrolment=learner, lesson=lesson)
    return learner, lesson


def fresh(learner: Enrolment) -> Enrolment:
    return Enrolment.objects.select_related("cohort__course", "cohort__activity__campaign__owner").get(pk=learner.pk)


def seen(learner, lesson, key: str, start: float, end: float) -> float:
    """Seconds of the video that count after this report."""
    row = record(enrolment=fresh(learner), lesson=lesson, report=Report(key, [Played(start, end, 1.0)]))
    return sum(stop - begin for begin, stop in row.spans)


def test_a_lesson_opened_in_another_tab_gives_no_time_back(watching, at):
    learner, lesson = watching
    other_tab = fresh(learner)  # as its request has read it
    at(300)
    assert seen(learner, lesson, "a", 0, 300) == 300
    spent = fresh(learner).clocked_at
    open_lesson(enrolment=other_tab, lesson=lesson)
    assert fresh(learner).clocked_at == spent
    assert seen(learner, lesson, "b", 300, 600) < 360


def test_after_the_clock_was_set_back_watching_counts_again_at_once(watching, at):
    learner, lesson = watching
    at(3 * 3600)
    assert seen(learner, lesson, "a", 0, 100) == 100
    at(60)  # three hours back
    before = seen(learner, lesson, "b", 100, 115)
    at(160)
    assert seen(learner, lesson, "c", 200, 300) >= before + 100
