"""From a package to a course, again and again: what is there is changed, what is new is added, what learners have done stays."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from worldday.base.audit import Actor
from worldday.base.changes import Values, change
from worldday.base.problems import Problem
from worldday.courses.attending import event_name, events_beside
from worldday.courses.models import Asset, AssetRole, Chapter, Course, Lesson
from worldday.courses.packages import ChapterPlan, CoursePlan, LessonPlan, Source
from worldday.courses.packages.marks import pictures
from worldday.courses.queries.before import could_come_first

from .assets import Given, Ready, keep_asset, made_ready, remove_asset
from .editing import LESSON_FIELDS, has_been_learnt, held, set_prerequisites
from .examining import set_exam
from .record import record

MEDIA = "media/"
_PICTURE = re.compile(r"(!\[(?:\\.|[^\]\\])*\]\(\s*<?)media/")


@dataclass
class Built:
    """What an import did: lessons added, changed, left as they were; `kept` are gone from the package but people have learnt in
    them, so they stay as optional ones; `notes` are sentences about what could not be done."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def build(*, course: Course, plan: CoursePlan, by: Actor) -> Built:
    """Make the course what the plan says, all of it or nothing. A lesson is the same as before by its key, so its learners keep
    their progress. Raises `Problem` with nothing changed."""
    with tempfile.TemporaryDirectory() as folder:  # looking into files takes its time: nobody else waits for it
        return _built(course, plan, _made_ready(course, plan, Path(folder)), by)


def _made_ready(course: Course, plan: CoursePlan, into: Path) -> dict[_Place, Ready]:
    """Every file of the plan. Raises `Problem`, which names the file."""
    at, ready = {one.path: one.at for one in plan.media}, {}
    for place, path in _places(plan).items():
        try:
            ready[place] = made_ready(course=course, at=at[path], role=place.role, into=into)
        except Problem as problem:
            raise Problem(format_lazy(_("“{name}”: {why}"), name=path, why=problem.sentence)) from None
    return ready


@transaction.atomic
def _built(course: Course, plan: CoursePlan, ready: dict[_Place, Ready], by: Actor) -> Built:
    row = held(course)
    _words(row, plan)
    work = _Work(row, by)
    for position, chapter in enumerate(plan.chapters):
        work.chapter(position, chapter)
    work.take_away()
    _media(row, plan, ready, by)
    _exams(row, plan, by, work.built)
    _needs(row, plan, by, work.built)
    after = {"added": len(work.built.added), "changed": len(work.built.changed)}
    record("course-imported", row, by, after=after)
    return work.built


def _words(row: Course, plan: CoursePlan) -> None:
    said = {
        "name": plan.title,
        "name_en": plan.title_en,
        "summary": plan.summary,
        "summary_en": plan.summary_en,
        "audience": plan.audience,
        "audience_en": plan.audience_en,
        "rule": plan.rule.as_json(),
    }
    change(row, said, allowed=said)
    row.save()


class _Work:
    """One import under way: what the course had by key, and what has found its place."""

    def __init__(self, course: Course, by: Actor) -> None:
        self.course, self.by, self.built = course, by, Built()
        rows = Lesson.objects.filter(chapter__course=course).select_related("quiz", "onsite")
        self.known = {lesson.key: lesson for lesson in rows}
        self.events = list(events_beside(course))
        self.free = list(course.chapters.all())
        self.placed: set[int] = set()

    def chapter(self, position: int, plan: ChapterPlan) -> None:
        """A chapter is the same as before by its name."""
        row = next((one for one in self.free if one.name == plan.title), None)
        if row is None:
            row = Chapter(course=self.course)
        else:
            self.free.remove(row)
        fields = {"name": plan.title, "name_en": plan.title_en, "position": position}
        change(row, fields, allowed=fields)
        row.save()
        for number, lesson in enumerate(plan.lessons):
            self.lesson(row, number, lesson)

    def lesson(self, chapter: Chapter, position: int, plan: LessonPlan) -> None:
        row = self.known.get(plan.key)
        if row is not None and row.sort != plan.sort and has_been_learnt(row):
            raise Problem(format_lazy(_OTHER_SORT, lesson=row.name))
        place = self.built.changed
        if row is None:
            row, place = Lesson(key=plan.key), self.built.added
        fields = said(plan) | {"sort": plan.sort} | self._day(plan)
        _before, after = change(row, fields, allowed=(*LESSON_FIELDS, "sort"))
        (place if after else self.built.same).append(plan.title)
        row.chapter, row.position = chapter, position
        row.save()
        self.placed.add(row.pk)

    def _day(self, plan: LessonPlan) -> Values:
        """A package knows events by their names only; a lesson that names none keeps what people chose."""
        found = [one for one in self.events if plan.event and event_name(one) == plan.event]
        if plan.event and len(found) != 1:
            sentence = _TWO_EVENTS if found else _NO_EVENT
            self.built.notes.append(str(sentence).format(lesson=plan.title, event=plan.event))
        return {"onsite": found[0]} if len(found) == 1 else {}

    def take_away(self) -> None:
        """What the package no longer has: gone, or optional where people have learnt; chapters left empty go."""
        for lesson in self.known.values():
            if lesson.pk in self.placed:
                continue
            if has_been_learnt(lesson):
                Lesson.objects.filter(pk=lesson.pk).update(required=False, position=len(self.placed))
                self.built.kept.append(lesson.name)
            else:
                self.built.removed.append(lesson.name)
                lesson.delete()
        self.course.chapters.filter(lessons=None).delete()


