"""The moment of a release is the database's: a machine whose own clock is wrong by seconds releases neither early nor late."""

import time
from datetime import date, timedelta

import pytest
from django.db import connection
from tests.factories.campaigns import make_activity, make_campaign
from tests.factories.registries import REVIEWER, approved, make_batch, make_registry
from tests.factories.units import make_unit

from worldday.base import clock
from worldday.base.problems import Problem
from worldday.campaigns.models import Activity
from worldday.public import moments
from worldday.registry.actions import releasing
from worldday.registry.models import Batch, BatchState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
shared = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no clock beside its machine's")
THREE = timedelta(seconds=3)


@pytest.fixture
def batch():
    owner = make_unit()
    activity = make_activity(
        make_campaign(owner=owner, slug="wsd"), kind="release", window_start=date(2020, 1, 1), window_end=None
    )
    return approved(make_batch(make_registry(owner=owner), entries=["甲公司"], activity=activity))


@pytest.fixture
def wrong(monkeypatch):
    """`wrong(by)`: this machine's clock shows so much more than the true time."""
    true = clock.wall

    def set_wrong(by: timedelta) -> None:
        monkeypatch.setattr(clock, "wall", lambda: true() + by)

    return set_wrong


@pytest.fixture
def due(batch, settings):
    """`due(seconds)`: the batch is to be released in so many from now on, however long it took to say so; the moment."""

    def schedule(seconds: float):
        at = clock.now() + timedelta(minutes=1)
        releasing.schedule(batch=batch, at=at, announced=True, by=REVIEWER)
        settings.CLOCK_SHIFT += at - timedelta(seconds=seconds) - clock.now()
        return at

    return schedule


@shared
def test_a_clock_that_is_fast_releases_nothing_early(batch, due, wrong):
    at = due(2)
    wrong(THREE)
    assert clock.now() > at
    assert releasing.release_due() == 0
    wrong(timedelta(0))
    time.sleep(max(0.0, (at - clock.now()).total_seconds()))
    wrong(THREE)
    assert releasing.release_due() == 1
    late = Batch.objects.get(pk=batch.pk).released_at - at
    assert timedelta(0) <= late < THREE  # by this machine's clock it would be three seconds


@shared
def test_a_clock_that_is_slow_releases_in_time_and_dates_it_right(batch, due, wrong):
    at = due(-0.05)
    wrong(-THREE)
    assert clock.now() < at
    assert releasing.release_due() == 1
    found = Batch.objects.get(pk=batch.pk)
    assert found.released_at >= at
    with clock.of_database():
        assert Activity.objects.get(pk=batch.activity_id).actual_start == clock.today()


@shared
def test_what_has_passed_by_the_databases_clock_is_not_taken_as_a_moment_to_come(batch, wrong):
    at = clock.now() + timedelta(seconds=-1)
    wrong(-THREE)
    with pytest.raises(Problem, match="已经过去"):
        releasing.schedule(batch=batch, at=at, announced=False, by=REVIEWER)


@shared
@pytest.mark.parametrize("by", [-THREE, THREE])
def test_caches_are_told_the_seconds_by_the_databases_clock(due, wrong, by):
    due(30.5)
    wrong(by)
    assert moments.of_registries().left in (28, 29, 30)


@pytest.fixture
def slept(monkeypatch):
    """What the release has waited for, in seconds."""
    seconds, sleep = [], time.sleep
    monkeypatch.setattr(releasing.time, "sleep", lambda span: (seconds.append(span), sleep(span)))
    return seconds


def test_a_release_waits_for_its_instant_where_that_is_nearer_than_the_next_look(batch, due, slept):
    at = due(0.9)
    assert releasing.release_due() == 1
    assert len(slept) == 1 and slept[0] < 0.9
    found = Batch.objects.get(pk=batch.pk)
    assert found.state == BatchState.RELEASED
    assert found.released_at >= at


def test_a_release_that_is_further_off_is_not_waited_for(due, slept):
    due(60)
    assert (releasing.release_due(), slept) == (0, [])
