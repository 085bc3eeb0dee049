from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from worldday.base.problems import Invalid
from worldday.desk.campaigns.forms import DayInput, long
from worldday.quizzes.models import Question
from worldday.units.models import Unit

DIFFICULTIES = ((1, _("Easy")), (2, _("Medium")), (3, _("Hard")))


class QuestionForm(forms.Form):
    """What every sort has; options and answer are `answers`."""

    stem = forms.CharField(
        label=_("Question"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Blanks of a fill-in question are three or more underscores."),
    )
    stem_en = long(_("Question, in English"), 2)
    explanation = long(_("Explanation"), 3)
    explanation_en = long(_("Explanation, in English"), 2)
    basis = forms.CharField(
        label=_("Law or standard"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"list": "bases"}),
        help_text=_("With article and version needed before review."),
    )
    basis_article = forms.CharField(label=_("Article or clause"), max_length=60, required=False)
    basis_version = forms.CharField(label=_("Version"), max_length=60, required=False)
    valid_from = forms.DateField(label=_("Holds from"), required=False, widget=DayInput)
    valid_until = forms.DateField(label=_("Holds until"), required=False, widget=DayInput)
    difficulty = forms.TypedChoiceField(label=_("Difficulty"), choices=DIFFICULTIES, coerce=int, initial=2)
    topics = forms.CharField(label=_("Topics"), max_length=300, required=False, help_text=_("With commas between."))
    shared = forms.BooleanField(label=_("All units of the authority may use it"), required=False, initial=True)
    owner = forms.ModelChoiceField(
        label=_("Belongs to"), queryset=Unit.objects.none(), to_field_name="code", empty_label=None
    )

    def __init__(self, data: Any = None, *, question: Question | None = None, owners: Any = None) -> None:
        super().__init__(data, initial=_initial(question) if question else None)
        if owners is None:
            del self.fields["owner"]
        else:
            self.fields["owner"].queryset = owners
        if owners is not None and len(owners) == 1:
            self.fields["owner"].widget = forms.HiddenInput()
            self.fields["owner"].initial = owners[0].code

    def clean_topics(self) -> list[str]:
        text = self.cleaned_data["topics"]
        for comma in ",，;；":
            text = text.replace(comma, "、")
        return list(dict.fromkeys(word.strip() for word in text.split("、") if word.strip()))

    def show(self, problem: Invalid) -> None:
        """Put what a verb refused beside the fields it is about; options and answer stand above the form."""
        for field, sentences in problem.errors.items():
            self.add_error(field if field in self.fields else None, sentences)


def _initial(question: Question) -> dict[str, Any]:
    values = {name: getattr(question, name) for name in QuestionForm.base_fields if name != "owner"}
    return values | {"topics": "、".join(question.topics)}


class VersionForm(forms.Form):
    """A law or standard has a new version."""

    basis = forms.CharField(label=_("Law or standard"), max_length=200, widget=forms.TextInput(attrs={"list": "bases"}))
    version = forms.CharField(label=_("Version"), max_length=60)
    since = forms.DateField(label=_("In force from"), widget=DayInput)
    note = forms.CharField(label=_("What changed"), max_length=300, required=False)
