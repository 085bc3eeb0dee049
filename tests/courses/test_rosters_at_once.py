"""Two workers with the same roster while people enrol by themselves: every seat is given once, nobody sits twice."""

import pytest
from django.core.management import call_command
from tests.factories.at_once import at_once
from tests.factories.courses import make_cohort, make_enrolment, upload_roster
from tests.factories.courses import make_roster as read_roster
from tests.fakes.killed import kill_half_way

from worldday.base import clock, longwork, scope
from worldday.base.audit import System
from worldday.base.models import LongWork
from worldday.base.problems import Problem
from worldday.courses import files
from worldday.courses.actions import reading_rosters, rosters
from worldday.courses.models import Cohort, Enrolment, Roster

pytestmark = pytest.mark.django_db(transaction=True)
BY = System("test")
SEATS, LINES = 40, 60


def make_roster(**cohort: int) -> Roster:
    with scope.everything("test"):
        return read_roster(make_cohort(**cohort), people(LINES))


def uploaded_roster() -> Roster:
    with scope.everything("test"):
        return upload_roster(make_cohort(), people(LINES))


def people(count: int) -> list[list[str]]:
    return [[f"学员{n}", f"138{n:08d}"] for n in range(count)]


def test_two_workers_and_people_at_the_door_fill_the_seats_exactly(monkeypatch):
    monkeypatch.setattr(rosters, "CHUNK", 7)
    roster = make_roster(seats=SEATS)
    cohort = roster.cohort

    def work(n: int) -> object:
        if n < 2:
            while rosters.take_in_chunk(roster=roster, by=BY, size=7):
                pass
            return None
        for _each in range(3):
            make_enrolment(cohort, name=f"自己来的{n}")
        return None

    answers = at_once(work, people=4)
    assert [one for one in answers if one is not None and not isinstance(one, Problem)] == []
    with scope.everything("test"):
        learners = list(Enrolment.objects.values_list("learner", flat=True))
        found = Roster.objects.get()
        assert (len(learners), len(set(learners)), Cohort.objects.get().taken) == (SEATS, SEATS, SEATS)
        assert found.entered + found.already + found.wrong == LINES
        assert not found.rows.filter(state="waiting").exists()


KILLED = """
import sys, time
import django; django.setup()
from worldday.base import longwork
from worldday.courses import files
from worldday.courses.actions import reading_rosters, rosters
real, calls = rosters.take_in_chunk, []
def slow(**said):
    done = real(**said, size=10)
    calls.append(done)
    if len(calls) == 2:
        print("half way", flush=True)
        time.sleep(600)
    return done
rosters.take_in_chunk = slow
longwork.run.call(int(sys.argv[1]))
"""


def test_a_roster_whose_worker_was_killed_goes_on_by_itself_a_minute_later(monkeypatch):
    roster = make_roster()
    with scope.everything("test"):
        work = rosters.ask_to_take_in(roster=roster, by=BY)
    kill_half_way(KILLED, str(work.pk))
    assert (longwork.find(rosters.WORK, roster.code).state, longwork.take_up()) == (
        LongWork.RUNNING,
        0,
    )  # it may live yet
    now = clock.wall()
    monkeypatch.setattr(clock, "wall", lambda: now + rosters.LEASE)
    assert longwork.take_up() == 1
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    with scope.everything("test"):
        found = Roster.objects.get()
        assert (found.state, found.entered, found.wrong) == ("done", LINES, 0)
        assert (Enrolment.objects.count(), Cohort.objects.get().taken) == (LINES, LINES)
    assert longwork.find(rosters.WORK, roster.code).state == LongWork.DONE


READING_KILLED = """
import sys, time
import django; django.setup()
from worldday.base import longwork
from worldday.courses.actions import reading_rosters
reading_rosters.CHUNK = 10
real, calls = reading_rosters._keep, []
def slow(*said):
    kept = real(*said)
    calls.append(kept)
    if len(calls) == 2:
        print("half way", flush=True)
        time.sleep(600)
    return kept
reading_rosters._keep = slow
longwork.run.call(int(sys.argv[1]))
"""


def test_reading_whose_worker_was_killed_goes_on_by_itself_a_minute_later(monkeypatch):
    roster = uploaded_roster()
    kill_half_way(READING_KILLED, str(LongWork.objects.get().pk))
    with scope.everything("test"):
        first = list(Roster.objects.get().rows.values_list("pk", flat=True))
    assert (len(first), longwork.take_up()) == (20, 0)
    now = clock.wall()
    monkeypatch.setattr(clock, "wall", lambda: now + reading_rosters.LEASE)
    assert longwork.take_up() == 1
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    with scope.everything("test"):
        found = Roster.objects.get()
        numbers = list(found.rows.values_list("number", flat=True))
        assert (found.state, found.lines, found.stored, numbers) == ("preview", LINES, "", [*range(2, LINES + 2)])
        assert set(first) <= set(found.rows.values_list("pk", flat=True))
    assert not files.path_of(roster.stored).exists()


def test_two_workers_at_one_sheet_keep_every_line_once(monkeypatch):
    monkeypatch.setattr(reading_rosters, "CHUNK", 7)
    roster = uploaded_roster()
    at_once(lambda _n: reading_rosters.read(roster.code, BY), people=2)
    with scope.everything("test"):
        found = Roster.objects.get()
        assert (found.state, found.lines, found.rows.count()) == ("preview", LINES, LINES)
