"""Running the detectors over what came in, every minute. Flags are raised once; whoever has been decided about stays so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

import msgspec
from django.db import transaction
from django.db.models import Count, Max

from worldday.base import clock

from .flags import DETECTORS, Seen, Suspicion
from .flags.detectors import DEVICES, Wrong, many_devices
from .intake.papers import EditionContent, draw_paper, edition_of, seed_of
from .intake.scoring import bank_answer, is_right
from .models import Attempt, Flag, Mark, Quiz
from .ranking import ID_SHIFT

MARK = "flags"
WINDOW_MS = 15 * 60_000  # what belongs together is seen together
MOST = 50_000  # new attempts in one look; more wait for the next
READ = (
    "id",
    "player",
    "strength",
    "started_ms",
    "submitted_ms",
    "right",
    "address",
    "agent",
    "quiz",
    "edition",
    "number",
)


def look() -> int:
    """Look at the attempts of the last minutes; how many flags are new."""
    with transaction.atomic():
        Mark.objects.get_or_create(name=MARK)
        mark = Mark.objects.select_for_update().get(name=MARK)
        now_ms = int(clock.own().timestamp() * 1000)
        floor = max(0, min(mark.upto >> ID_SHIFT, now_ms) - WINDOW_MS) << ID_SHIFT
        upto = max(floor, min(mark.upto, now_ms << ID_SHIFT))
        attempts = Attempt.objects.filter(void=False).values(*READ)
        fresh = list(attempts.filter(id__gt=upto).order_by("id")[:MOST])
        if not fresh:
            return 0
        known = list(attempts.filter(id__gt=floor, id__lte=upto).order_by("-id")[:MOST])
        rows = [*known[::-1], *fresh]
        before = Flag.objects.count()
        by_quiz: dict[int, list[dict[str, int]]] = defaultdict(list)
        for row in rows:
            by_quiz[row["quiz"]].append(row)
        for quiz, theirs in by_quiz.items():
            _look_at(Quiz.objects.get(pk=quiz), theirs)
        mark.upto = rows[-1]["id"]
        mark.save()
        return Flag.objects.count() - before


def _look_at(quiz: Quiz, rows: list[dict[str, int]]) -> None:
    editions = {row.number: edition_of(row.content, quiz.pk, row.number) for row in quiz.editions.all()}
    asked = {number: edition.recipe.count for number, edition in editions.items()}
    seen = [_seen(row, asked[row["edition"]]) for row in rows if row["edition"] in editions]
    wrong = _wrong_of(quiz, editions)
    for detect in DETECTORS:
        _raise(quiz, detect(seen, wrong))
    _raise(quiz, many_devices(_devices(quiz, {row["player"] for row in rows if row["number"] + 1 >= DEVICES})))


def _seen(row: dict[str, int], questions: int) -> Seen:
    return Seen(questions=questions, **{name: row[name] for name in Seen._fields if name != "questions"})  # type: ignore[arg-type]


def _wrong_of(quiz: Quiz, editions: dict[int, EditionContent]) -> Wrong:
    """Wrong answers by the bank's keys: papers differ, so places on them say nothing."""

    @cache
    def wrong(attempt: int) -> frozenset[tuple[str, str]]:
        row = Attempt.objects.get(pk=attempt)
        if not row.answers:
            return frozenset()
        edition = editions[row.edition]
        paper = draw_paper(edition, seed_of(edition, quiz.pk, row.player, row.number))
        answers = zip(paper, msgspec.json.decode(row.answers), strict=False)
        given = ((asked, answer) for asked, answer in answers if answer and not is_right(asked, answer))
        return frozenset((asked.question.code, str(bank_answer(asked, answer))) for asked, answer in given)

    return wrong


def _devices(quiz: Quiz, players: set[int]) -> dict[int, tuple[int, int, int]]:
    rows = Attempt.objects.filter(quiz=quiz, player__in=players, void=False, strength__in=("wechat", "phone")).exclude(
        agent=0
    )
    counted = (
        rows.order_by().values("player").annotate(last=Max("id"), n=Count("id"), devices=Count("agent", distinct=True))
    )
    return {row["player"]: (row["last"], row["n"], row["devices"]) for row in counted}


def _raise(quiz: Quiz, found: Iterable[Suspicion]) -> None:
    flags = [
        Flag(quiz=quiz, player=one.player, attempt=one.attempt, sort=one.sort, facts=one.facts, raised_at=clock.now())
        for one in found
    ]
    Flag.objects.bulk_create(flags, ignore_conflicts=True, batch_size=500)
