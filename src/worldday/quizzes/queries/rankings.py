"""Rankings as pages. A cursor names the last row shown, so the next page costs what the first did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from worldday.base.problems import Problem
from worldday.people.identity import label_of
from worldday.quizzes.boards import EVERYBODY
from worldday.quizzes.models import Entrance, Quiz, SchoolClass, Standing, Tally
from worldday.quizzes.rule import ranking_key, team_ranking_key

from .places import ORDER, ahead_of, on_board, size_of

PAGE = 50
TEAMS = ("district", "entrance", "group", "school")


@dataclass(frozen=True)
class PersonRow:
    """One line of a ranking of persons; `label` is all that is said about who it is."""

    place: int
    label: str
    standing: Standing


@dataclass(frozen=True)
class Persons:
    """A page: `after` fetches the next one, "" when there is none; `total` persons are listed."""

    rows: Sequence[PersonRow]
    after: str
    total: int


@dataclass(frozen=True)
class TeamRow:
    """One line of a ranking of districts, entrances, units and classes, or schools."""

    place: int
    code: str  # what the board calls it: the district's name, the number of an entrance, the code of a class or unit
    name: str
    name_en: str
    players: int
    passed: int
    mean: float


def persons(quiz: Quiz, *, board: str = EVERYBODY, after: str = "", size: int = PAGE) -> Persons:
    """A page of the ranking of persons by the published rule; equal standings share a place. Raises `Problem` for a
    cursor that is none of ours."""
    last = read_cursor(after) if after else None
    found = list(_from(quiz, board, last, size + 1))
    shown, more = found[:size], len(found) > size
    return Persons(_with_places(shown, board, last), write_cursor(shown[-1]) if more else "", size_of(quiz, board))


Cursor = tuple[int, int, int, int]  # score, time_ms, submitted_ms, id


def _from(quiz: Quiz, board: str, last: Cursor | None, size: int) -> Iterator[Standing]:
    for row in following(on_board(quiz, board), last, size):
        row.quiz = quiz  # a join would lead SQLite away from the index
        yield row


def following(rows: QuerySet[Standing], last: Cursor | None, size: int) -> Iterator[Standing]:
    """Up to `size` of `rows` behind `last`, in the order of the ranking. Each step is one range of the index: an OR over both
    would read from the top."""
    rows = rows.order_by(*ORDER)
    if last is None:
        yield from rows[:size]
        return
    score, time_ms, submitted_ms, pk = last
    later = Q(time_ms__gt=time_ms) | Q(submitted_ms__gt=submitted_ms) | Q(submitted_ms=submitted_ms, id__gt=pk)
    for step in (Q(later, score=score, time_ms__gte=time_ms), Q(score__lt=score)):
        for row in rows.filter(step)[:size]:
            size -= 1
            yield row
        if size <= 0:
            return


def _with_places(shown: Sequence[Standing], board: str, last: Cursor | None) -> list[PersonRow]:
    """The first row's place is counted; each further one is one more, or the same where the standings are equal."""
    if not shown:
        return []
    first = shown[0]
    behind = 1 + ahead_of(first, board) if last is not None else 1
    equal_before = _equal_before(first, board) if last is not None else 0
    found, place, before = [], behind, None
    for at, row in enumerate(shown):
        key = ranking_key(row)
        if before is not None and key != before:
            place = behind + equal_before + at
        found.append(PersonRow(place, label_of(row.player), row))
        before = key
    return found


def _equal_before(first: Standing, board: str) -> int:
    """How many with the very same standing were on the page before."""
    same = {"score": first.score, "time_ms": first.time_ms, "submitted_ms": first.submitted_ms}
    return on_board(first.quiz, board).filter(id__lt=first.pk, **same).count()


def write_cursor(row: Standing) -> str:
    """Names a row for the address of the next page."""
    return f"{row.score}-{row.time_ms}-{row.submitted_ms}-{row.pk}"


def read_cursor(after: str) -> Cursor:
    """What `write_cursor` wrote. Raises `Problem` for anything else."""
    try:
        score, time_ms, submitted_ms, pk = (min(int(part), 2**63 - 1) for part in after.split("-"))
    except ValueError:
        raise Problem(_("This page of the ranking does not exist; please start from the first one.")) from None
    return score, time_ms, submitted_ms, pk


def teams(quiz: Quiz, by: str) -> list[TeamRow]:
    """Districts, entrances, groups or schools by the published rule; equal ones share a place."""
    if by not in TEAMS:
        raise ValueError(f"There is no ranking by {by!r}.")
    tallies = sorted(
        Tally.objects.filter(quiz=quiz, board__startswith=f"{by}:", players__gt=0),
        key=lambda each: (team_ranking_key(each), each.board),
    )
    names = _names(quiz, by)
    found: list[TeamRow] = []
    before = None
    for at, tally in enumerate(tallies, 1):
        value = tally.board.partition(":")[2]
        name, name_en = names.get(value, (value, value))
        key = team_ranking_key(tally)
        place = found[-1].place if key == before else at
        found.append(TeamRow(place, value, name, name_en, tally.players, tally.passed, tally.points / tally.players))
        before = key
    return found


def _names(quiz: Quiz, by: str) -> dict[str, tuple[str, str]]:
    """What a board's value is called, where it is not its own name."""
    if by == "entrance":
        rows = Entrance.objects.filter(quiz=quiz).values_list("pk", "name", "name_en")
        return {str(pk): (name, name_en or name) for pk, name, name_en in rows}
    if by == "group":
        return {one.code: (one.label, one.label) for one in SchoolClass.objects.filter(quiz=quiz)}
    return {}
