"""Two workers with the same roster while people enrol by themselves: every seat is given once, nobody sits twice."""

import pytest
from tests.factories.at_once import at_once
from tests.factories.courses import make_cohort, make_enrolment

from worldday.base import scope
from worldday.base.audit import System
from worldday.base.problems import Problem
from worldday.courses.actions import rosters
from worldday.courses.models import Cohort, Enrolment, Roster

pytestmark = pytest.mark.django_db(transaction=True)
BY = System("test")
SEATS, LINES = 40, 60


def test_two_workers_and_people_at_the_door_fill_the_seats_exactly(monkeypatch):
    monkeypatch.setattr(rosters, "CHUNK", 7)
    with scope.everything("test"):
        cohort = make_cohort(seats=SEATS)
        rows = [(n, [f"学员{n}", f"138{n:08d}"]) for n in range(2, LINES + 2)]
        roster = rosters.begin_roster(cohort=cohort, file_name="x.xlsx", headings=["姓名", "手机"], rows=rows, by=BY)

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
