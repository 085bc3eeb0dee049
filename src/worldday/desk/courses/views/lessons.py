"""One lesson: its text with a preview, its files, the paper of its exam."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from worldday.base.problems import Problem
from worldday.courses import files
from worldday.courses.actions import assets, editing, examining
from worldday.courses.actions.editing import has_been_learnt
from worldday.courses.models import Asset, AssetRole, Cohort, CohortState, Lesson, LessonSort
from worldday.courses.package_sentences import sentence_for
from worldday.courses.packages import BadPackage
from worldday.courses.reading import html_of
from worldday.desk.access import DeskRequest, needs
from worldday.desk.campaigns.forms import show
from worldday.desk.courses.fetch import asset_for, lesson_for
from worldday.desk.courses.forms import ExamForm, FileForm, LessonForm
from worldday.desk.courses.on_disk import on_disk
from worldday.materials import names
from worldday.quizzes.obstacles import obstacles
from worldday.units.permissions import Permission

UNPROCESSABLE = 422
ROLES = {
    LessonSort.VIDEO: (AssetRole.VIDEO, AssetRole.LOW, AssetRole.POSTER, AssetRole.SUBTITLES),
    LessonSort.PDF: (AssetRole.DOCUMENT,),
}
ENDINGS = {AssetRole.SUBTITLES: ".vtt", AssetRole.DOCUMENT: ".pdf", AssetRole.VIDEO: ".mp4", AssetRole.LOW: ".mp4"}


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def lesson(request: DeskRequest, code: str) -> HttpResponse:
    """The form; pressed “Preview” it shows the text as learners will see it and saves nothing."""
    found = lesson_for(request.user, code)
    form = LessonForm(request.POST or None, lesson=found)
    if request.method == "POST" and form.is_valid():
        if "preview" in request.POST:
            return lesson_page(request, found, form=form, preview=_html(found, form.cleaned_data["body"]))
        try:
            editing.change_lesson(lesson=found, changes=form.changes, by=request.user)
        except Problem as problem:
            show(form, problem)
        else:
            messages.success(request, _("Saved."))
            return redirect("desk_courses:lesson", found.code)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return lesson_page(request, found, form=form, status=status)


def lesson_page(request: DeskRequest, found: Lesson, *, status: int = 200, **more: Any) -> HttpResponse:
    rows = list(Asset.objects.filter(course=found.chapter.course).filter(lesson=found))
    pictures = list(Asset.objects.filter(course=found.chapter.course, lesson=None).order_by("name")[:200])
    shown = {
        "lesson": found,
        "course": found.chapter.course,
        "sort": LessonSort(found.sort).label,
        "assets": [(AssetRole(asset.role).label, asset) for asset in rows],
        "pictures": pictures,
        "roles": [(role.value, role.label) for role in ROLES.get(LessonSort(found.sort), ())],
        "learnt": has_been_learnt(found),
        "file_form": FileForm(auto_id=False),
    }
    if found.sort == LessonSort.EXAM:
        shown |= _exam(found)
    return render(request, "desk/courses/lesson.html", shown | more, status=status)


def _exam(found: Lesson) -> dict[str, Any]:
    quiz = found.quiz
    activity = examining.activity_of(found.chapter.course)
    if quiz is None:
        initial = {"time_limit": examining.MINUTES, "tries": examining.TRIES, "paper": "标准化 | 1 | 4 | 10"}
        return {"exam_form": ExamForm(initial=initial), "activity": activity}
    lines = [
        f"= {part.question.code} | {part.points}"
        if part.question
        else f"{part.topic} | {part.difficulty or '*'} | {part.count} | {part.points}"
        for part in quiz.parts.select_related("question")
    ]
    limit, tries = quiz.rule.get("time_limit_s", 1200) // 60, quiz.rule.get("in_all", examining.TRIES)
    initial = {"time_limit": limit, "tries": tries, "paper": "\n".join(lines)}
    reasons = [] if quiz.frozen_at else obstacles(quiz)
    under_way = Cohort._base_manager.filter(course=found.chapter.course, state=CohortState.OPEN).exists()
    shown = {"activity": activity, "quiz": quiz, "lacking": reasons, "under_way": under_way}
    return {"exam_form": ExamForm(initial=initial)} | shown


def _html(found: Lesson, body: str) -> str:
    known = dict(Asset.objects.filter(course=found.chapter.course, lesson=None).values_list("name", "code"))

    def picture(name: str) -> str | None:
        return reverse("desk_courses:file", args=[known[name]]) if name in known else None

    return mark_safe(html_of(body, picture))  # noqa: S308  what is HTML in it is shown as text


@needs(Permission.RUN_ACTIVITY)
@require_POST
def exam(request: DeskRequest, code: str) -> HttpResponse:
    """Give the exam its paper."""
    found, form = lesson_for(request.user, code), ExamForm(request.POST)
    if found.sort != LessonSort.EXAM:
        raise Http404
    if form.is_valid():
        try:
            said = {name: form.cleaned_data[name] for name in ("time_limit", "tries")}
            made = examining.set_exam(lesson=found, paper=form.lines, by=request.user, **said)
        except BadPackage as bad:
            form.add_error("paper", sentence_for(bad))
        except Problem as problem:
            form.add_error(None, str(problem))
        else:
            if made is not None:
                messages.success(request, _("Saved."))
                return redirect("desk_courses:lesson", found.code)
            form.add_error(None, _("No cohort holds this course yet; an exam belongs to an activity."))
    return lesson_page(request, found, status=UNPROCESSABLE, form=LessonForm(lesson=found), exam_form=form)


@needs(Permission.RUN_ACTIVITY)
@require_POST
def open_exam(request: DeskRequest, code: str) -> HttpResponse:
    """Freeze the questions of an exam that was added while a cohort is open already."""
    found = lesson_for(request.user, code)
    if found.sort != LessonSort.EXAM or found.quiz is None:
        raise Http404
    if found.quiz in examining.open_exams(course=found.chapter.course, by=request.user, only=found.quiz):
        messages.success(request, _("The exam is open; its questions are frozen."))
    return redirect("desk_courses:lesson", found.code)


@needs(Permission.RUN_ACTIVITY)
@require_POST
def put_file(request: DeskRequest, code: str, role: str) -> HttpResponse:
    """A video, subtitles, a document, or a picture for the text."""
    found = lesson_for(request.user, code)
    form = FileForm(request.POST, request.FILES)
    if role not in (*ROLES.get(LessonSort(found.sort), ()), AssetRole.PICTURE):
        raise Http404
    if not form.is_valid():
        problem = Problem(_("Please choose a file first."))
        return lesson_page(request, found, status=UNPROCESSABLE, form=LessonForm(lesson=found), problem=problem)
    upload = form.cleaned_data["file"]
    with on_disk(upload) as at:
        suffix = ENDINGS.get(AssetRole(role), "." + upload.name.rpartition(".")[2].lower()[:5])
        language = request.POST.get("language", "")[:10] if role == AssetRole.SUBTITLES else ""
        given = assets.Given(
            at, role, names.clean(upload.name, suffix), None if role == AssetRole.PICTURE else found, language
        )
        try:
            assets.put_asset(course=found.chapter.course, given=given, by=request.user)
        except Problem as problem:
            return lesson_page(request, found, status=UNPROCESSABLE, form=LessonForm(lesson=found), problem=problem)
    messages.success(request, _("The file is in its place."))
    return redirect("desk_courses:lesson", found.code)


@needs(Permission.RUN_ACTIVITY)
@require_GET
def file(request: DeskRequest, code: str) -> FileResponse:
    """For whoever edits the course."""
    asset = asset_for(request.user, code)
    try:
        stream = files.path_of(asset.stored).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(stream, content_type=asset.mime, filename=asset.name)
    response["Content-Security-Policy"] = "sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@needs(Permission.RUN_ACTIVITY)
@require_POST
def remove_file(request: DeskRequest, code: str) -> HttpResponse:
    asset = asset_for(request.user, code)
    back = asset.lesson.code if asset.lesson else request.POST.get("lesson", "")
    assets.remove_asset(asset=asset, by=request.user)
    messages.success(request, _("Removed."))
    if back:
        return redirect("desk_courses:lesson", lesson_for(request.user, back).code)
    return redirect("desk_courses:course", asset.course.code)
