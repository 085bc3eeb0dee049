"""`{% load plan_rows %}{% plan_rows submission %}`: a plan as it was sent; its organiser makes activities of its rows."""

from datetime import date
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from worldday.campaigns import kinds
from worldday.desk.campaigns.fetch import may_run
from worldday.reports.actions.programme import READY
from worldday.reports.models import Submission
from worldday.reports.planned import gone, standings
from worldday.ui import dates

register = template.Library()

_FIELDS = {
    "name": _("Name"),
    "kind": _("Kind"),
    "content": _("Content"),
    "place": _("Place"),
    "parent": _("Part of"),
    "window_text": _("When"),
    "window_start": _("First day"),
    "window_end": _("Last day"),
}


@register.inclusion_tag("desk/plans/rows.html", takes_context=True)
def plan_rows(context: template.Context, submission: Submission) -> dict[str, Any]:
    """`submission.filing.task` should be at hand with unit and campaign."""
    request, filing = context["request"], submission.filing
    current = submission.pk == filing.current_id and submission.state in READY
    rows = standings(submission)
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "submission": submission,
        "rows": rows,
        "makes": current and may_run(request.user, filing.task.campaign),
        "to_do": sum(row.to_do for row in rows),
        "gone": gone(submission) if current else [],
    }


@register.filter
def kind_label(slug: str) -> str | Promise:
    return kinds.get(slug).label if slug else ""


@register.filter
def plan_field(field: str) -> str | Promise:
    """The words for a column of an activity; none for what goes without saying (how exact the days are)."""
    return _FIELDS.get(field, "")


@register.filter
def days_span(days: tuple[date | None, date | None]) -> str:
    return dates.span(*days)


@register.filter
def in_words(value: Any, field: str) -> str:
    """A value of an activity as people read it."""
    if field == "kind":
        return str(kinds.get(value).label)
    if isinstance(value, date):
        return dates.day(value, year=True)
    return str(value or "—")
