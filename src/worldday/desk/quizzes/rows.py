"""Rows people fill in: the lines of a paper, and the entrances of co-hosts. An emptied row is taken away."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import validate_slug
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from worldday.quizzes.actions import EntranceSpec, PartSpec
from worldday.quizzes.actions.setting_up import MOST_ENTRANCES
from worldday.quizzes.models import Question, Quiz
from worldday.units.models import Unit
from worldday.units.queries import Directory

from .bank import Holding

SPARE_LINES, SPARE_DOORS = 3, 2  # empty rows offered below those there are
LEVELS = (("", _("any difficulty")), ("1", _("easy")), ("2", _("medium")), ("3", _("hard")))
MOST_QUESTIONS = 200


class LineRow(forms.Form):
    """A line of the paper: so many questions of a topic and difficulty, or one chosen question."""

    question = forms.CharField(required=False, widget=forms.HiddenInput)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    difficulty = forms.ChoiceField(label=_("Difficulty"), choices=LEVELS, required=False)
    count = forms.IntegerField(
        label=pgettext_lazy("quiz", "Questions"), min_value=0, max_value=MOST_QUESTIONS, required=False
    )
    points = forms.IntegerField(label=_("Points each"), min_value=1, max_value=1000, required=False)
    fixed: Question | None = None
    usable = False  # the chosen question is still reviewed, and valid while the quiz is open
    have = 0  # questions of the bank that fit the row


class LineRows(forms.BaseFormSet[LineRow]):
    def __init__(self, data: Any = None, *, quiz: Quiz, holding: Holding) -> None:
        parts = list(quiz.parts.select_related("question"))
        initial = [
            {
                "question": part.question.code if part.question else "",
                "topic": part.topic,
                "difficulty": str(part.difficulty or ""),
                "count": part.count,
                "points": part.points,
            }
            for part in parts
        ]
        self._chosen = holding.by_code | {part.question.code: part.question for part in parts if part.question}
        self._topics = sorted({*holding.topics, *(part.topic for part in parts if part.topic)})
        super().__init__(data, initial=initial, prefix="lines")
        for row in self.forms:
            code = row["question"].value() or ""
            row.fixed = self._chosen.get(code)
            topic, level = row["topic"].value() or "", row["difficulty"].value() or ""
            row.have = holding.count(topic, int(level) if level in ("1", "2", "3") else 0)
            row.usable = code in holding.by_code

    def add_fields(self, form: LineRow, index: int | None) -> None:
        super().add_fields(form, index)
        choices = [("", gettext("any topic")), *((topic, topic) for topic in self._topics)]
        form.fields["topic"].choices = choices  # type: ignore[attr-defined]

    def parts(self) -> list[PartSpec]:
        """For `set_paper`. Call after `is_valid()`."""
        return chosen_first([spec for row in self.forms if (spec := self._part(row.cleaned_data))])

    def _part(self, said: dict[str, Any]) -> PartSpec | None:
        if not said.get("count"):
            return None
        points = said.get("points") or 10
        if code := said.get("question"):
            question = self._chosen.get(code)
            return PartSpec(question=question, points=points) if question else None
        level = int(said["difficulty"]) if said.get("difficulty") else None
        return PartSpec(count=said["count"], points=points, topic=said.get("topic", ""), difficulty=level)


def chosen_first(parts: list[PartSpec]) -> list[PartSpec]:
    """Lines are drawn in order: a chosen question must be taken before a line that might draw it too."""
    return sorted(parts, key=lambda part: part.question is None)


LineRowsForm: Any = forms.formset_factory(LineRow, formset=LineRows, extra=SPARE_LINES, max_num=MOST_QUESTIONS)


class DoorRow(forms.Form):
    """A co-host's entrance."""

    unit = forms.CharField(
        label=_("Unit"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"list": "unit-names", "autocomplete": "off"}),
    )
    name = forms.CharField(label=_("Name of the entrance"), max_length=60, required=False)
    name_en = forms.CharField(label=_("English name"), max_length=100, required=False)
    slug = forms.CharField(
        label=_("Address"), max_length=30, required=False, validators=[validate_slug], help_text="kunshan"
    )
    hue = forms.IntegerField(label=_("Hue"), min_value=0, max_value=359, required=False)


class DoorRows(forms.BaseFormSet[DoorRow]):
    def __init__(self, data: Any = None, *, quiz: Quiz, owner: Unit) -> None:
        self.owner, self._found = owner, dict[str, Unit]()
        doors = quiz.entrances.select_related("unit")
        initial = [
            {"unit": d.unit.name, "name": d.name, "name_en": d.name_en, "slug": d.slug, "hue": d.hue} for d in doors
        ]
        super().__init__(data, initial=initial, prefix="doors")

    def clean(self) -> None:
        directory = Directory(self.owner)
        for row in self.forms:
            said = row.cleaned_data
            if not said.get("unit") and not said.get("name"):
                continue
            unit = directory.resolve(said["unit"]) if said.get("unit") else None
            if unit is None:
                row.add_error("unit", gettext("No unit goes by this name. Choose one from the list."))
            for needed in ("name", "slug"):
                if not said.get(needed) and needed not in row.errors:
                    row.add_error(needed, gettext("An entrance needs a name and an address."))
            if unit is not None:
                self._found[said["unit"]] = unit
        if any(row.errors for row in self.forms):
            raise forms.ValidationError(gettext("Not saved yet; everything you typed is still here."))

    def doors(self, hue: int) -> list[EntranceSpec]:
        """For `set_entrances`; `hue` where none was chosen. Call after `is_valid()`."""
        rows = [row.cleaned_data for row in self.forms if row.cleaned_data.get("unit")]
        return [
            EntranceSpec(
                slug=said["slug"],
                unit=self._found[said["unit"]],
                name=said["name"],
                name_en=said.get("name_en", ""),
                hue=hue if said.get("hue") is None else said["hue"],
            )
            for said in rows
        ]


DoorRowsForm: Any = forms.formset_factory(DoorRow, formset=DoorRows, extra=SPARE_DOORS, max_num=MOST_ENTRANCES)
