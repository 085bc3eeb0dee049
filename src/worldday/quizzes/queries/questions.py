"""The question bank as staff look at it. Every query stands in the scope of whoever asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from worldday.quizzes.likeness import ALIKE, Grams, Like, alike, all_alike, grams
from worldday.quizzes.models import BasisVersion, Question, QuestionState
from worldday.units.models import Staff
from worldday.units.permissions import Permission
from worldday.units.rules import may

SOON = timedelta(days=90)
ALIKE_STEM = 0.5  # a stem alone, while it is being written: better one too many than one too few


@dataclass(frozen=True)
class Wanted:
    """What a list of questions is narrowed to; empty means all."""

    words: str = ""
    sort: str = ""
    state: str = ""
    difficulty: int = 0
    topic: str = ""
    basis: str = ""
    english: bool = False  # only those complete in English

    def __bool__(self) -> bool:
        return self != Wanted()


def find(wanted: Wanted) -> list[Question]:
    """Newest first. Topics are filtered here: they are a list inside a column, and a bank is small."""
    rows: QuerySet[Question] = Question.objects.select_related("owner")
    if wanted.words:
        words = Q(stem__icontains=wanted.words) | Q(explanation__icontains=wanted.words) | Q(code=wanted.words)
        rows = rows.filter(words | Q(stem_en__icontains=wanted.words))
    exact = {"sort": wanted.sort, "state": wanted.state, "difficulty": wanted.difficulty, "basis": wanted.basis}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if wanted.english:
        rows = rows.exclude(stem_en="").exclude(explanation_en="")
    return [row for row in rows if not wanted.topic or wanted.topic in row.topics]


def topics() -> list[tuple[str, int]]:
    """Every topic of questions in use, most used first."""
    count: dict[str, int] = {}
    for words in Question.objects.exclude(state=QuestionState.RETIRED).values_list("topics", flat=True):
        for topic in words:
            count[topic] = count.get(topic, 0) + 1
    return sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))


def bases() -> list[str]:
    """Every law and standard that a question rests on."""
    return list(Question.objects.exclude(basis="").order_by("basis").values_list("basis", flat=True).distinct())


def states() -> dict[str, int]:
    """How many questions stand in each state."""
    rows = Question.objects.order_by().values_list("state").annotate(n=Count("id"))
    return dict(rows)


def may_change(staff: Staff, question: Question) -> bool:
    """Staff who run activities in the owning unit, or above it."""
    return may(staff, Permission.RUN_ACTIVITY, question.owner)


def may_review(staff: Staff, question: Question) -> bool:
    """Another person than the author and whoever changed it last, with the same permission."""
    return may_change(staff, question) and staff.pk not in (question.author_id, question.changed_by_id)


def like(stem: str, options: Any = None, *, but: str = "", most: int = 5) -> list[tuple[Question, int]]:
    """Questions like this one, with how alike in per cent, the likest first; by the stem alone while there are no options.
    `but`: the code of the question itself."""
    if not stem.strip():
        return []
    bank = _bank(but=but, stems=options is None)
    found = alike(grams(stem, options), bank, at_least=ALIKE_STEM if options is None else ALIKE, most=most)
    rows = Question.objects.select_related("owner").in_bulk([int(key) for key, _share in found])
    return [(rows[int(key)], round(share * 100)) for key, share in found]


def duplicates() -> list[tuple[Question, Question, int]]:
    """Every pair in use that is alike, the likest first."""
    found: list[Like] = all_alike(_bank())[:200]
    rows = Question.objects.in_bulk([int(key) for each in found for key in (each.one, each.other)])
    return [(rows[int(each.one)], rows[int(each.other)], round(each.share * 100)) for each in found]


def _bank(*, but: str = "", stems: bool = False) -> dict[str, Grams]:
    rows = Question.objects.exclude(state=QuestionState.RETIRED).exclude(code=but)
    if stems:
        return {str(pk): grams(stem) for pk, stem in rows.values_list("pk", "stem")}
    return {str(pk): grams(stem, options) for pk, stem, options in rows.values_list("pk", "stem", "options")}


@dataclass(frozen=True)
class Changed:
    """A question, and the version of its basis that came after the one it rests on."""

    question: Question
    newer: BasisVersion


@dataclass
class Validity:
    """What somebody has to look at: facts that no longer hold, will soon end, or rest on an older version of their basis."""

    ended: list[Question] = field(default_factory=list)
    ending: list[Question] = field(default_factory=list)
    not_yet: list[Question] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    lacking: list[Question] = field(default_factory=list)  # drafts without a basis

    def __len__(self) -> int:
        return len(self.ended) + len(self.ending) + len(self.not_yet) + len(self.changed) + len(self.lacking)


def validity(today: date) -> Validity:
    """Of every question that is not retired."""
    report = Validity()
    newest = _newest(BasisVersion.objects.filter(since__lte=today).select_related("owner"))
    for row in Question.objects.exclude(state=QuestionState.RETIRED).select_related("owner").order_by("basis", "code"):
        if row.valid_until and row.valid_until < today:
            report.ended.append(row)
            continue
        if row.valid_until and row.valid_until <= today + SOON:
            report.ending.append(row)
        if row.valid_from and row.valid_from > today:
            report.not_yet.append(row)
        if not row.basis:
            report.lacking.append(row)
        newer = newest.get((row.owner.path.split("/")[1], row.basis))
        if newer and newer.version != row.basis_version:
            report.changed.append(Changed(row, newer))
    return report


def _newest(versions: Iterable[BasisVersion]) -> dict[tuple[str, str], BasisVersion]:
    """(authority, basis) → the version in force."""
    found: dict[tuple[str, str], BasisVersion] = {}
    for row in sorted(versions, key=lambda version: version.since):
        found[row.owner.path.split("/")[1], row.basis] = row
    return found


def basis_versions() -> QuerySet[BasisVersion]:
    """What has been noted, by basis, newest first."""
    rows: QuerySet[BasisVersion] = BasisVersion.objects.select_related("owner")
    return rows


def used() -> list[Question]:
    """Questions that have been asked, hardest first."""
    rows = list(Question.objects.filter(asked__gt=0).select_related("owner").prefetch_related("uses"))
    return sorted(rows, key=lambda row: (row.right / row.asked, row.code))
