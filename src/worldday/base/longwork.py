"""Work that takes longer than a page may: a person asks for it, the worker does it, and the page where it was asked for says
what came of it. An area names such a verb when its app starts: `longwork.register("freeze-draw", freeze)`.

A work done in steps, each safe to be followed by any other worker's, is registered with a `lease` and says `alive` between its
steps: when its worker is killed, the next one takes it up as soon as the lease has run out, and nobody has to ask again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import translation
from django_tasks import task

from . import clock, scope
from .audit import Actor
from .models import LongWork
from .problems import Problem

Work = Callable[[str, Actor], str]  # (public code of the target, on whose behalf) → what came of it, a sentence
# a work without a lease whose worker says no end: from then on it can be asked for again
LOST_AFTER = timedelta(minutes=30)
# between steps that write much: whoever waits to write asks SQLite every 100 ms, and so surely meets a rest
REST_S = 0.11
MOST_TAKEN_UP = 5  # a work that kills every worker must not kill them for ever

_works: dict[str, Work] = {}
_leases: dict[str, timedelta] = {}


@dataclass(frozen=True)
class OnBehalf:
    """Whoever asked, as the audit trail knows people: they need not be signed in any more when the work is done."""

    actor_ref: str
    actor_name: str


def register(name: str, do: Work, *, lease: timedelta | None = None) -> None:
    """`lease`: longer than any step of a work that says `alive` between its steps. Two works of one name are a programming error."""
    if name in _works:
        raise ValueError(f"Two works call themselves {name!r}.")
    _works[name] = do
    if lease is not None:
        _leases[name] = lease


def find(name: str, target: str) -> LongWork | None:
    """How it stands, or stood last."""
    return LongWork.objects.filter(name=name, target=target).first()


def is_under_way(work: LongWork | None) -> bool:
    """Whether a worker has it, or soon will."""
    if work is None or work.state not in (LongWork.WAITING, LongWork.RUNNING):
        return False
    if work.alive_at is None or work.name not in _leases:
        return clock.wall() - work.asked_at < LOST_AFTER
    # a sign of life from the future was written before the clock was set back
    silent = abs(clock.wall() - work.alive_at)
    return silent < (_leases[work.name] if work.state == LongWork.RUNNING else LOST_AFTER)


def alive(name: str, target: str) -> None:
    """Said by a work with a lease between two of its steps, outside their transactions: its worker lives."""
    LongWork.objects.filter(name=name, target=target, state=LongWork.RUNNING).update(alive_at=clock.wall())


@transaction.atomic
def ask(*, name: str, target: str, by: Actor) -> LongWork:
    """Have the work done in the background. While it is under way, asking again changes nothing."""
    row, _made = LongWork.objects.get_or_create(
        name=name, target=target, defaults={"asked_at": clock.wall(), "state": LongWork.DONE}
    )
    row = LongWork.objects.select_for_update().get(pk=row.pk)
    if is_under_way(row):
        return row
    row.state, row.sentence, row.asked_at, row.ended_at = LongWork.WAITING, "", clock.wall(), None
    row.alive_at, row.taken_up = None, 0
    row.asked_by, row.asked_name, row.language = by.actor_ref, by.actor_name, translation.get_language() or ""
    row.save()
    transaction.on_commit(lambda: run.enqueue(row.pk))
    return row


@task()
def run(pk: int) -> None:
    """Do what was asked; of two workers with the same row only one does."""
    mine = LongWork.objects.filter(pk=pk, state=LongWork.WAITING)
    if not mine.update(state=LongWork.RUNNING, alive_at=clock.wall()):
        return
    row = LongWork.objects.get(pk=pk)
    state, sentence = _outcome(row)
    _end(row, state, sentence)


def _end(row: LongWork, state: str, sentence: str) -> None:
    """Unless another worker took it up meanwhile: then the end is that one's to tell."""
    mine = LongWork.objects.filter(pk=row.pk, state=LongWork.RUNNING, asked_at=row.asked_at, taken_up=row.taken_up)
    mine.update(state=state, sentence=sentence, ended_at=clock.wall())


def take_up() -> int:
    """Works with a lease whose workers were killed wait again, for another one, also when that was before they had begun; how many.
    Safe to run twice at once."""
    found = 0
    for row in LongWork.objects.filter(name__in=_leases, state__in=(LongWork.WAITING, LongWork.RUNNING)):
        if is_under_way(row):
            continue
        if row.state == LongWork.WAITING:
            found += _wake(row)
            continue
        if row.taken_up >= MOST_TAKEN_UP:
            _end(row, LongWork.FAILED, str(Problem.sentence))
            continue
        found += _take_up(row)
    return found


@transaction.atomic
def _take_up(row: LongWork) -> int:
    lost = LongWork.objects.filter(pk=row.pk, state=LongWork.RUNNING, alive_at=row.alive_at)
    taken = lost.update(state=LongWork.WAITING, alive_at=clock.wall(), taken_up=F("taken_up") + 1)
    if taken:
        transaction.on_commit(lambda: run.enqueue(row.pk))
    return taken


@transaction.atomic
def _wake(row: LongWork) -> int:
    """Nobody has begun for so long that whoever had drawn it is gone; if not, it is drawn twice and done once."""
    lost = LongWork.objects.filter(pk=row.pk, state=LongWork.WAITING, alive_at=row.alive_at)
    woken = lost.update(alive_at=clock.wall())
    if woken:
        transaction.on_commit(lambda: run.enqueue(row.pk))
    return woken


def _outcome(row: LongWork) -> tuple[str, str]:
    with translation.override(row.language or None), scope.everything(f"{row.name}, asked for by {row.asked_by}"):
        try:
            return LongWork.DONE, _works[row.name](row.target, OnBehalf(row.asked_by, row.asked_name))
        except Problem as problem:
            return LongWork.FAILED, str(problem)
        except Exception:
            _end(row, LongWork.FAILED, str(Problem.sentence))
            raise  # into the worker's log
