"""A roster that was read becomes enrolments: a chunk at a time, so that fifty thousand lines go in while the site goes on, and
work that is cut off goes on where it was. Right lines go in; wrong ones keep their reason."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from worldday.base import clock, longwork, scope
from worldday.base.audit import Actor
from worldday.base.models import LongWork
from worldday.base.problems import Problem
from worldday.base.text import fold
from worldday.courses import files
from worldday.courses.learners import Person, number_by
from worldday.courses.models import (
    SEATED,
    Cohort,
    Enrolment,
    LineState,
    Recognition,
    Roster,
    RosterLine,
    RosterState,
)
from worldday.courses.roster import FIELDS, FULL, OTHER_NAME, Line, line
from worldday.people.identity import number_of, numbers_of, persons_of
from worldday.people.rosters import picked

from . import reading_rosters
from .enrolling import enrol
from .record import record_cohort

WORK = "take-in-roster"
CHUNK = 500
LEASE = timedelta(minutes=1)  # a chunk takes a second; a worker silent for longer was killed, and another goes on


class NoColumns(Problem):
    sentence = _("Please say which column holds the name, and give each column one meaning only.")


class Unread(Problem):
    sentence = _("This roster is still being read; please wait until that is done.")


@transaction.atomic
def set_columns(*, roster: Roster, mapping: dict[str, int], by: Actor) -> Roster:
    """Say anew which column holds what, before anything is taken in. Raises `Problem` without a column for the name."""
    row = _held(roster)
    if row.state == RosterState.READING:
        raise Unread
    if row.state != RosterState.PREVIEW:
        raise Problem(_("This roster is being taken in already; upload the corrected lines as another one."))
    places = [place for place in mapping.values() if not 0 <= place < len(row.headings)]
    if "name" not in mapping or places or set(mapping) - set(FIELDS) or len(set(mapping.values())) < len(mapping):
        raise NoColumns
    if row.mapping != mapping:
        row.mapping = mapping
        row.save(update_fields=["mapping"])
        record_cohort("roster-columns-set", row.cohort, by)
    return row


@transaction.atomic
def drop_roster(*, roster: Roster, by: Actor) -> None:
    """Forget the list and what is left of its lines; whoever was enrolled stays enrolled."""
    row = _held(roster)
    if longwork.is_under_way(longwork.find(reading_rosters.WORK, row.code)):
        raise Unread
    if longwork.is_under_way(longwork.find(WORK, row.code)):
        raise Problem(_("This roster is being taken in now; please wait until that is done."))
    record_cohort("roster-dropped", row.cohort, by, before={"lines": row.lines})
    row.delete()
    if row.stored:
        transaction.on_commit(partial(files.discard, row.stored))


def ask_to_take_in(*, roster: Roster, by: Actor) -> LongWork:
    """Have the worker take it in; asked again after it was cut off, it goes on. Raises `Problem` while it is being read, and without
    a name column."""
    if roster.state == RosterState.READING:
        raise Unread
    if "name" not in roster.mapping:
        raise NoColumns
    Roster.objects.filter(pk=roster.pk, state=RosterState.PREVIEW).update(state=RosterState.RUNNING)
    return longwork.ask(name=WORK, target=roster.code, by=by)


def take_in(code: str, by: Actor) -> str:
    """Every line that waits; what came of all, in one sentence. The worker's entry; safe to call again."""
    with scope.everything("the worker takes in a roster"):
        roster: Roster = Roster.objects.get(code=code)
        while take_in_chunk(roster=roster, by=by):
            longwork.alive(WORK, code)
            time.sleep(longwork.REST_S)
        Roster.objects.filter(pk=roster.pk, done_at=None).update(state=RosterState.DONE, done_at=clock.now())
        roster.refresh_from_db()
    return _now("{entered} enrolled, {already} enrolled already, {wrong} not enrolled.").format(
        entered=roster.entered, already=roster.already, wrong=roster.wrong
    )


@transaction.atomic
def take_in_chunk(*, roster: Roster, by: Actor, size: int = CHUNK) -> int:
    """The next lines, with everything that follows from them, in one transaction; how many."""
    with scope.everything("whoever takes in the roster has its cohort"):
        row = _held(roster)
        lines = list(row.rows.filter(state=LineState.WAITING)[:size])
        if lines:
            _Chunk(row, lines, by).go()
    return len(lines)


@dataclass
class _Sent:
    """A line that waits and what it says."""

    row: RosterLine
    said: Line
    learner: int = 0


