"""In which language a course's texts reach their reader: English where there is one, else the Chinese, which the page then says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from worldday.courses.actions.progress import slides_of
from worldday.courses.models import Course, Lesson, LessonSort
from worldday.courses.reading import html_of
from worldday.ui import dates


@dataclass(frozen=True)
class Text:
    """Markdown, and whether it is Chinese on an English page."""

    body: str
    only_chinese: bool = False


def text_of(lesson: Lesson) -> Text:
    """English slides are shown when there are as many as Chinese ones: pages are counted, so both languages have the same."""
    if dates.chinese() or not lesson.body:
        return Text(lesson.body)
    counted = lesson.sort == LessonSort.SLIDES
    if lesson.body_en and not (counted and len(slides_of(lesson.body_en)) != len(slides_of(lesson.body))):
        return Text(lesson.body_en)
    return Text(lesson.body, only_chinese=True)


@dataclass(frozen=True)
class SourceShown:
    """What a lesson rests on; `english` on an English page only, and never an official translation."""

    text: str
    url: str
    english: str


def sources_of(lesson: Lesson) -> dict[str, Any]:
    """For the list below a lesson: the sources, and whether any of them is rendered in English."""
    english = not dates.chinese()
    rows = [
        SourceShown(one.get("text", ""), one.get("url", ""), one.get("text_en", "") if english else "")
        for one in lesson.sources
    ]
    return {"sources": rows, "rendered": any(row.english for row in rows)}


def about_of(course: Course) -> Text:
    """What the course is about, as HTML that is safe to be shown."""
    english = "" if dates.chinese() else course.summary_en
    shown = html_of(english or course.summary, lambda _name: None)
    return Text(shown, only_chinese=not (dates.chinese() or english))
