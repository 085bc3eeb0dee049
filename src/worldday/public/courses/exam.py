"""The exam of a course: what it asks, what was reached, and the pass with which the quiz's own pages begin."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.views.decorators.http import require_POST

from worldday.base.problems import Problem
from worldday.courses.actions.progress import check_counts, check_order
from worldday.courses.exams import attempts_left, pass_for
from worldday.courses.models import Enrolment, Lesson
from worldday.courses.queries import Standing
from worldday.public.quiz.found import find, page
from worldday.quizzes.passes import NoPass

from .found import learner, lesson_of


def shown(request: HttpRequest, where: Standing, found: Lesson) -> dict[str, Any]:
    """The quiz as its own pages know it; its script reads the same data."""
    if found.quiz is None:
        return {}
    activity = found.quiz.activity
    quiz = find(activity.campaign.slug, found.quiz.key)
    back = reverse("public:lesson", args=[where.enrolment.code, found.code])
    data = page(quiz)["data"] | {
        "begin": reverse("public:lesson_exam", args=[where.enrolment.code, found.code]),
        "token": get_token(request),
        "back": back,
    }
    return {
        "quiz": found.quiz,
        "quiz_state": quiz.state,
        "exam_rule": quiz.rule,
        "quiz_data": data,
        "left": attempts_left(where.enrolment, found.quiz),
        "needed": where.outline.rule.exam,
    }


@require_POST
@learner
def begin(_request: HttpRequest, enrolment: Enrolment, lesson: str) -> HttpResponse:
    """A pass for the learner's next attempt, or the reason why there is none."""
    found = lesson_of(enrolment, lesson)
    if found.quiz is None:
        raise Http404
    try:
        check_counts(enrolment.cohort)
        check_order(enrolment, found)
        return JsonResponse({"pass": pass_for(enrolment, found.quiz)})
    except Problem as problem:
        code = problem.code if isinstance(problem, NoPass) else "refused"
        return JsonResponse({"error": {"code": code, "sentence": {"zh": str(problem), "en": str(problem)}}}, status=409)
