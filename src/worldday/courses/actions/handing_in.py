"""Handing in an assignment: a text, files, or both. What is handed in is never changed, only marked; photos come without the place,
day and device that stood beside them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import IntegrityError, transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from worldday.base import clock
from worldday.base.problems import Problem
from worldday.courses import files
from worldday.courses.asking import tell_handed_in
from worldday.courses.completion.rule import rule_from
from worldday.courses.learners import Self
from worldday.courses.models import Enrolment, Handin, HandinFile, HandinState, Lesson, LessonSort
from worldday.materials import limits, names
from worldday.materials.preparing import guarded
from worldday.materials.preparing.sorts import SORTS
from worldday.materials.preparing.unfit import Unfit
from worldday.materials.refusals import Refused

from .progress import check_counts, check_order, held, touch
from .record import note

KINDS = ("photo", "document")
MOST_FILES, MOST_TEXT, MOST_TIMES = 5, 20_000, 10
LARGEST = 20 * limits.MEGABYTE


class Nothing(Problem):
    sentence = _("There is neither a text nor a file yet. Please write something or choose a file.")


class TooLong(Problem):
    sentence = _(
        "The text is longer than 20,000 characters. Please shorten it or hand it in as a file; it is kept here."
    )


class TooManyFiles(Problem):
    sentence = _("At most five files can be handed in at once. Please put pages together; your text is kept.")


class Waiting(Problem):
    sentence = _("What you handed in before is still to be marked; nothing was changed. You will find the mark here.")


class Enough(Problem):
    sentence = _("You have handed this in ten times. Please talk to your teacher.")


class WrongFile(Problem):
    """A file that is not taken; the sentence names it."""

    def __init__(self, name: str, why: Problem) -> None:
        super().__init__(format_lazy(_("“{name}”: {why}"), name=name[:120], why=why.sentence))


@dataclass(frozen=True)
class Given:
    """A file that has arrived: where it lies, what the learner calls it."""

    at: Path
    name: str


@dataclass(frozen=True)
class _Looked:
    given: Given
    sort: str
    digest: str


def hand_in(*, enrolment: Enrolment, lesson: Lesson, text: str, given: Sequence[Given], key: str) -> Handin:
    """One more for this assignment; with a `key` that was used before, the one it made. Nothing is kept when one file is refused.

    Raises `Over`, `NotYet`, `InOrder`, `Nothing`, `TooLong`, `TooManyFiles`, `WrongFile`, `Waiting`, `Enough`.
    """
    if lesson.sort != LessonSort.ASSIGNMENT:
        raise Problem
    check_counts(enrolment.cohort)
    check_order(enrolment, lesson)
    if (made := Handin.objects.filter(enrolment=enrolment, key=key).first()) is not None:
        return made
    text = text.strip()
    _check_size(text, given)
    with TemporaryDirectory(prefix="handin-") as folder:
        into = Path(folder)
        looked = [
            _look(one, into / f"{n}") for n, one in enumerate(given)
        ]  # with no lock held: it takes a second or two
        try:
            return _keep(enrolment, lesson, text, looked, key)
        except IntegrityError:  # the same form twice at once
            return Handin.objects.get(enrolment=enrolment, key=key)


def see_decisions(*, enrolment: Enrolment, lesson: Lesson) -> None:
    """The learner has the marks and comments of this lesson before them: their page announces them no longer."""
    fresh = Handin.objects.filter(enrolment=enrolment, lesson=lesson, seen_at=None).exclude(marked_at=None)
    fresh.update(seen_at=clock.now())


def fresh_decisions(enrolment: Enrolment) -> list[Handin]:
    """Marked or returned, and not seen by its learner yet; of each lesson the newest."""
    rows = Handin.objects.filter(enrolment=enrolment, seen_at=None).exclude(marked_at=None).select_related("lesson")
    newest = {handin.lesson_id: handin for handin in rows.order_by("number")}
    return sorted(newest.values(), key=lambda one: one.pk)


def _check_size(text: str, given: Sequence[Given]) -> None:
    if not text and not given:
        raise Nothing
    if len(text) > MOST_TEXT:
        raise TooLong
    if len(given) > MOST_FILES:
        raise TooManyFiles
    if limits.room() < sum(one.at.stat().st_size for one in given):
        raise Refused("full")


def _look(given: Given, into: Path) -> _Looked:
    try:
        sort = _sort_of(given.at)
        if SORTS[sort].kind == "photo":
            sort = guarded.prepare(given.at, into)["kept"]
            given = replace(given, at=into.with_name(f"{into.name}.new"))
    except Unfit as unfit:
        raise WrongFile(given.name, Refused(unfit.code)) from None
    except Refused as refused:
        raise WrongFile(given.name, refused) from None
    with given.at.open("rb") as file:
        return _Looked(given, sort, hashlib.file_digest(file, "sha256").hexdigest())


def _sort_of(path: Path) -> str:
    """What it is by its content. Raises `Refused`, `Unfit`."""
    size = path.stat().st_size
    if size > LARGEST:
        raise Refused("too_big", size=limits.megabytes(size), limit=limits.megabytes(LARGEST))
    found = guarded.examine(path)
    if found["kind"] not in KINDS:
        raise Refused("unknown")
    return str(found["sort"])


@transaction.atomic
def _keep(enrolment: Enrolment, lesson: Lesson, text: str, looked: Sequence[_Looked], key: str) -> Handin:
    mine = held(enrolment)
    if (made := Handin.objects.filter(enrolment=mine, key=key).first()) is not None:  # the same form, a moment before
        return made
    last = Handin.objects.filter(enrolment=mine, lesson=lesson).order_by("-number").first()
    if last is not None:
        _check_again(last, lesson)
    handin = Handin(enrolment=mine, lesson=lesson, number=last.number + 1 if last else 1, key=key)
    handin.text, handin.handed_at = text, clock.now()
    handin.save()
    HandinFile.objects.bulk_create(_file(handin, one) for one in looked)
    touch(mine, lesson)
    note("assignment-handed-in", mine, Self(mine), lesson=lesson.name)
    tell_handed_in(handin)
    return handin


def _check_again(last: Handin, lesson: Lesson) -> None:
    """Another one is welcome after one was returned, or marked below what the course asks."""
    asked = rule_from(lesson.chapter.course.rule).assignment
    low = last.state == HandinState.MARKED and last.mark is not None and last.mark < asked
    if last.state != HandinState.RETURNED and not low:
        raise Waiting
    if last.number >= MOST_TIMES:
        raise Enough


def _file(handin: Handin, one: _Looked) -> HandinFile:
    stored = files.keep(one.given.at)
    sort = SORTS[one.sort]
    return HandinFile(
        handin=handin,
        name=names.clean(one.given.name, sort.suffix),
        stored=stored,
        mime=sort.mime,
        size=one.given.at.stat().st_size,
        digest=one.digest,
    )
