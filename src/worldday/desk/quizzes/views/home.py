"""The quizzes of one's units, and the first page of each: where it stands, what it lacks, where people find it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from worldday.desk.access import DeskRequest, needs
from worldday.desk.quizzes import links
from worldday.desk.quizzes.fetch import SETTING_UP, Seen, activity_without_quiz, quiz_for, quizzes_of
from worldday.desk.quizzes.frame import page
from worldday.desk.quizzes.lacking import general, lacking
from worldday.quizzes import actions
from worldday.quizzes.queries import figures
from worldday.quizzes.rule_sentences import rule_text
from worldday.units.permissions import Permission


@needs(Permission.RUN_ACTIVITY)
@require_GET
def index(request: DeskRequest) -> HttpResponse:
    return render(request, "desk/quizzes/list.html", {"quizzes": quizzes_of(request.user)})


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET"])
def quiz(request: DeskRequest, code: str) -> HttpResponse:
    try:
        seen = quiz_for(request.user, code)
    except Http404:
        activity = activity_without_quiz(request.user, code)
        return render(request, "desk/quizzes/none.html", {"activity": activity, "campaign": activity.campaign})
    return page(
        request,
        seen,
        "overview",
        steps=_steps(seen),
        lacking=lacking(seen) if seen.state == SETTING_UP else [],
        general=general(seen.activity) if seen.runs else [],
        texts=[("zh-Hans", rule_text(seen.rule, "zh")), ("en", rule_text(seen.rule, "en"))],
        links=[*([links.link_of(seen.quiz)] if seen.runs else []), *(links.link_of(seen.quiz, d) for d in seen.doors)],
        is_public=links.is_public(seen.quiz),
        editions=seen.quiz.editions.order_by("-number").only("number", "digest", "reason", "made_at", "quiz_id"),
        groups=_groups(seen),
    )


def _steps(seen: Seen) -> list[tuple[str, str, str]]:
    """(page, what it is for, what stands there now)."""
    rule, hours = seen.rule, seen.quiz.opens_at and seen.quiz.closes_at
    return [
        (_url(seen, "rule"), _("Hours and rule"), _("set") if hours else _("no hours yet")),
        (
            _url(seen, "paper"),
            _("Paper"),
            _("{questions} questions, {points} points").format(questions=rule.questions, points=rule.full_marks)
            if rule.paper
            else _("no paper yet"),
        ),
        (
            _url(seen, "entrances"),
            _("Entrances of co-hosts"),
            "、".join(door.name for door in seen.doors) or _("none: one main door"),
        ),
        (_url(seen, "preview"), _("Preview a drawn paper"), ""),
    ]


def _groups(seen: Seen) -> list[object]:
    """The figures in one line each: the whole quiz, or the person's own entrances."""
    found = figures(seen.quiz)
    if seen.runs:
        return [found.whole]
    mine = {door.pk for door in seen.doors}
    doors = seen.quiz.entrances.all()
    return [group for door, group in zip(doors, found.entrances, strict=True) if door.pk in mine]


def _url(seen: Seen, name: str) -> str:
    return reverse(f"desk_quizzes:{name}", args=[seen.quiz.key])


@needs(Permission.RUN_ACTIVITY)
@require_POST
def set_up(request: DeskRequest, code: str) -> HttpResponse:
    """For an activity that became a quiz after the plan was confirmed."""
    activity = activity_without_quiz(request.user, code)
    actions.set_up_quiz(activity=activity, by=request.user)
    messages.success(request, _("Set up, with a rule proposed from the activity's text."))
    return redirect("desk_quizzes:quiz", activity.code)


@needs(Permission.RUN_ACTIVITY)
@require_GET
def code(request: DeskRequest, code: str) -> HttpResponse:
    """The QR code of the main door, or of the entrance `?door=`, as SVG for any size of print."""
    seen = quiz_for(request.user, code)
    slug = request.GET.get("door", "")
    door = get_object_or_404(seen.quiz.entrances, slug=slug, pk__in=[door.pk for door in seen.doors]) if slug else None
    response = HttpResponse(links.link_of(seen.quiz, door).code, content_type="image/svg+xml")
    response["Content-Disposition"] = f'attachment; filename="{seen.quiz.key}{f"-{slug}" if slug else ""}.svg"'
    return response
