"""What people type about courses; the verbs decide whether it can be kept."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from worldday.campaigns.models import Activity
from worldday.certificates.models import Design
from worldday.courses.attending import events_beside
from worldday.courses.completion.rule import Rule
from worldday.courses.models import Admission, Cohort, Course, Lesson, LessonSort, Recognition
from worldday.courses.packages import PaperLine
from worldday.desk.campaigns.forms import day
from worldday.desk.draws.forms import at, whole

_LINK = re.compile(r"(.*?)\s*<(https?://[^\s<>]+)>")


def long(label: Any, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": rows}), **more)


class CourseForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    name_en = forms.CharField(label=_("English name"), max_length=200, required=False)
    audience = forms.CharField(label=_("For whom"), max_length=200, required=False)
    audience_en = forms.CharField(label=_("For whom, in English"), max_length=200, required=False)
    summary = long(_("What it is about"), 4)
    summary_en = long(_("What it is about, in English"), 3)
    readable = forms.BooleanField(
        label=_("Anyone may read the lessons without enrolling"),
        required=False,
        help_text=_("Also before and after the course. Nothing counts there: no progress, no exam, no certificate."),
    )

    def __init__(self, data: Any = None, *, course: Course) -> None:
        names = ("name", "name_en", "audience", "audience_en", "summary", "summary_en", "readable")
        super().__init__(data, initial={name: getattr(course, name) for name in names})


class RuleForm(forms.Form):
    """When the course counts as completed."""

    watched = whole(_("Of each video, percent really played"), 1, 100)
    seen = whole(_("Of documents and slides, percent of the pages"), 1, 100)
    exam = whole(_("In an exam, at least (out of 100)"), 1, 100)
    assignment = whole(_("For an assignment, at least (out of 100)"), 1, 100)
    in_order = forms.BooleanField(label=_("Lessons open one after another"), required=False)

    def __init__(self, data: Any = None, *, rule: Rule) -> None:
        super().__init__(data, initial=rule.as_json(), prefix="rule")


class BeforeForm(forms.Form):
    """Which courses come first."""

    needs = forms.ModelMultipleChoiceField(
        label=_("Must be completed first"),
        queryset=Course._base_manager.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Whoever has not completed them is told so when enrolling, with the way there. Rosters are not held back."
        ),
    )

    def __init__(self, data: Any = None, *, choices: QuerySet[Course], chosen: list[Course]) -> None:
        super().__init__(data, initial={"needs": [one.pk for one in chosen]}, prefix="before")
        self.fields["needs"].queryset = choices  # type: ignore[attr-defined]


class ChapterForm(forms.Form):
    name = forms.CharField(label=_("Chapter"), max_length=200)


class NewLessonForm(forms.Form):
    sort = forms.ChoiceField(label=_("Sort"), choices=LessonSort.choices, initial=LessonSort.TEXT)
    name = forms.CharField(label=_("Name"), max_length=200)


class LessonForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    name_en = forms.CharField(label=_("English name"), max_length=200, required=False)
    minutes = whole(_("Minutes it counts for"), 0, 6000)
    required = forms.BooleanField(label=_("Needed to complete the course"), required=False)
    body = long(
        _("Text (Markdown)"), 16, help_text=_("Pictures: ![what it shows](name.png). Slides: a line --- between two.")
    )
    body_en = long(_("Text, in English"), 6)
    sources = long(
        _("Sources"),
        4,
        help_text=_("One a line, with article or clause; an address after it: 上海市标准化条例第23条 <https://…>."),
    )
    sources_en = long(
        _("Sources, in English"),
        4,
        help_text=_(
            "A line for each of the lines above, in the same order, empty where there is none. English pages call them unofficial translations."
        ),
        strip=False,
    )

    def __init__(self, data: Any = None, *, lesson: Lesson) -> None:
        names = ("name", "name_en", "minutes", "required", "body", "body_en", "onsite")
        initial = {name: getattr(lesson, name) for name in names}
        shown = {"sources": "\n".join(_line(one) for one in lesson.sources)}
        shown["sources_en"] = "\n".join(one.get("text_en", "") for one in lesson.sources).rstrip()
        super().__init__(data, initial=initial | shown)
        if lesson.sort == LessonSort.ONSITE:
            self.fields["onsite"] = _day(events_beside(lesson.chapter.course))

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        lines, english = _lines(given.get("sources", "")), _renderings(given.get("sources_en", ""))
        if len(english) > len(lines):
            self.add_error("sources_en", _("There are more lines here than sources."))
        pairs = zip_longest(lines, english[: len(lines)], fillvalue="")
        given["sources"] = [_source(line) | ({"text_en": said} if said else {}) for line, said in pairs]
        return given

    @property
    def changes(self) -> dict[str, Any]:
        """As `editing.change_lesson` takes them."""
        return {name: value for name, value in self.cleaned_data.items() if name != "sources_en"}


def _day(events: QuerySet[Activity]) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        events,
        label=_("The event of this day"),
        required=False,
        empty_label=_("None: the teacher calls the roll"),
        help_text=_(
            "Whoever is let in there under the phone number of their enrolment, or with a booking made from their own page of this course, has attended; everybody else by the roll."
        ),
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _renderings(text: str) -> list[str]:
    """One a line; an empty line stands for none."""
    return [line.strip() for line in text.rstrip().splitlines()]


def _line(source: dict[str, str]) -> str:
    return f"{source['text']} <{source['url']}>" if source.get("url") else source.get("text", "")


def _source(line: str) -> dict[str, str]:
    found = _LINK.fullmatch(line)
    return {"text": found[1] or found[2], "url": found[2]} if found else {"text": line, "url": ""}


class ExamForm(forms.Form):
    """Its paper, a line for each group of questions."""

    time_limit = whole(_("Minutes"), 1, 240)
    tries = whole(_("Tries"), 0, 1000, help_text=_("0: as many as wanted."))
    paper = forms.CharField(
        label=_("Paper"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "One a line: topic | difficulty 1–3 or * | how many | points each. Or one question: = code | points."
        ),
    )

    @property
    def lines(self) -> list[PaperLine]:
        """Raises `BadPackage` with the line that is none."""
        from worldday.courses.packages.front import Front
        from worldday.courses.packages.values import paper

        said = [line.strip() for line in self.cleaned_data["paper"].splitlines() if line.strip()]
        return list(paper(Front("", {}, ""), "paper", said))


class CohortForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    name_en = forms.CharField(label=_("English name"), max_length=120, required=False)
    starts_on = day(_("First day"))
    ends_on = day(_("Last day"))
    enrols_from = at(_("Enrolment opens"))
    enrols_until = at(_("Enrolment closes"))
    seats = whole(_("Seats"), 1, 1_000_000, required=False, help_text=_("Empty: as many as come."))
    offer_hours = whole(
        _("Hours an offered place is kept"), 1, 240, help_text=_("When somebody leaves a full cohort, the next on the waiting list is told and has so long to accept.")
    )  # fmt: skip
    admission = forms.ChoiceField(label=_("Who may enrol"), choices=Admission.choices)
    recognition = forms.ChoiceField(label=_("How learners are recognised"), choices=Recognition.choices)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    place_en = forms.CharField(label=_("Place, in English"), max_length=200, required=False)
    teacher = forms.CharField(label=_("Teacher"), max_length=120, required=False)
    teacher_en = forms.CharField(label=_("Teacher, in English"), max_length=120, required=False)
    contact = forms.CharField(
        label=_("Contact of the unit"), max_length=200, required=False, help_text=_("A public one, never a person's.")
    )
    design = forms.ModelChoiceField(
        label=_("Certificate on completion"),
        queryset=Design._base_manager.none(),
        required=False,
        empty_label=_("none"),
    )

    def __init__(self, data: Any = None, *, cohort: Cohort, designs: QuerySet[Design]) -> None:
        super().__init__(data, initial={name: getattr(cohort, name) for name in self.base_fields})
        self.fields["design"].queryset = designs  # type: ignore[attr-defined]
        if cohort.design_id:
            self.initial["design"] = cohort.design_id


class FileForm(forms.Form):
    file = forms.FileField(label=_("File"), allow_empty_file=True)


class ExportForm(forms.Form):
    purpose = forms.CharField(label=_("For what"), max_length=200, required=False)