_NO_EVENT = _(
    "The event “{event}” of the lesson “{lesson}” is not among those of the course's campaigns; the lesson was imported, choose its event by hand."
)
_TWO_EVENTS = _(
    "Several events of the course's campaigns are called “{event}”; the lesson “{lesson}” was imported, choose its event by hand."
)
_OTHER_SORT = _("People have learnt in “{lesson}”, so it cannot become another sort of lesson. Nothing was imported.")


def said(plan: LessonPlan) -> Values:
    """The fields of a lesson as its plan says them."""
    return {
        "name": plan.title,
        "name_en": plan.title_en,
        "body": _PICTURE.sub(r"\1", plan.body),
        "body_en": _PICTURE.sub(r"\1", plan.body_en),
        "sources": [_source(one) for one in plan.sources],
        "minutes": plan.minutes,
        "required": plan.required,
    }


def _source(one: Source) -> dict[str, str]:
    """As `Lesson.sources` keeps it."""
    return {"text": one.text, "url": one.url} | ({"text_en": one.text_en} if one.text_en else {})


class _Place(NamedTuple):
    """Where a file belongs: to the lesson of this key, or to the course."""

    lesson: str
    role: str
    language: str
    name: str


def _places(plan: CoursePlan) -> dict[_Place, str]:
    """Every file that is shown somewhere: its place and its path in the package."""
    shown = {_Place("", AssetRole.PICTURE, "", path.removeprefix(MEDIA)): path for path in sorted(_shown(plan))}
    return shown | {place: path for lesson in plan.lessons() for place, path in _files(lesson).items()}


def _files(plan: LessonPlan) -> dict[_Place, str]:
    """Those of the lesson itself."""
    found = [(AssetRole.SUBTITLES, one.language, one.path) for one in plan.subtitles]
    for role, path in (
        (AssetRole.VIDEO, plan.video),
        (AssetRole.LOW, plan.low),
        (AssetRole.POSTER, plan.poster),
        (AssetRole.DOCUMENT, plan.file),
    ):
        found += [(role, "", path)] if path else []
    return {_Place(plan.key, role, language, path.rpartition("/")[2]): path for role, language, path in found}


def _media(row: Course, plan: CoursePlan, ready: dict[_Place, Ready], by: Actor) -> None:
    lessons = {lesson.key: lesson for lesson in Lesson.objects.filter(chapter__course=row)}
    for place, made in ready.items():
        owner = lessons[place.lesson] if place.lesson else None
        given = Given(made.at, place.role, place.name, owner, place.language)
        keep_asset(course=row, given=given, ready=made, by=by)
    wanted = {(place.lesson, place.role, place.language) for place in ready}
    keys = {lessons[one.key].pk: one.key for one in plan.lessons()}
    for asset in Asset.objects.filter(lesson__in=keys):
        if (keys[asset.lesson_id or 0], asset.role, asset.language) not in wanted:
            remove_asset(asset=asset, by=by)


def _shown(plan: CoursePlan) -> set[str]:
    return {path for lesson in plan.lessons() for path in (*pictures(lesson.body), *pictures(lesson.body_en))}


def _needs(row: Course, plan: CoursePlan, by: Actor, built: Built) -> None:
    """A package knows other courses by their titles only; one that names none leaves what people chose."""
    if not plan.needs:
        return
    known = {one.name: one for one in could_come_first(row)}
    if missing := [title for title in plan.needs if title not in known]:
        sentence = _(
            "Comes first by the package, and is not here or not published: {courses}. Choose it by hand later."
        )
        built.notes.append(str(sentence).format(courses="、".join(missing)))
    try:
        set_prerequisites(course=row, needs=[known[title] for title in plan.needs if title in known], by=by)
    except Problem as problem:
        built.notes.append(str(problem))


def _exams(row: Course, plan: CoursePlan, by: Actor, built: Built) -> None:
    for lesson_plan in (one for one in plan.lessons() if one.paper):
        lesson = Lesson.objects.select_related("quiz", "chapter").get(chapter__course=row, key=lesson_plan.key)
        lesson.chapter.course = row
        given = {"time_limit": lesson_plan.time_limit, "tries": lesson_plan.tries}
        made = set_exam(lesson=lesson, paper=lesson_plan.paper, by=by, **given)
        if made is None:
            built.notes.append(
                str(
                    _("The exam gets its paper once the course is held for an activity; import the package again then.")
                )
            )
        elif made.frozen_at is not None:
            built.notes.append(str(_("The questions of the exam are frozen already; its paper was not changed.")))
