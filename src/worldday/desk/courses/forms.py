"""What people type about courses; the verbs decide whether it can be kept."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from worldday.certificates.models import Design
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

    def __init__(self, data: Any = None, *, course: Course) -> None:
        names = ("name", "name_en", "audience", "audience_en", "summary", "summary_en")
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

    def __init__(self, data: Any = None, *, lesson: Lesson) -> None:
        names = ("name", "name_en", "minutes", "required", "body", "body_en")
        initial = {name: getattr(lesson, name) for name in names}
        super().__init__(data, initial=initial | {"sources": "\n".join(_line(one) for one in lesson.sources)})

    @property
    def changes(self) -> dict[str, Any]:
        """As `editing.change_lesson` takes them."""
        lines = [line.strip() for line in self.cleaned_data["sources"].splitlines() if line.strip()]
        return self.cleaned_data | {"sources": [_source(line) for line in lines]}


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
    admission = forms.ChoiceField(label=_("Who may enrol"), choices=Admission.choices)
    recognition = forms.ChoiceField(label=_("How learners are recognised"), choices=Recognition.choices)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    teacher = forms.CharField(label=_("Teacher"), max_length=120, required=False)
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
