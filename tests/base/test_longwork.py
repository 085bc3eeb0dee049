"""Work in the background: asked for once, done on behalf of whoever asked, its outcome kept in words."""

from datetime import timedelta

import pytest
from django.utils import translation
from tests.factories.units import make_staff, make_unit

from worldday.base import clock, longwork
from worldday.base.models import LongWork
from worldday.base.problems import Problem

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("everything")]


@pytest.fixture
def work(monkeypatch):
    """A work called `count-beans` that says for whom it was done; set `.problem` to have it refuse."""

    class Work:
        problem: Exception | None = None
        done: list = []

        def __call__(self, target, by):
            if self.problem:
                raise self.problem
            self.done = [*self.done, (target, by.actor_ref, translation.get_language())]
            return f"{target} counted"

    found = Work()
    monkeypatch.setattr(longwork, "_works", {"count-beans": found})
    return found


@pytest.fixture
def clerk():
    return make_staff(unit=make_unit("甲市市场监管局"))


def ask(clerk):
    with translation.override("en"):
        return longwork.ask(name="count-beans", target="k7m2q9xd", by=clerk)


def run_waiting():
    from django.core.management import call_command

    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)


def test_it_is_done_on_behalf_of_whoever_asked_and_says_what_came_of_it(work, clerk):
    assert longwork.is_under_way(ask(clerk))
    run_waiting()
    row = longwork.find("count-beans", "k7m2q9xd")
    assert (row.state, row.sentence) == (LongWork.DONE, "k7m2q9xd counted")
    assert work.done == [("k7m2q9xd", clerk.code, "en")]
    assert not longwork.is_under_way(row)


def test_asking_again_while_it_is_under_way_changes_nothing(work, clerk):
    first = ask(clerk)
    assert ask(clerk).asked_at == first.asked_at
    run_waiting()
    assert len(work.done) == 1


def test_it_can_be_asked_for_again_afterwards(work, clerk):
    for _ in range(2):
        ask(clerk)
        run_waiting()
    assert len(work.done) == 2


def test_a_refusal_is_kept_in_the_words_of_the_problem(work, clerk):
    work.problem = Problem("There are no beans; nothing was counted.")
    ask(clerk)
    run_waiting()
    row = longwork.find("count-beans", "k7m2q9xd")
    assert (row.state, row.sentence) == (LongWork.FAILED, "There are no beans; nothing was counted.")


def test_what_nobody_foresaw_is_told_as_a_failure_too(work, clerk):
    work.problem = ZeroDivisionError()
    ask(clerk)
    run_waiting()
    row = longwork.find("count-beans", "k7m2q9xd")
    assert row.state == LongWork.FAILED
    assert row.ended_at is not None
    assert "nothing was changed" in row.sentence


def test_work_whose_worker_was_killed_can_be_asked_for_again(work, clerk):
    row = ask(clerk)
    LongWork.objects.filter(pk=row.pk).update(
        state=LongWork.RUNNING, asked_at=clock.wall() - longwork.LOST_AFTER - timedelta(seconds=1)
    )
    assert not longwork.is_under_way(longwork.find("count-beans", "k7m2q9xd"))
    assert longwork.is_under_way(ask(clerk))


def test_of_two_workers_with_one_row_only_one_does_it(work, clerk):
    row = ask(clerk)
    longwork.run.func(row.pk)
    longwork.run.func(row.pk)
    assert len(work.done) == 1


# --- works with a lease ---


@pytest.fixture
def leased(work, monkeypatch):
    """The same work, in steps: a worker silent for a minute was killed."""
    monkeypatch.setattr(longwork, "_leases", {"count-beans": timedelta(minutes=1)})
    return work


def lost(clerk, **more) -> LongWork:
    """Asked for, begun, and silent for longer than the lease."""
    row = ask(clerk)
    silent = clock.wall() - timedelta(minutes=1, seconds=1)
    LongWork.objects.filter(pk=row.pk).update(state=LongWork.RUNNING, alive_at=silent, **more)
    return longwork.find("count-beans", "k7m2q9xd")


def test_work_with_a_lease_is_taken_up_by_another_worker_as_soon_as_the_lease_has_run_out(leased, clerk):
    lost(clerk)
    assert (longwork.take_up(), longwork.take_up()) == (1, 0)
    assert longwork.is_under_way(longwork.find("count-beans", "k7m2q9xd"))
    run_waiting()
    row = longwork.find("count-beans", "k7m2q9xd")
    assert (row.state, row.taken_up, leased.done) == (LongWork.DONE, 1, [("k7m2q9xd", clerk.code, "en")])


def test_a_worker_that_says_it_lives_keeps_its_work(leased, clerk):
    lost(clerk)
    longwork.alive("count-beans", "k7m2q9xd")
    assert longwork.take_up() == 0


def test_a_work_without_a_lease_is_left_to_whoever_asked(work, clerk):
    lost(clerk)
    assert longwork.take_up() == 0


def test_a_worker_thought_dead_that_comes_back_does_not_tell_the_end_of_anothers_work(leased, clerk):
    slow = lost(clerk)
    longwork.take_up()
    LongWork.objects.update(state=LongWork.RUNNING)  # the other one is at it
    longwork._end(slow, LongWork.FAILED, "too late")
    assert longwork.find("count-beans", "k7m2q9xd").state == LongWork.RUNNING


def test_work_that_kills_every_worker_ends_as_a_failure(leased, clerk):
    lost(clerk, taken_up=longwork.MOST_TAKEN_UP)
    assert longwork.take_up() == 0
    row = longwork.find("count-beans", "k7m2q9xd")
    assert (row.state, row.ended_at is None) == (LongWork.FAILED, False)


def test_work_whose_worker_was_killed_before_it_began_is_drawn_again_and_done_once(leased, clerk):
    row = ask(clerk)
    LongWork.objects.filter(pk=row.pk).update(asked_at=clock.wall() - longwork.LOST_AFTER - timedelta(seconds=1))
    assert (longwork.take_up(), longwork.take_up()) == (1, 0)
    run_waiting()  # the first task was not lost after all
    found = longwork.find("count-beans", "k7m2q9xd")
    assert (found.state, found.taken_up, len(leased.done)) == (LongWork.DONE, 0, 1)


def test_a_sign_of_life_from_before_the_clock_was_set_back_does_not_keep_dead_work(leased, clerk):
    lost(clerk)
    LongWork.objects.update(alive_at=clock.wall() + timedelta(hours=3))
    assert longwork.take_up() == 1
    run_waiting()
    assert len(leased.done) == 1
