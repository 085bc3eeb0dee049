"""A course as the plan of a package, for taking it along."""

from __future__ import annotations

import re
from collections.abc import Iterable

from worldday.base import scope
from worldday.courses import files
from worldday.courses.attending import event_name
from worldday.courses.completion.rule import rule_from
from worldday.courses.models import Asset, AssetRole, Course, Lesson, LessonSort
from worldday.courses.packages import ChapterPlan, CoursePlan, LessonPlan, Media, PaperLine, Source, Subtitle
from worldday.quizzes.models import PaperPart

from .before import needed_by
from .outline import outline

MEDIA = "media/"
_PICTURE = re.compile(r"(!\[(?:\\.|[^\]\\])*\]\(\s*<?)(?!media/|https?://|/|data:)")
_FIELD = {AssetRole.VIDEO: "video", AssetRole.LOW: "low", AssetRole.POSTER: "poster", AssetRole.DOCUMENT: "file"}
_ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/gif": "gif", "text/vtt": "vtt"}


def plan_of(course: Course) -> CoursePlan:
    """What `courses.packages.write` takes. Files of the same name get their lesson's key before it."""
    shown = outline(course)
    assets = [asset for asset in Asset.objects.filter(course=course) if files.path_of(asset.stored).exists()]
    papers = _papers([lesson for lesson in shown.lessons if lesson.quiz_id])
    paths = {asset.pk: _path(asset, shown.lessons) for asset in assets}
    chapters = tuple(
        ChapterPlan(
            key=f"{number}",
            title=chapter.name,
            title_en=chapter.name_en,
            lessons=tuple(
                _lesson(lesson, [one for one in assets if one.lesson_id == lesson.pk], paths, papers)
                for lesson in chapter.lessons.all()
            ),
        )
        for number, chapter in enumerate(shown.chapters, 1)
    )
    return CoursePlan(
        title=course.name,
        title_en=course.name_en,
        summary=course.summary.strip("\n"),
        summary_en=course.summary_en.strip("\n"),
        audience=course.audience,
        audience_en=course.audience_en,
        needs=tuple(dict.fromkeys(one.name for one in needed_by(course))),
        rule=rule_from(course.rule),
        chapters=chapters,
        media=tuple(sorted(_media(assets, paths), key=lambda one: one.path)),
    )


def _lesson(
    lesson: Lesson, assets: list[Asset], paths: dict[int, str], papers: dict[int, tuple[PaperLine, ...]]
) -> LessonPlan:
    named = {_FIELD[AssetRole(one.role)]: paths[one.pk] for one in assets if one.role in _FIELD}
    subtitles = [Subtitle(one.language, paths[one.pk]) for one in assets if one.role == AssetRole.SUBTITLES]
    rule = lesson.quiz.rule if lesson.quiz else {}
    return LessonPlan(
        key=lesson.key or lesson.code,
        title=lesson.name,
        title_en=lesson.name_en,
        sort=lesson.sort,
        minutes=lesson.minutes,
        required=lesson.required,
        body=_PICTURE.sub(rf"\1{MEDIA}", lesson.body).strip("\n"),
        body_en=_PICTURE.sub(rf"\1{MEDIA}", lesson.body_en).strip("\n"),
        sources=tuple(Source(*(one.get(part, "") for part in ("text", "url", "text_en"))) for one in lesson.sources),
        subtitles=tuple(subtitles),
        tries=rule.get("in_all"),
        time_limit=rule["time_limit_s"] // 60 if rule.get("time_limit_s") else None,
        paper=papers.get(lesson.quiz_id or 0, ()),
        event=event_name(lesson.onsite) if lesson.onsite and lesson.sort == LessonSort.ONSITE else "",
        **named,
    )


def _papers(lessons: Iterable[Lesson]) -> dict[int, tuple[PaperLine, ...]]:
    """The quiz's id → its paper, in one query."""
    found: dict[int, tuple[PaperLine, ...]] = {}
    with scope.everything("whoever exports has the course"):
        parts = PaperPart.objects.filter(quiz__in=[lesson.quiz_id for lesson in lessons]).select_related("question")
        for part in parts:
            line = (
                PaperLine(question=part.question.code, points=part.points)
                if part.question
                else PaperLine(part.topic, part.difficulty, part.count, part.points)
            )
            found[part.quiz_id] = (*found.get(part.quiz_id, ()), line)
    return found


def _path(asset: Asset, lessons: list[Lesson]) -> str:
    if asset.lesson_id is None:
        return f"{MEDIA}{asset.name}"
    key = next(lesson.key or lesson.code for lesson in lessons if lesson.pk == asset.lesson_id)
    name = (
        asset.name if "." in asset.name else f"{asset.name}.{_ENDINGS.get(asset.mime, asset.mime.rpartition('/')[2])}"
    )
    return f"{MEDIA}{key}-{name}" if not name.startswith(f"{key}-") else f"{MEDIA}{name}"


def _media(assets: list[Asset], paths: dict[int, str]) -> Iterable[Media]:
    for asset in assets:
        yield Media(paths[asset.pk], asset.size, asset.digest, files.path_of(asset.stored))
