"""Where a quiz stands in public, as links and as codes to scan."""

from __future__ import annotations

import io
from dataclasses import dataclass

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from worldday.campaigns.models import PUBLISHED
from worldday.quizzes.models import Entrance, Quiz, SchoolClass
from worldday.quizzes.queries.classes import teacher_key


@dataclass(frozen=True)
class Link:
    """An address for people, with its code and its poster; `""` where that page is not installed."""

    name: str
    url: str
    poster: str
    door: Entrance | None = None

    @property
    def code(self) -> str:
        """The QR code as SVG."""
        return qr(self.url)


def link_of(quiz: Quiz, door: Entrance | None = None) -> Link:
    """The main door, or an entrance's."""
    where = _where(quiz, door)
    return Link(
        name=door.name if door else quiz.name,
        url=absolute("public:quiz", **where),
        poster=_address("public:quiz_poster", **where),
        door=door,
    )


def class_url(school_class: SchoolClass) -> str:
    """Where pupils go with their class's code, behind the entrance the class belongs to; or people of a unit with its code."""
    page = "public:quiz_unit" if school_class.is_unit else "public:quiz_class"
    return absolute(page, code=school_class.code, **_where(school_class.quiz, school_class.entrance))


def teacher_url(school_class: SchoolClass) -> str:
    """Where a teacher sees which seats have answered: for nobody else."""
    where = _where(school_class.quiz, school_class.entrance)
    return absolute("public:quiz_class_teacher", code=school_class.code, token=teacher_key(school_class), **where)


def _where(quiz: Quiz, door: Entrance | None) -> dict[str, str]:
    where = {"campaign": quiz.activity.campaign.slug, "activity": quiz.key}
    return where | ({"door": door.slug} if door else {})


def is_public(quiz: Quiz) -> bool:
    """Whether those addresses answer: the campaign is published."""
    return quiz.activity.campaign.state in PUBLISHED


def absolute(name: str, **where: str) -> str:
    return f"{settings.PUBLIC_URL}{_address(name, **where)}"


def qr(url: str) -> str:
    """A code as SVG, black on white, error level M; scaled by the page."""
    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(out, kind="svg", light="#fff", xmldecl=False, omitsize=True, border=4)
    return out.getvalue().decode()


def _address(name: str, **where: str) -> str:
    """In the installation's first language: a printed code is for everybody, whoever prints it."""
    with override(settings.LANGUAGE_CODE):
        return reverse(name, kwargs=where)
