"""From the text of a front matter to the fields of a plan, each with its own check."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from worldday.courses.completion.rule import Rule

from . import media
from .front import Front
from .limits import LONGEST_KEY, LONGEST_LINE, LONGEST_TITLE
from .plan import ONSITE, ChapterPlan, CoursePlan, LessonPlan, Media, PaperLine, Source, Subtitle
from .refusal import BadPackage
from .words import FORMAT, KEYS, NO, SORT_WORDS, YES

_KEY = re.compile(rf"[^\s/]{{1,{LONGEST_KEY}}}")
_SUBTITLE = re.compile(r"([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\s+(\S.*)")
_SOURCE = re.compile(r"(.*?)\s*<(https?://[^\s<>]+)>")
MOST_MINUTES = 6000
RULE = ("watched", "seen", "exam", "assignment")
Read = Callable[[Front, str, list[str]], Any]


def keyed(said: Front) -> dict[str, list[str]]:
    """The values under their English names."""
    return {KEYS.get(key, key): value for key, value in said.values.items()}


def course(said: Front, *, summary_en: str, chapters: tuple[ChapterPlan, ...], shown: tuple[Media, ...]) -> CoursePlan:
    """Raises `BadPackage`."""
    found = _fields(said, COURSE_KEYS)
    if found.pop("format", FORMAT) != FORMAT:
        raise BadPackage("format", file=said.name, format=FORMAT)
    if not found.get("title"):
        raise BadPackage("no-title", file=said.name)
    rule = Rule(**{name: found.pop(name) for name in (*RULE, "in_order") if name in found})
    return CoursePlan(**found, rule=rule, summary=said.body, summary_en=summary_en, chapters=chapters, media=shown)


def chapter(said: Front, *, key: str, title: str, lessons: tuple[LessonPlan, ...]) -> ChapterPlan:
    """Raises `BadPackage`."""
    return ChapterPlan(**({"key": key, "title": title[:LONGEST_TITLE]} | _fields(said, CHAPTER_KEYS)), lessons=lessons)


def lesson(said: Front, *, key: str, title: str, body: str, body_en: str) -> LessonPlan:
    """Raises `BadPackage`."""
    found = {"key": key, "title": title[:LONGEST_TITLE]} | _fields(said, LESSON_KEYS)
    if (english := found.pop("sources_en", None)) is not None:
        found["sources"] = _rendered(said, found.get("sources", ()), english)
    made = LessonPlan(**found, body=body, body_en=body_en)
    if made.event and made.sort != ONSITE:
        raise BadPackage("event-elsewhere", file=said.name)
    needs = {"video": made.video, "pdf": made.file, "slides": made.body, "exam": made.paper}
    if not needs.get(made.sort, True):
        raise BadPackage(f"lesson-without-{made.sort}", file=said.name)
    return made


def _fields(said: Front, known: dict[str, Read]) -> dict[str, Any]:
    found = {}
    for key, value in keyed(said).items():
        if key not in known:
            raise BadPackage("front-key", file=said.name, key=key)
        if any(len(one) > LONGEST_LINE for one in value):
            raise BadPackage("front-long", file=said.name, key=key, most=LONGEST_LINE)
        if value:
            found[key] = known[key](said, key, value)
    return found


def _wrong(said: Front, key: str, value: list[str]) -> BadPackage:
    return BadPackage("front-value", file=said.name, key=key, value=" ".join(value)[:80])


def _one(said: Front, key: str, value: list[str]) -> str:
    if len(value) != 1 or not value[0].strip() or not value[0].isprintable():
        raise _wrong(said, key, value)
    return value[0].strip()


def _title(said: Front, key: str, value: list[str]) -> str:
    title = _one(said, key, value)
    if len(title) > LONGEST_TITLE:
        raise BadPackage("front-long", file=said.name, key=key, most=LONGEST_TITLE)
    return title


def _titles(said: Front, key: str, value: list[str]) -> tuple[str, ...]:
    """Each once, in order."""
    return tuple(dict.fromkeys(_title(said, key, [one]) for one in value))


def _matching(pattern: re.Pattern[str]) -> Read:
    def matched(said: Front, key: str, value: list[str]) -> str:
        if not pattern.fullmatch(one := _one(said, key, value)):
            raise _wrong(said, key, value)
        return one

    return matched


def _between(low: int, high: int) -> Read:
    def whole(said: Front, key: str, value: list[str]) -> int:
        text = _one(said, key, value).removesuffix("%").strip()
        if not re.fullmatch(r"[0-9]{1,6}", text) or not low <= int(text) <= high:
            raise _wrong(said, key, value)
        return int(text)

    return whole


def _yes(said: Front, key: str, value: list[str]) -> bool:
    word = _one(said, key, value).lower()
    if word not in YES | NO:
        raise _wrong(said, key, value)
    return word in YES


def _sort(said: Front, key: str, value: list[str]) -> str:
    if (sort := SORT_WORDS.get(_one(said, key, value).lower())) is None:
        raise _wrong(said, key, value)
    return sort


def _sources(said: Front, key: str, value: list[str]) -> tuple[Source, ...]:
    """`words`, or `words <https://…>`."""
    return tuple(_source(_one(said, key, [one])) for one in value)


def _source(line: str) -> Source:
    found = _SOURCE.fullmatch(line)
    return Source(found[1] or found[2], found[2]) if found else Source(line)


def _renderings(said: Front, key: str, value: list[str]) -> tuple[str, ...]:
    """One for each source; empty where there is none."""
    return tuple(_one(said, key, [one]) if one.strip() else "" for one in value)


def _rendered(said: Front, sources: tuple[Source, ...], english: tuple[str, ...]) -> tuple[Source, ...]:
    if len(sources) != len(english):
        raise BadPackage("sources-en", file=said.name, sources=len(sources), renderings=len(english))
    return tuple(replace(one, text_en=text) for one, text in zip(sources, english, strict=True))


def _path(said: Front, key: str, value: list[str]) -> str:
    path = re.sub(r"^(\./|\.\./)+", "", _one(said, key, value))
    if not media.fits(path, key):
        raise BadPackage("media-sort", file=path[:120], lesson=said.name)
    return path


def _subtitles(said: Front, key: str, value: list[str]) -> tuple[Subtitle, ...]:
    found = [_SUBTITLE.fullmatch(one.strip()) for one in value]
    return tuple(Subtitle(one[1], _path(said, key, [one[2]])) for one in found if one) or _raise(
        _wrong(said, key, value)
    )


def _raise(error: BadPackage) -> Any:
    raise error


def paper(said: Front, key: str, value: list[str]) -> tuple[PaperLine, ...]:
    """`topic | difficulty or * | how many | points each`, or `= code of a question | points`."""
    return tuple(_paper_line(said, key, one) for one in value)


def _paper_line(said: Front, key: str, line: str) -> PaperLine:
    cells = [cell.strip() for cell in line.split("|")]
    count, points = _between(1, 200), _between(1, 1000)
    try:
        if line.startswith("="):
            code, worth = cells
            if code[1:].strip():
                return PaperLine(question=code[1:].strip(), points=points(said, key, [worth]))
        else:
            topic, hard, many, worth = cells
            if hard in ("*", "1", "2", "3"):
                difficulty = None if hard == "*" else int(hard)
                return PaperLine(topic, difficulty, count(said, key, [many]), points(said, key, [worth]))
    except ValueError:
        pass  # another number of cells
    raise _wrong(said, key, [line])


COURSE_KEYS: dict[str, Read] = {
    "format": _one,
    "title": _title,
    "title_en": _title,
    "audience": _title,
    "audience_en": _title,
    "needs": _titles,
    **dict.fromkeys(RULE, _between(1, 100)),
    "in_order": _yes,
}
CHAPTER_KEYS: dict[str, Read] = {"key": _matching(_KEY), "title": _title, "title_en": _title}
LESSON_KEYS: dict[str, Read] = CHAPTER_KEYS | {
    "sort": _sort,
    "minutes": _between(0, MOST_MINUTES),
    "required": _yes,
    "sources": _sources,
    "sources_en": _renderings,
    "video": _path,
    "low": _path,
    "poster": _path,
    "subtitles": _subtitles,
    "file": _path,
    "event": _one,
    "tries": _between(0, 1000),
    "time_limit": _between(1, 600),
    "paper": paper,
}
