"""What people type when the event is over."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from worldday.desk.draws.forms import Moment
from worldday.events.models import HandoutSort, Survey
from worldday.events.surveying import MOST_QUESTIONS

CHOICES = ("options", "options_en")
SORTS = (("scale", _("1 to 5")), ("choice", _("one of several")), ("text", _("in own words")))


class SurveyForm(forms.Form):
    intro = forms.CharField(label=_("A word before the questions"), max_length=300, required=False)
    intro_en = forms.CharField(label=_("The same in English"), max_length=400, required=False)

    closes_at = forms.DateTimeField(
        label=_("Closes by itself"),
        required=False,
        widget=Moment(),
        help_text=_("Empty: it stays open until somebody closes it."),
    )

    def __init__(self, data: Any = None, *, survey: Survey | None) -> None:
        kept = ("intro", "intro_en", "closes_at")
        super().__init__(data, initial={name: getattr(survey, name) for name in kept} if survey else {})


class QuestionRow(forms.Form):
    text = forms.CharField(label=_("Question"), max_length=200, required=False)
    text_en = forms.CharField(label=_("In English"), max_length=300, required=False)
    sort = forms.ChoiceField(label=_("Answered"), choices=SORTS, required=False)
    options = forms.CharField(
        label=_("Choices, one a line"), required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 2})
    )
    options_en = forms.CharField(
        label=_("The choices in English, in the same order"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class QuestionRows(forms.BaseFormSet[QuestionRow]):
    """A row whose question is emptied is taken away."""

    @property
    def questions(self) -> list[dict[str, Any]]:
        said = [row.cleaned_data for row in self.forms if row.cleaned_data.get("text")]
        return [
            one | {"sort": one["sort"] or "scale", **{name: one[name].splitlines() for name in CHOICES}} for one in said
        ]


def question_rows(data: Any, survey: Survey | None) -> QuestionRows:
    """As many rows as a survey may have, those there are first."""
    kept = survey.questions if survey else []
    initial = [one | {name: "\n".join(one.get(name, ())) for name in CHOICES} for one in kept]
    made: Any = forms.formset_factory(
        QuestionRow, formset=QuestionRows, extra=MOST_QUESTIONS - len(initial), max_num=MOST_QUESTIONS
    )
    rows: QuestionRows = made(data, initial=initial, prefix="questions")
    return rows


class HandoutForm(forms.Form):
    sort = forms.ChoiceField(label=_("What"), choices=HandoutSort.choices)
    title = forms.CharField(
        label=_("Title"), max_length=150, help_text=_("Of a photo: what it shows, for people who do not see it.")
    )
    title_en = forms.CharField(label=_("Title, in English"), max_length=200, required=False)
    file = forms.FileField(label=_("File"), required=False)
    url = forms.URLField(label=_("Address, for a link"), required=False, max_length=500, assume_scheme="https")
    credit = forms.CharField(label=_("Photographer or author"), max_length=100, required=False)
    credit_en = forms.CharField(label=_("Photographer or author, in English"), max_length=150, required=False)
    consent = forms.CharField(label=_("Why the people in a photo may be shown"), max_length=200, required=False)
