"""From a folder or .zip to a `CoursePlan`; its media are copied into a folder of the caller's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from types import MappingProxyType

from . import front, marks, media, values
from .front import Front
from .limits import LONGEST_KEY, MOST_BYTES, MOST_CHAPTERS, MOST_LESSONS, MOST_TEXT, TEXTS
from .plan import ChapterPlan, CoursePlan, LessonPlan, Media
from .refusal import BadPackage
from .unpacking import Files, Source, opened

COURSE, CHAPTER, ENGLISH = "course.md", "chapter.md", ".en.md"
_NUMBER = re.compile(r"^\d+[\s._\-、]*")
_SPACES = re.compile(r"[\s/]+")
_ENCODINGS = ("utf-8-sig", "gb18030")
_FIRST_HEADING = re.compile(r"#[ \t]+(.+?)[ \t]*#*$", re.MULTILINE)


def read(source: Source, into: Path) -> CoursePlan:
    """The whole package, checked; `into` is an empty folder for its media, which belongs to the caller, also after a refusal.
    Raises `BadPackage`."""
    with opened(source) as files:
        if COURSE not in files.by_path:
            raise BadPackage("scorm" if "imsmanifest.xml" in files.by_path else "no-course")
        folders = sorted({path.split("/")[0] for path in files.by_path if _is_lesson(path)}, key=_order)
        if len(folders) > MOST_CHAPTERS:
            raise BadPackage("too-many-chapters", most=MOST_CHAPTERS)
        chapters = tuple(_chapter(files, folder) for folder in folders)
        _check_keys(chapters)
        shown = _media(files, chapters, into)
        return values.course(_front(files, COURSE), summary_en=_english(files, COURSE), chapters=chapters, shown=shown)


def _is_lesson(path: str) -> bool:
    """`<chapter>/<lesson>.md`, one folder deep."""
    return path.count("/") == 1 and media.ending(path) in TEXTS and not path.startswith("media/")


def _order(name: str) -> tuple[int, str]:
    """Numbered ones by number, the others after them by name."""
    number = re.match(r"\d+", name)
    return (int(number[0][:9]) if number else 10**9, name)


def _front(files: Files, path: str) -> Front:
    data = files.read(path, MOST_TEXT)
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else _ENCODINGS:
        try:
            return front.read(path, unicodedata.normalize("NFC", data.decode(encoding)))
        except UnicodeDecodeError:
            continue
    raise BadPackage("text-encoding", file=path)


def _chapter(files: Files, folder: str) -> ChapterPlan:
    about = f"{folder}/{CHAPTER}"
    said = _front(files, about) if about in files.by_path else Front(about, {}, "")
    below = [path for path in files.by_path if path.startswith(f"{folder}/") and _is_lesson(path) and path != about]
    paths = sorted((path for path in below if not path.endswith(ENGLISH)), key=lambda path: _order(path.split("/")[1]))
    lessons = tuple(_lesson(_front(files, path), _english(files, path)) for path in paths)
    return values.chapter(said, key=_key(folder), title=_NUMBER.sub("", folder) or folder, lessons=lessons)


def _english(files: Files, path: str) -> str:
    """What stands in `<name>.en.md` beside it; "" without one."""
    other = f"{path.rpartition('.')[0]}{ENGLISH}"
    return marks.inward(_front(files, other).body) if other in files.by_path else ""


def _lesson(said: Front, body_en: str) -> LessonPlan:
    stem = said.name.split("/")[1].rpartition(".")[0]
    heading = _FIRST_HEADING.match(said.body)
    title = heading[1] if heading else _NUMBER.sub("", stem) or stem
    if heading and "title" not in values.keyed(said):
        said = Front(said.name, said.values, said.body[heading.end() :].strip("\n"))
    body = marks.inward(said.body)
    return values.lesson(said, key=_key(stem), title=title, body=body, body_en=body_en)


def _key(name: str) -> str:
    """What stays when somebody numbers anew: the name without its number, `-` for blanks."""
    bare = _NUMBER.sub("", name) or name
    return _SPACES.sub("-", bare.strip())[:LONGEST_KEY].strip("-") or "x"


def _check_keys(chapters: Iterable[ChapterPlan]) -> None:
    """Raises `BadPackage` when two lessons, or two chapters, could not be told apart at the next import."""
    chapters = tuple(chapters)
    lessons = [lesson.key for chapter in chapters for lesson in chapter.lessons]
    if len(lessons) > MOST_LESSONS:
        raise BadPackage("too-many-lessons", most=MOST_LESSONS)
    if not lessons:
        raise BadPackage("no-lessons")
    for keys in (lessons, [chapter.key for chapter in chapters]):
        if twice := next((key for key in keys if keys.count(key) > 1), ""):
            raise BadPackage("key-twice", key=twice)


def _media(files: Files, chapters: Iterable[ChapterPlan], into: Path) -> tuple[Media, ...]:
    """Copies of everything the lessons show. Raises `BadPackage` for a file that is missing or of another sort."""
    wanted = MappingProxyType(dict(sorted(_named(files, chapters).items())))
    found: list[Media] = []
    for number, path in enumerate(wanted):
        left = MOST_BYTES - sum(one.size for one in found)
        found.append(media.unpack(files, path, into, number=number, left=left))
    return tuple(found)


def _pictures(lesson: LessonPlan) -> Iterable[str]:
    return (*marks.pictures(lesson.body), *marks.pictures(lesson.body_en))


def _named(files: Files, chapters: Iterable[ChapterPlan]) -> dict[str, str]:
    """Path → the key of the first lesson that shows it."""
    named: dict[str, str] = {}
    for lesson in (lesson for chapter in chapters for lesson in chapter.lessons):
        for path in (*lesson.media(), *_pictures(lesson)):
            if path not in files.by_path or not path.startswith("media/"):
                raise BadPackage("missing-file", file=path[:120], lesson=lesson.title)
            if path not in lesson.media() and not media.fits(path, "body"):
                raise BadPackage("media-sort", file=path, lesson=lesson.title)
            named.setdefault(path, lesson.key)
    return named
