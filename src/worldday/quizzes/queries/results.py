"""The persons of a quiz as staff look through them: filtered, in the order of the ranking, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from worldday.people.identity import label_of
from worldday.quizzes.models import Flag, Quiz, SchoolClass, Standing

from .rankings import following, read_cursor, write_cursor

PAGE = 50
COUNTED_UPTO = 10_000  # beyond that a page says “more than”, so that looking stays quick


@dataclass(frozen=True)
class Sought:
    """What is looked for. `entrances` None = any; `flagged` = the counted attempt has a flag: "", open or decided;
    `seats` = numbered seats of classes instead of listed persons."""

    entrances: tuple[int, ...] | None = None
    district: str = ""
    least: int | None = None
    most: int | None = None
    flagged: str = ""
    seats: bool = False


@dataclass(frozen=True)
class Result:
    """A person's counted best; `label` is all that is said about who it is. `group`: the class or unit in words."""

    label: str
    standing: Standing
    flags: int
    group: str


@dataclass(frozen=True)
class Results:
    """`after` fetches the next page, "" when there is none; `total` is exact up to `COUNTED_UPTO`."""

    rows: Sequence[Result]
    after: str
    total: int

    @property
    def more_than_counted(self) -> bool:
        return self.total > COUNTED_UPTO


def results(quiz: Quiz, sought: Sought, *, after: str = "", size: int = PAGE) -> Results:
    """A page of persons. Raises `Problem` for a cursor that is none of ours."""
    rows = found_by(quiz, sought)
    last = read_cursor(after) if after else None
    found = list(following(rows, last, size + 1))
    shown = found[:size]
    total = rows.order_by()[: COUNTED_UPTO + 1].count()
    return Results(in_words(shown), write_cursor(shown[-1]) if len(found) > size else "", total)


def in_words(standings: Sequence[Standing]) -> list[Result]:
    """One query for the flags of them all, and one for their classes and units, if they have any."""
    flags = Flag.objects.filter(attempt__in=[row.attempt for row in standings]).values_list("attempt", flat=True)
    flagged = list(flags) if standings else []
    codes = {row.group for row in standings} - {""}
    groups = {one.code: one.label for one in SchoolClass.objects.filter(code__in=codes)} if codes else {}
    return [
        Result(label_of(row.player), row, flagged.count(row.attempt), groups.get(row.group, row.group))
        for row in standings
    ]


def found_by(quiz: Quiz, sought: Sought) -> QuerySet[Standing]:
    """The standings that fit, in no order."""
    rows = Standing.objects.filter(quiz=quiz, listed=not sought.seats)
    if sought.entrances is not None:
        rows = rows.filter(entrance__in=sought.entrances)
    if sought.district:
        rows = rows.filter(district=sought.district)
    if sought.least is not None:
        rows = rows.filter(score__gte=sought.least)
    if sought.most is not None:
        rows = rows.filter(score__lte=sought.most)
    if sought.flagged:
        flags = Flag.objects.filter(quiz=quiz, attempt=OuterRef("attempt"))
        rows = rows.filter(
            Exists(flags.filter(decision="") if sought.flagged == "open" else flags.exclude(decision=""))
        )
    return rows
