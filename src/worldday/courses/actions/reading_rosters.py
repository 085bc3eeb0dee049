"""A unit's sheet becomes the lines of a roster: kept at once and read in the background, so that nobody waits while fifty thousand
lines are read. Reading that is cut off goes on where it was."""

from __future__ import annotations

import time
from datetime import timedelta
from functools import partial
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from worldday.base import clock, longwork, scope
from worldday.base.audit import Actor
from worldday.base.problems import Problem
from worldday.courses import files
from worldday.courses.models import Cohort, Roster, RosterLine, RosterState
from worldday.courses.roster import FIELDS
from worldday.materials import limits
from worldday.materials.refusals import Refused
from worldday.people.roster_sentences import not_readable
from worldday.people.rosters import NotReadable, guess, headings_of, rows_of
from worldday.people.rosters.reading import Row

from .record import record_cohort

WORK = "read-roster"
MOST_LINES = 50_000
CHUNK = 1000
LEASE = timedelta(minutes=1)  # the fullest sheet is opened in less


def upload_roster(*, cohort: Cohort, at: Path, file_name: str, by: Actor) -> Roster:
    """Keep the sheet that lies at `at` and have its lines read; nobody is enrolled yet. The columns are guessed from their headings.

    Raises `Problem` when it is no roster; nothing is kept then.
    """
    try:
        with at.open("rb") as sheet:
            row, headings = headings_of(sheet)
    except NotReadable as refusal:
        raise _refused(refusal) from None
    if limits.room() < at.stat().st_size:
        raise Refused("full")
    roster: Roster = Roster(cohort=cohort, file_name=file_name[:200], headings=headings, headings_row=row)
    roster.mapping, roster.state, roster.added_at = guess(headings, FIELDS), RosterState.READING, clock.now()
    with transaction.atomic():
        roster.stored = files.keep(at)
        roster.save()
        record_cohort("roster-uploaded", cohort, by)
        longwork.ask(name=WORK, target=roster.code, by=by)
    return roster


def read(code: str, by: Actor) -> str:
    """Every line of the sheet, kept a chunk at a time. The worker's entry; safe to call again, also by two workers at once."""
    with scope.everything("the worker reads a roster"):
        roster: Roster | None = Roster.objects.select_related("cohort").filter(code=code).first()
        if roster is None:
            return ""  # dropped meanwhile
        try:
            _read(roster, by)
        except Exception as error:
            _let_go(roster)  # of a sheet that cannot be read nothing stays
            if isinstance(error, NotReadable):
                raise _refused(error) from None
            raise
        roster.refresh_from_db()
    return _now("{lines} lines were read.").format(lines=roster.lines)


def _read(roster: Roster, by: Actor) -> None:
    if roster.state != RosterState.READING:
        return
    last = roster.rows.aggregate(last=Max("number"))["last"] or 0
    with files.path_of(roster.stored).open("rb") as sheet:
        rows = rows_of(sheet, roster.headings_row, most=MOST_LINES)
        new = (row for row in rows if row[0] > last)
        while some := list(islice(new, CHUNK)):
            if not _keep(roster, some):
                return
            longwork.alive(WORK, roster.code)
            time.sleep(longwork.REST_S)
    _finish(roster, by)


@transaction.atomic
def _keep(roster: Roster, rows: list[Row]) -> bool:
    """False when another worker has read to the end, or the roster is gone."""
    row = _held(roster)
    if row is None:
        return False
    lines = [RosterLine(roster=row, number=number) for number, _cells in rows]
    for line, (_number, cells) in zip(lines, rows, strict=True):
        line.cells = {"cells": cells}
    RosterLine.objects.bulk_create(lines, ignore_conflicts=True)  # another worker may have been here
    row.lines = row.rows.count()
    row.save(update_fields=["lines"])
    return True


@transaction.atomic
def _finish(roster: Roster, by: Actor) -> None:
    row = _held(roster)
    if row is None:
        return
    if not row.lines:
        raise Problem(_("There is no line below the headings. Nothing was imported."))
    row.state, row.stored = RosterState.PREVIEW, ""
    row.save(update_fields=["state", "stored"])
    record_cohort("roster-read", roster.cohort, by, after={"lines": row.lines})
    transaction.on_commit(partial(files.discard, roster.stored))


@transaction.atomic
def _let_go(roster: Roster) -> None:
    row = _held(roster)
    if row is None:
        return
    row.rows.all().delete()
    row.stored, row.lines = "", 0
    row.save(update_fields=["stored", "lines"])
    transaction.on_commit(partial(files.discard, roster.stored))


def _held(roster: Roster) -> Roster | None:
    found: Roster | None = (
        Roster.objects.select_for_update().filter(pk=roster.pk, state=RosterState.READING).exclude(stored="").first()
    )
    return found


def _refused(refusal: NotReadable) -> Problem:
    return Problem(not_readable(refusal.why, most=MOST_LINES))
