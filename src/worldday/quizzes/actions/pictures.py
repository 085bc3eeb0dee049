"""Pictures in stems and options: drawn anew here, so that a file carries neither place nor camera nor anything else inside."""

from __future__ import annotations

from io import BytesIO
from typing import IO

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from worldday.base.audit import Actor
from worldday.base.ids import new_code
from worldday.base.problems import Invalid, Problem
from worldday.quizzes.items import keys_of
from worldday.quizzes.models import Question, QuestionPicture, QuestionState

from .questions import Retired, locked, record, undo_review

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 40_000_000
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
    picture = QuestionPicture(question=question, key=key, alt=alt.strip()[:200], alt_en=alt_en.strip()[:200])
    picture.file.save(f"{question.code}-{new_code()}.webp", ContentFile(content), save=True)
    _changed(question, "question-picture-set", key, by)
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
    data = file.read(MOST_BYTES + 1)
    try:
        image = Image.open(BytesIO(data), formats=FORMATS)
        fits = len(data) <= MOST_BYTES and image.width * image.height <= MOST_PIXELS
        content = _small(image) if fits else b""
    except Exception:  # noqa: BLE001  whatever a broken file breaks in the library, a person needs one sentence
        raise NoPicture from None
    if not content:
        raise NoPicture
    return content


def _small(image: Image.Image) -> bytes:
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((WIDEST, WIDEST))
    written = BytesIO()
    upright.convert("RGBA" if upright.has_transparency_data else "RGB").save(written, "WEBP", quality=80)
    return written.getvalue()
