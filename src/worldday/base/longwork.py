"""Work that takes longer than a page may: a person asks for it, the worker does it, and the page where it was asked for says
what came of it. An area names such a verb when its app starts: `longwork.register("freeze-draw", freeze)`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import translation
from django_tasks import task

from . import clock, scope
from .audit import Actor
from .models import LongWork
from .problems import Problem

Work = Callable[[str, Actor], str]  # (public code of the target, on whose behalf) → what came of it, a sentence
LOST_AFTER = timedelta(minutes=30)  # a worker that was killed reports no end: from then on it can be asked for again

_works: dict[str, Work] = {}


@dataclass(frozen=True)
class OnBehalf:
    """Whoever asked, as the audit trail knows people: they need not be signed in any more when the work is done."""

    actor_ref: str
    actor_name: str


def register(name: str, do: Work) -> None:
    """Two works of one name are a programming error."""
    if name in _works:
        raise ValueError(f"Two works call themselves {name!r}.")
    _works[name] = do


def find(name: str, target: str) -> LongWork | None:
    """How it stands, or stood last."""
    return LongWork.objects.filter(name=name, target=target).first()


def is_under_way(work: LongWork | None) -> bool:
    waits = work is not None and work.state in (LongWork.WAITING, LongWork.RUNNING)
    return waits and work is not None and clock.wall() - work.asked_at < LOST_AFTER


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
    row.asked_by, row.asked_name, row.language = by.actor_ref, by.actor_name, translation.get_language() or ""
    row.save()
    transaction.on_commit(lambda: run.enqueue(row.pk))
    return row


@task()
def run(pk: int) -> None:
    """Do what was asked; of two workers with the same row only one does."""
    if not LongWork.objects.filter(pk=pk, state=LongWork.WAITING).update(state=LongWork.RUNNING):
        return
    row = LongWork.objects.get(pk=pk)
    row.state, row.sentence = _outcome(row)
    row.ended_at = clock.wall()
    row.save()


def _outcome(row: LongWork) -> tuple[str, str]:
    with translation.override(row.language or None), scope.everything(f"{row.name}, asked for by {row.asked_by}"):
        try:
            return LongWork.DONE, _works[row.name](row.target, OnBehalf(row.asked_by, row.asked_name))
        except Problem as problem:
            return LongWork.FAILED, str(problem)
        except Exception:
            LongWork.objects.filter(pk=row.pk).update(
                state=LongWork.FAILED, sentence=str(Problem.sentence), ended_at=clock.wall()
            )
            raise  # into the worker's log