class _Chunk:
    """Some lines of a roster on their way in. The cohort's row is held, so that seats and persons are counted exactly."""

    def __init__(self, roster: Roster, rows: list[RosterLine], by: Actor) -> None:
        self.roster, self.by = roster, by
        self.cohort = Cohort.objects.select_for_update().get(pk=roster.cohort_id)
        phone_needed = self.cohort.recognition == Recognition.PHONE
        self.lines = [
            _Sent(row, line(row.number, picked(row.cells["cells"], roster.mapping), phone_needed=phone_needed))
            for row in rows
        ]
        self.entered: list[_Sent] = []
        self.already: list[_Sent] = []
        self.wrong: list[tuple[_Sent, str]] = [(one, one.said.wrong) for one in self.lines if one.said.wrong]

    def go(self) -> None:
        right = [one for one in self.lines if not one.said.wrong]
        self._recognise(right)
        new = self._sorted_out(right, self._known(right))
        left_before = self._left(new)
        for one in new:
            if one.learner in left_before:
                self._one_by_one(one)
        self._enter([one for one in new if one.learner not in left_before])
        self._write()

    def _recognise(self, right: list[_Sent]) -> None:
        for one in right:
            phone = one.said.said.phone
            one.learner = number_of("phone", phone) if phone else number_by(f"{self.cohort.code}\0{one.said.word}")
        merged = persons_of([one.learner for one in right])
        for one in right:
            one.learner = merged.get(one.learner, one.learner)

    def _known(self, right: list[_Sent]) -> dict[int, str]:
        """Who is in already, under any number they were known by, and their names."""
        persons = {one.learner for one in right}
        other = numbers_of(persons)
        rows = Enrolment.objects.filter(cohort=self.cohort, learner__in=persons | set(other))
        found = rows.filter(state__in=SEATED).values_list("learner", "name")
        return {other.get(number, number): name for number, name in found}

    def _left(self, new: list[_Sent]) -> set[int]:
        rows = Enrolment.objects.filter(cohort=self.cohort, learner__in=[one.learner for one in new])
        return set(rows.exclude(state__in=SEATED).values_list("learner", flat=True))

    def _sorted_out(self, right: list[_Sent], known: dict[int, str]) -> list[_Sent]:
        """Each new person once. A number that is somebody else's comes back, so that nobody is lost without a word."""
        names, new = dict(known), []
        for one in right:
            name = names.setdefault(one.learner, "")
            if not name:
                names[one.learner] = one.said.said.name
                new.append(one)
            elif fold(name) == fold(one.said.said.name):
                self.already.append(one)
            else:
                self.wrong.append((one, OTHER_NAME))
        return new

    def _one_by_one(self, one: _Sent) -> None:
        """Somebody who left comes back to what they had learnt; somebody who waits is let in."""
        try:
            enrol(
                cohort=self.cohort, learner=one.learner, strength=_strength(one), person=_person(one.said), by=self.by,
                from_roster=True,
            )  # fmt: skip
        except Problem:
            self.wrong.append((one, FULL))
        else:
            self.entered.append(one)

    def _enter(self, new: list[_Sent]) -> None:
        cohort = Cohort.objects.get(pk=self.cohort.pk)
        free = len(new) if cohort.seats is None else max(0, cohort.seats - cohort.taken)
        self.wrong += [(one, FULL) for one in new[free:]]
        now = clock.now()
        Enrolment.objects.bulk_create([_enrolment(cohort, one, now) for one in new[:free]])
        Cohort.objects.filter(pk=cohort.pk).update(taken=F("taken") + len(new[:free]))
        self.entered += new[:free]

    def _write(self) -> None:
        for found, state in ((self.entered, LineState.ENTERED), (self.already, LineState.ALREADY)):
            RosterLine.objects.filter(pk__in=[one.row.pk for one in found]).update(state=state, cells={})
        for one, reason in self.wrong:
            one.row.state, one.row.reason = LineState.WRONG, reason
        RosterLine.objects.bulk_update([one.row for one, _reason in self.wrong], ["state", "reason"])
        Roster.objects.filter(pk=self.roster.pk).update(
            entered=F("entered") + len(self.entered),
            already=F("already") + len(self.already),
            wrong=F("wrong") + len(self.wrong),
        )
        after = {"lines": len(self.lines), "entered": len(self.entered), "wrong": len(self.wrong)}
        record_cohort("roster-taken-in", self.cohort, self.by, after=after)


def _enrolment(cohort: Cohort, one: _Sent, now: datetime) -> Enrolment:
    said = one.said.said
    row = Enrolment(
        cohort=cohort, learner=one.learner, strength=_strength(one), from_roster=True, enrolled_at=now, name=said.name,
        latin=said.latin, unit_name=said.unit, district=said.district,
    )  # fmt: skip
    row.contact = _person(one.said).contact
    return row


def _strength(one: _Sent) -> str:
    return "phone" if one.said.said.phone else "link"


def _person(line: Line) -> Person:
    said = line.said
    return Person(said.name, said.latin, said.unit, said.district, said.phone, said.email)


def _held(roster: Roster) -> Roster:
    with scope.everything("the view has fetched it through its permission"):
        row: Roster = Roster.objects.select_for_update().get(pk=roster.pk)
        row.cohort = roster.cohort
    return row
