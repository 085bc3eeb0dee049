"""What a course consists of, as plain values. Paths of media are those inside the package: `media/<name>`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from worldday.courses.completion.rule import Rule

VIDEO, TEXT, PDF, SLIDES, ONSITE, EXAM, ASSIGNMENT = "video", "text", "pdf", "slides", "onsite", "exam", "assignment"
SORTS = (VIDEO, TEXT, PDF, SLIDES, ONSITE, EXAM, ASSIGNMENT)


@dataclass(frozen=True)
class Media:
    """A file that lessons show. `at` is where its bytes lie while the plan is in hand; two files are equal by digest."""

    path: str
    size: int
    sha256: str
    at: Path = field(compare=False)


@dataclass(frozen=True)
class Source:
    """What a lesson rests on: law and article, standard and clause, notice and item; `url` where it can be read, or "".
    `text_en` renders it in English, unofficially."""

    text: str
    url: str = ""
    text_en: str = ""


@dataclass(frozen=True)
class Subtitle:
    """A WebVTT file in one language (BCP 47, such as zh-Hans)."""

    language: str
    path: str


@dataclass(frozen=True)
class PaperLine:
    """A line of an exam's paper: `count` questions of a topic of the bank and of a difficulty (None = any), or the one
    question whose code is `question`; `points` for each."""

    topic: str = ""
    difficulty: int | None = None
    count: int = 1
    points: int = 10
    question: str = ""


@dataclass(frozen=True)
class LessonPlan:
    """One lesson. `key` stays the same from import to import, so that what learners have done stays with the lesson."""

    key: str
    title: str
    sort: str = TEXT
    title_en: str = ""
    minutes: int = 0  # learning time that counts towards a learner's hours
    required: bool = True  # needed for completion
    body: str = ""  # Markdown; pictures as ![words](media/name.png); slides parted by lines of ---
    body_en: str = ""
    sources: tuple[Source, ...] = ()
    video: str = ""
    low: str = ""  # the same video for a poor line
    poster: str = ""
    subtitles: tuple[Subtitle, ...] = ()
    file: str = ""  # a PDF
    event: str = ""  # on site: the name of the activity whose event it is; "" = the package says nothing of it
    tries: int | None = None  # exam
    time_limit: int | None = None  # exam: minutes
    paper: tuple[PaperLine, ...] = ()

    def media(self) -> Iterator[str]:
        """Every file the front matter names; pictures in the text come beside (`marks.pictures`)."""
        yield from filter(None, (self.video, self.low, self.poster, self.file))
        yield from (subtitle.path for subtitle in self.subtitles)


@dataclass(frozen=True)
class ChapterPlan:
    key: str
    title: str
    title_en: str = ""
    lessons: tuple[LessonPlan, ...] = ()


@dataclass(frozen=True)
class CoursePlan:
    """A whole course; `rule` says when it counts as completed."""

    title: str
    title_en: str = ""
    summary: str = ""  # Markdown
    summary_en: str = ""
    audience: str = ""
    audience_en: str = ""
    needs: tuple[str, ...] = ()  # titles of courses that must be completed first; none = the package says nothing of it
    rule: Rule = field(default_factory=Rule)
    chapters: tuple[ChapterPlan, ...] = ()
    media: tuple[Media, ...] = ()  # in the order of their paths; only what some lesson shows

    def lessons(self) -> Iterator[LessonPlan]:
        for chapter in self.chapters:
            yield from chapter.lessons
