"""What every page about one quiz shows: its name and state, and the way to its other pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from worldday.desk.access import DeskRequest
from worldday.quizzes.queries.flags import waiting

from .fetch import Seen

UNPROCESSABLE = 422


def page(request: DeskRequest, seen: Seen, name: str, **shown: Any) -> HttpResponse:
    """The page `desk/quizzes/<name>.html`; 422 with a form that could not be saved."""
    frame = {
        "seen": seen,
        "quiz": seen.quiz,
        "activity": seen.activity,
        "campaign": seen.campaign,
        "rule": seen.rule,
        "runs": seen.runs,
        "tab": name,
        "flags_waiting": waiting(seen.quiz) if seen.runs else 0,
    }
    refused = any(isinstance(form, forms.BaseForm | forms.BaseFormSet) and form.is_bound for form in shown.values())
    return render(
        request,
        f"desk/quizzes/{name}.html",
        frame | shown,
        status=UNPROCESSABLE if refused else shown.get("status", 200),
    )
