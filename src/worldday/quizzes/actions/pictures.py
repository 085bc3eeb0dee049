"""Pictures in stems and options: drawn anew here, so that a file carries neither place nor camera nor anything else inside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from worldday.base import scope
from worldday.base.audit import Actor, System
from worldday.base.ids import new_code
from worldday.base.problems import Invalid, Problem
from worldday.materials.preparing.unfit import Unfit
from worldday.materials.redrawing import redrawn
from worldday.quizzes.items import keys_of
from worldday.quizzes.models import Question, QuestionPicture, QuestionState

from .questions import Retired, locked, record, undo_review

MOST_BYTES = 10 * 1024 * 1024
WIDEST = 1200  # pixels; a phone shows fewer, and the first question must fit into 60 KB
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")


class NoPicture(Problem):
    sentence = _("This is not a picture that can be read (JPEG, PNG, WebP or GIF up to 10 MB). Nothing was changed.")


@transaction.atomic
def set_picture(
    *, question: Question, key: str, file: IO[bytes], alt: str, by: Actor, alt_en: str = ""
) -> QuestionPicture:
    """Put a picture into the stem (key "stem") or an option, with words for those who do not see it. Raises `Problem`."""
    question = _to_change(question)
    if key not in {"stem", *keys_of(question.options)}:
        raise Problem(_("This question has no such option. Nothing was changed."))
    if not alt.strip():
        raise Invalid({"alt": [str(_("Say what the picture shows, for people who do not see it."))]})
    content = _redrawn(file)
    question.pictures.filter(key=key).delete()
    picture = _put(question, key, content, alt, alt_en)
    _changed(question, "question-picture-set", key, by)
    return picture


@dataclass(frozen=True)
class Shipped:
    """A picture that came with its question, looked at by the same two people."""

    code: str  # of the question
    key: str
    content: bytes
    alt: str
    alt_en: str = ""


@transaction.atomic
def take_in_pictures(*, pictures: Iterable[Shipped], by: System) -> int:
    """Give shipped questions their pictures without undoing their review; how many. Only the installation itself may, and
    only for questions that nobody has changed since they were taken in."""
    taken = 0
    for one in pictures:
        with scope.everything("questions of the installation, by their own codes"):
            question = Question.objects.filter(code=one.code, state=QuestionState.REVIEWED, author=None).first()
        if question is None or question.pictures.exists():
            continue
        _put(question, one.key, _redrawn(BytesIO(one.content)), one.alt, one.alt_en)
        record("question-picture-set", question, by, after={"place": one.key})
        taken += 1
    return taken


def _put(question: Question, key: str, content: bytes, alt: str, alt_en: str) -> QuestionPicture:
    picture = QuestionPicture(question=question, key=key, alt=alt.strip()[:200], alt_en=alt_en.strip()[:200])
    picture.file.save(f"{question.code}-{new_code()}.webp", ContentFile(content), save=True)
    return picture


@transaction.atomic
def remove_picture(*, picture: QuestionPicture, by: Actor) -> None:
    """The file stays on disk: papers frozen with it still show it."""
    question = _to_change(picture.question)
    _changed(question, "question-picture-removed", picture.key, by)
    picture.delete()


def _to_change(question: Question) -> Question:
    question = locked(question)
    if question.state == QuestionState.RETIRED:
        raise Retired
    return question


def _changed(question: Question, action: str, key: str, by: Actor) -> None:
    undo_review(question, by)
    question.save()
    record(action, question, by, after={"place": key})


def _redrawn(file: IO[bytes]) -> bytes:
    try:
        return redrawn(file, most_bytes=MOST_BYTES, widest=WIDEST, formats=FORMATS)
    except Unfit:
        raise NoPicture from None
