"""Files for an assignment that come in pieces and go on where the line broke; handing in takes them along."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from worldday.base import clock
from worldday.base.problems import Problem
from worldday.courses.models import Enrolment, HandinUpload, Lesson, LessonSort
from worldday.materials import limits, uploads
from worldday.materials.preparing.sorts import HEAD, refused_at_once
from worldday.materials.refusals import Refused

from .handing_in import LARGEST, MOST_FILES, Given
from .progress import check_counts, check_order, held

GOOD_FOR = timedelta(days=1)  # how long an upload that nobody goes on with is kept
MOST_BEGUN = 3 * MOST_FILES  # of one learner at a time: some were begun twice


class StillComing(Problem):
    sentence = _("A file is still on its way. Please wait until it has arrived, or remove it; your text is kept here.")


class TooManyBegun(Problem):
    sentence = _("Too many files were begun and not handed in. Please hand in or wait a day; nothing was sent.")


@transaction.atomic
def begin_upload(*, enrolment: Enrolment, lesson: Lesson, name: str, length: int) -> HandinUpload:
    """Room for a file of `length` bytes. Raises `Over`, `NotYet`, `InOrder`, `Refused`, `TooManyBegun`."""
    if lesson.sort != LessonSort.ASSIGNMENT:
        raise Problem
    check_counts(enrolment.cohort)
    check_order(enrolment, lesson)
    if length < 1:
        raise Refused("empty")
    if length > LARGEST:
        raise Refused("too_big", size=limits.megabytes(length), limit=limits.megabytes(LARGEST))
    if limits.room() < length:
        raise Refused("full")
    mine, now = held(enrolment), clock.now()
    if HandinUpload.objects.filter(enrolment=mine, expires_at__gt=now).count() >= MOST_BEGUN:
        raise TooManyBegun
    row = HandinUpload(enrolment=mine, lesson=lesson, name=name[:200], length=length)
    row.begun_at, row.expires_at = now, now + GOOD_FOR
    uploads.begin(row.code)
    row.save()
    return row


def check_beginning(*, upload: HandinUpload) -> None:
    """Refuse after its first bytes what is never taken, such as a program. Raises `Refused`; nothing is left of it."""
    with uploads.path_of(upload.code).open("rb") as source:
        why = refused_at_once(source.read(HEAD))
    if why is not None:
        abandon(upload=upload)
        raise Refused(why)


@transaction.atomic
def abandon(*, upload: HandinUpload) -> None:
    """What has arrived is removed."""
    upload.delete()
    transaction.on_commit(lambda: uploads.discard(upload.code))


def arrived(*, enrolment: Enrolment, lesson: Lesson, codes: list[str]) -> list[HandinUpload]:
    """The learner's own uploads with these codes, all whole. Raises `StillComing`; codes of nobody's are passed over."""
    rows = HandinUpload.objects.filter(enrolment=enrolment, lesson=lesson, code__in=codes[: 2 * MOST_FILES])
    found = sorted(rows, key=lambda row: codes.index(row.code))
    for row in found:
        with suppress(FileNotFoundError):
            if uploads.arrived(row.code) == row.length:
                continue
        raise StillComing
    return found


def given_of(upload: HandinUpload) -> Given:
    """As `hand_in` takes it."""
    return Given(uploads.path_of(upload.code), upload.name)


def clear() -> None:
    """Uploads nobody goes on with; daily, safe to run twice at once."""
    for upload in HandinUpload.objects.filter(expires_at__lt=clock.now()).iterator(chunk_size=500):
        with suppress(uploads.Busy, FileNotFoundError), uploads.held(upload.code):
            abandon(upload=upload)
    HandinUpload.objects.filter(expires_at__lt=clock.now() - GOOD_FOR).delete()  # their bytes went long ago
