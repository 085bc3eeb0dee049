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
