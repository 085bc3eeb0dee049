"""One version: read, comment, return, accept."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from worldday.base.problems import Problem
from worldday.desk.access import DeskRequest, needs
from worldday.desk.reviews.fetch import comment_for, submission_for
from worldday.desk.reviews.filters import query_of, wanted_of
from worldday.desk.reviews.forms import CommentForm, ReturnForm
from worldday.desk.reviews.page import review_page
from worldday.desk.reviews.presence import arrive, leave
from worldday.reports.actions import reviewing
from worldday.reports.models import Submission
from worldday.reports.queries import reviews
from worldday.units.permissions import Permission


@needs(Permission.REPORT)
@require_GET
def submission(request: DeskRequest, code: str) -> HttpResponse:
    """Beside the version before it, with everything the checks found."""
    return review_page(request, submission_for(request.user, code))


@needs(Permission.REPORT)
@require_POST
def accept(request: DeskRequest, code: str) -> HttpResponse:
    sent = submission_for(request.user, code)
    after = _after(request, sent)
    try:
        reviewing.accept(submission=sent, by=request.user)
    except Problem as problem:
        return review_page(request, submission_for(request.user, code), problem=problem)
    messages.success(request, _("Accepted: {unit}").format(unit=sent.filing.task.unit.name))
    return _onward(request, sent, after)


@needs(Permission.REPORT)
@require_POST
def give_back(request: DeskRequest, code: str) -> HttpResponse:
    """Return it, with why and by when; of an accepted one this takes the acceptance back."""
    sent = submission_for(request.user, code)
    form, after = ReturnForm(request.POST, sent=sent), _after(request, sent)
    if not form.is_valid():
        return review_page(request, sent, returning=form)
    given = form.cleaned_data
    try:
        reviewing.return_submission(
            submission=sent,
            reason=given["reason"],
            new_due=given["new_due"],
            seen=given["seen"] or sent.state,
            by=request.user,
        )
    except Problem as problem:
        return review_page(request, submission_for(request.user, code), problem=problem, returning=form)
    messages.success(request, _("Returned to {unit}.").format(unit=sent.filing.task.unit.name))
    return _onward(request, sent, after)


@needs(Permission.REPORT)
@require_POST
def comment(request: DeskRequest, code: str) -> HttpResponse:
    sent = submission_for(request.user, code)
    form = CommentForm(request.POST, sent=sent)
    if not form.is_valid():
        return review_page(request, sent, commenting=form)
    given = form.cleaned_data
    try:
        made = reviewing.comment(
            submission=sent, start=given["start"], end=given["end"], text=given["text"], by=request.user
        )
    except Problem as problem:
        return review_page(request, sent, problem=problem, commenting=form)
    return redirect(f"{_here(request, sent)}#comment-{made.code}")


@needs(Permission.REPORT)
@require_POST
def settle(request: DeskRequest, code: str) -> HttpResponse:
    found = comment_for(request.user, code)
    reviewing.settle(comment=found, by=request.user)
    return redirect(f"{_here(request, found.submission)}#comments")


@needs(Permission.REPORT)
@require_POST
def here(request: DeskRequest, code: str) -> HttpResponse:
    """A page that is open says so now and then, and hears who else has it open."""
    sent = submission_for(request.user, code)
    decided = sent.decided_by.name if sent.decided_by else ""
    return JsonResponse({"others": arrive(sent, request.user), "state": sent.state, "by": decided})


def _after(request: DeskRequest, sent: Submission) -> str:
    """What comes next in the queue, asked before this one leaves it."""
    before, after = reviews.neighbours(reviews.queue(request.user, wanted_of(request)), sent.code, sent)
    return after or before


def _onward(request: DeskRequest, sent: Submission, after: str) -> HttpResponse:
    leave(sent, request.user)
    where = reverse("desk_reviews:submission", args=[after]) if after else reverse("desk_reviews:list")
    return redirect(where + _query(request))


def _here(request: DeskRequest, sent: Submission) -> str:
    return reverse("desk_reviews:submission", args=[sent.code]) + _query(request)


def _query(request: DeskRequest) -> str:
    query = query_of(wanted_of(request))
    return f"?{query}" if query else ""
