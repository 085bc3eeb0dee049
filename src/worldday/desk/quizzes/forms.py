"""What people type about a quiz; the verbs decide whether it can be kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from worldday.certificates.models import Design
from worldday.quizzes.actions.classes import MOST_SEATS
from worldday.quizzes.actions.judging import KEEP, VOID
from worldday.quizzes.models import Entrance, Quiz
from worldday.quizzes.rule import LONGEST_S, Rule

MINUTE = 60
IDENTITIES = (
    ("device", _("A device: nobody signs in; one device counts as one person")),
    ("wechat", _("WeChat or phone: one account counts as one person")),
    ("phone", _("Phone: a code sent to it; one number counts as one person")),
)
FEEDBACK = (("at-once", _("At once, after handing in")), ("after-closing", _("When the quiz has closed")))


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


def moment(label: Any) -> forms.DateTimeField:
    return forms.DateTimeField(label=label, widget=MomentInput, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"])


def number(label: Any, least: int, most: int, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=most, help_text=help_text)


class RuleForm(forms.Form):
    """The organiser's choices. What follows from paper and entrances is not asked again."""

    opens_at = moment(_("Opens"))
    closes_at = moment(_("Closes"))
    minutes = forms.DecimalField(
        label=_("Time for an attempt, in minutes"),
        min_value=1,
        max_value=LONGEST_S // MINUTE,
        decimal_places=1,
        max_digits=4,
    )
    grace_s = number(_("Grace for slow lines, in seconds"), 0, 60)
    pass_mark = number(_("Pass mark, in points"), 0, 10_000)
    per_day = number(_("Counted attempts a day"), 0, 100, _("0 = no limit a day"))
    in_all = number(_("Counted attempts in all"), 0, 1000, _("0 = no limit; the best attempt counts"))
    identity = forms.ChoiceField(label=_("Who counts as one person"), choices=IDENTITIES)
    feedback = forms.ChoiceField(label=_("Answers and explanations are shown"), choices=FEEDBACK)
    practice = forms.BooleanField(label=_("Practice rounds, unlimited and uncounted"), required=False)
    classes = forms.BooleanField(label=_("School classes, by a teacher's code"), required=False)
    units = forms.BooleanField(label=_("Units, by a code that their people give"), required=False)
    certificate = forms.BooleanField(label=_("Certificate of participation for whoever passes"), required=False)
    prizes = forms.BooleanField(label=_("There are prizes, by a prize rule of their own"), required=False)
    districts = forms.CharField(
        label=_("Districts a player may name"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line. Naming none is always allowed."),
    )

    def __init__(self, data: Any = None, *, quiz: Quiz, rule: Rule) -> None:
        initial = {name: getattr(rule, name) for name in self.base_fields if hasattr(rule, name)}
        minutes = rule.time_limit_s / MINUTE
        initial |= {"opens_at": quiz.opens_at, "closes_at": quiz.closes_at, "districts": "\n".join(rule.districts)}
        initial["minutes"] = int(minutes) if minutes.is_integer() else round(minutes, 1)
        super().__init__(data, initial=initial)

    def clean_districts(self) -> list[str]:
        """One word per district, however they were separated."""
        text = self.cleaned_data["districts"].replace("、", "\n").replace("，", "\n").replace(",", "\n")
        return list(dict.fromkeys(line.strip()[:20] for line in text.splitlines() if line.strip()))

    def changes(self) -> dict[str, Any]:
        """For `set_rule`."""
        said = dict(self.cleaned_data)
        return said | {"time_limit_s": round(said.pop("minutes") * MINUTE)}


class DesignForm(forms.Form):
    """By which design the certificates are printed that the rule promises."""

    design = forms.ModelChoiceField(
        label=_("Design of the certificate"),
        queryset=Design._base_manager.none(),
        required=False,
        empty_label=_("No design chosen"),
        help_text=_("Whoever passes takes it from the result page, under the name they type. Also after the freezing."),
    )

    def __init__(self, data: Any = None, *, quiz: Quiz, designs: QuerySet[Design]) -> None:
        super().__init__(data, initial={"design": quiz.design_id})
        field: Any = self.fields["design"]
        field.queryset = designs


class EditionForm(forms.Form):
    reason = forms.CharField(
        label=_("What was wrong"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("People read this beside the rule."),
    )


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=((KEEP, _("Keep: the attempt counts")), (VOID, _("Void: the attempt does not count"))),
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The player reads this. Say what was seen, not what is suspected."),
    )


class CountingForm(forms.Form):
    """One attempt of a player taken out of the ranking, or let count again."""

    attempt = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why"), max_length=300, help_text=_("It stays in the audit trail."))


class PurposeForm(forms.Form):
    purpose = forms.CharField(label=_("What the list is for"), max_length=300)


class UnitForm(forms.Form):
    unit = forms.CharField(label=_("Unit"), max_length=100, help_text=_("In full; the ranking shows it."))


class ClassForm(forms.Form):
    school = forms.CharField(label=_("School"), max_length=100)
    name = forms.CharField(label=_("Class"), max_length=40)
    seats = number(_("Pupils"), 1, MOST_SEATS, _("Each has a seat number; no names are kept."))
    district = forms.ChoiceField(label=_("District"), required=False)
    entrance = forms.ModelChoiceField(label=_("Entrance"), queryset=Entrance.objects.none(), required=False)

    def __init__(self, data: Any = None, *, quiz: Quiz, rule: Rule) -> None:
        super().__init__(data, initial={"seats": 45})
        self.fields["district"].choices = [("", "—"), *((name, name) for name in rule.districts)]  # type: ignore[attr-defined]
        doors: Any = self.fields["entrance"]
        doors.queryset, doors.label_from_instance = quiz.entrances.all(), lambda door: door.name
        if not rule.entrances:
            del self.fields["entrance"]
