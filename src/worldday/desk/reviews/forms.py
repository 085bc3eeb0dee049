"""What reviewers type; the verbs decide whether it can be kept."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from worldday.base import clock, workdays
from worldday.campaigns.models import Task
from worldday.reports.actions.reviewing import LONGEST_COMMENT
from worldday.reports.models import Submission

TIME_TO_MEND = 3  # working days


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def proposed_due(task: Task) -> date:
    """Three working days from today, or the day it is due now if that is later."""
    soon = workdays.shift(clock.today(), TIME_TO_MEND)
    return max(soon, task.due) if task.due else soon


class ReturnForm(forms.Form):
    reason = forms.CharField(
        label=_("What should be mended"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The unit reads this, together with the comments on passages."),
    )
    new_due = forms.DateField(label=_("Due again on"), required=False, widget=DayInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, sent: Submission) -> None:
        due = proposed_due(sent.filing.task)
        super().__init__(data, initial={"new_due": due, "seen": sent.state}, auto_id="return_%s")
        said = gettext(
            "Proposed: {n} working days from today, or the due day if it is later. Empty: the due day stays."
        )
        self.fields["new_due"].help_text = said.format(n=TIME_TO_MEND)


class CommentForm(forms.Form):
    """A passage is chosen in the text, which fills the places, or its words are typed."""

    quote = forms.CharField(
        label=_("Passage"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Select it in the text above, or copy its words here. Empty: the comment is about the whole."),
    )
    text = forms.CharField(label=_("Comment"), max_length=LONGEST_COMMENT, widget=forms.Textarea(attrs={"rows": 3}))
    start = forms.IntegerField(required=False, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, sent: Submission) -> None:
        super().__init__(data, auto_id="comment_%s")
        self.sent = sent

    def clean(self) -> dict[str, Any]:
        given, text = self.cleaned_data, self.sent.text
        quote = (given.get("quote") or "").replace("\r\n", "\n").strip()
        start, end = given.get("start"), given.get("end")
        if start is not None and end is not None and 0 <= start < end and text[start:end].strip() == quote:
            return given
        at = text.find(quote) if quote else 0
        if at < 0:
            self.add_error(
                "quote", gettext("These words do not stand in this version; please copy them from the text.")
            )
        return given | {"start": max(at, 0), "end": max(at, 0) + len(quote)}
