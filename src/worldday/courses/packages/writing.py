"""From a `CoursePlan` to a folder or .zip that `read` takes back. The same plan makes the same bytes."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from . import front, marks
from .plan import ChapterPlan, CoursePlan, LessonPlan, PaperLine, Source
from .words import FORMAT

_UNSAFE = re.compile(r"[\\/:*?\"<>|.\s\x00-\x1f]+")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the oldest day a .zip knows: bytes do not depend on when they were written
LONGEST_NAME = 40


def write(plan: CoursePlan, out: IO[bytes]) -> None:
    """A .zip whose names every system reads."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts(plan):
            archive.writestr(_info(name, zipfile.ZIP_DEFLATED), text.encode())
        for one in plan.media:
            with one.at.open("rb") as source, archive.open(_info(one.path, zipfile.ZIP_STORED), "w") as target:
                shutil.copyfileobj(source, target, 1024 * 1024)


def write_folder(plan: CoursePlan, folder: Path) -> None:
    """The same as files below `folder`, which is made when it is not there."""
    for name, text in texts(plan):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf8")
    for one in plan.media:
        target = folder / one.path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(one.at, target)


def texts(plan: CoursePlan) -> Iterator[tuple[str, str]]:
    """Every Markdown file: its path and what stands in it."""
    yield "course.md", front.write(_course(plan), plan.summary)
    if plan.summary_en:
        yield "course.en.md", front.write({}, plan.summary_en)
    for place, chapter in enumerate(plan.chapters, 1):
        folder = f"{place:02d}-{_name(chapter.key)}"
        yield f"{folder}/chapter.md", front.write(_chapter(chapter), "")
        for number, lesson in enumerate(chapter.lessons, 1):
            stem = f"{folder}/{number:02d}-{_name(lesson.key)}"
            yield f"{stem}.md", front.write(_lesson(lesson), marks.outward(lesson.body))
            if lesson.body_en:
                yield f"{stem}.en.md", front.write({}, marks.outward(lesson.body_en))


def _info(name: str, method: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type, info.external_attr = method, 0o644 << 16
    return info


def _name(key: str) -> str:
    return _UNSAFE.sub("-", key)[:LONGEST_NAME].strip("-. ") or "x"


def _course(plan: CoursePlan) -> front.Values:
    return {
        "format": FORMAT,
        "title": plan.title,
        "title_en": plan.title_en,
        "audience": plan.audience,
        "audience_en": plan.audience_en,
        "needs": list(plan.needs),
        **{name: str(value) for name, value in plan.rule.as_json().items() if name != "in_order"},
        "in_order": "yes" if plan.rule.in_order else "",
    }


def _chapter(chapter: ChapterPlan) -> front.Values:
    return {"key": chapter.key, "title": chapter.title, "title_en": chapter.title_en}


def _lesson(lesson: LessonPlan) -> front.Values:
    return {
        "key": lesson.key,
        "title": lesson.title,
        "title_en": lesson.title_en,
        "sort": lesson.sort,
        "minutes": str(lesson.minutes or ""),
        "required": "" if lesson.required else "no",
        "video": lesson.video,
        "low": lesson.low,
        "poster": lesson.poster,
        "subtitles": [f"{one.language} {one.path}" for one in lesson.subtitles],
        "file": lesson.file,
        "event": lesson.event,
        "tries": _number(lesson.tries),
        "time_limit": _number(lesson.time_limit),
        "paper": [_paper_line(line) for line in lesson.paper],
        "sources": [_source(one) for one in lesson.sources],
        "sources_en": [one.text_en for one in lesson.sources] if any(one.text_en for one in lesson.sources) else [],
    }


def _source(source: Source) -> str:
    if not source.url:
        return source.text
    return f"<{source.url}>" if source.text == source.url else f"{source.text} <{source.url}>"


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _paper_line(line: PaperLine) -> str:
    if line.question:
        return f"= {line.question} | {line.points}"
    return f"{line.topic} | {line.difficulty or '*'} | {line.count} | {line.points}"
