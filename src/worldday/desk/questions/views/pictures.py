"""Pictures of a question; a file is shown only to whoever may see the question."""

from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from worldday.base.problems import Problem
from worldday.desk.access import needs
from worldday.desk.questions.fetch import question_for
from worldday.quizzes import actions
from worldday.quizzes.models import QuestionPicture
from worldday.units.permissions import Permission


@needs(Permission.RUN_ACTIVITY)
@require_POST
def add(request: HttpRequest, code: str) -> HttpResponse:
    found = question_for(request.user, code, to_change=True)
    file = request.FILES.get("file") or BytesIO()
    words = {name: request.POST.get(name, "") for name in ("key", "alt", "alt_en")}
    try:
        actions.set_picture(question=found, file=file, by=request.user, **words)
    except Problem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Saved."))
    return redirect("desk_questions:question", code)


@needs(Permission.RUN_ACTIVITY)
@require_GET
def show(request: HttpRequest, code: str, picture: int) -> HttpResponse | FileResponse:
    found = get_object_or_404(QuestionPicture, question=question_for(request.user, code), pk=picture)
    answer = FileResponse(found.file.open(), content_type="image/webp")
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@needs(Permission.RUN_ACTIVITY)
@require_POST
def remove(request: HttpRequest, code: str, picture: int) -> HttpResponse:
    found = get_object_or_404(QuestionPicture, question=question_for(request.user, code, to_change=True), pk=picture)
    try:
        actions.remove_picture(picture=found, by=request.user)
    except Problem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Saved."))
    return redirect("desk_questions:question", code)
