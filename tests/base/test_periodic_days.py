"""In a demo people stand at days of their own: what they wait for is done there, and nowhere else."""

from datetime import date

import pytest

from worldday.base import clock, periodic

OCTOBER, JUNE = date(2020, 10, 14), date(2020, 6, 9)


@pytest.fixture
def days(on_day):
    on_day(OCTOBER)
    seen: list[date] = []

    def run(*, visitors: bool) -> list[date]:
        seen.clear()
        list(periodic.run_due([periodic.Job("look", 60, lambda: seen.append(clock.today()), visitors)], 1.0))
        return seen

    return run


def test_in_a_demo_what_visitors_wait_for_is_done_at_the_days_its_bar_offers(days, settings):
    settings.DEMO, settings.DEMO_DAYS = True, ["2020-06-09", "2020-10-14"]
    assert days(visitors=True) == [OCTOBER, JUNE]
    assert days(visitors=False) == [OCTOBER]


def test_outside_a_demo_there_is_one_day(days, settings):
    settings.DEMO, settings.DEMO_DAYS = False, ["2020-06-09", "2020-10-14"]
    assert days(visitors=True) == [OCTOBER]


def test_a_job_that_fails_at_one_day_is_done_at_the_others(days, settings, caplog):
    settings.DEMO, settings.DEMO_DAYS = True, ["2020-06-09"]
    seen = []

    def look():
        seen.append(clock.today())
        raise RuntimeError("disk full")

    assert list(periodic.run_due([periodic.Job("look", 60, look, visitors=True)], 1.0)) == ["look"]
    assert seen == [OCTOBER, JUNE] and caplog.text.count("disk full") >= 2


def test_the_jobs_that_people_wait_for_are_done_at_their_days():
    waited_for = {job.name for job in periodic.all_jobs() if job.visitors}
    assert waited_for >= {"lapse-holds", "release-absent", "remind-bookers", "draws-forfeit", "release-batches"}
