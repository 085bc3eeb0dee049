"""Taking notices in, reviewing what was read, confirming."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from worldday.base.problems import Problem
from worldday.base.scope import Subtrees
from worldday.campaigns.models import Campaign
from worldday.desk.access import DeskRequest, needs
from worldday.notices import actions, rules
from worldday.notices.models import Draft, DraftState, Notice
from worldday.units.models import Staff, Unit
from worldday.units.permissions import Permission
from worldday.units.queries import Directory
from worldday.units.rules import paths_where

from .forms import PAGE, Reading, Step, read_form
from .names import names_in
from .preview import preview_of
from .review import review_page

PER_PAGE = 30
CONFLICT, UNPROCESSABLE = 409, 422


@needs(Permission.TAKE_IN_NOTICE)
@require_GET
def index(request: DeskRequest) -> HttpResponse:
    notices = _notices(request.user).select_related("draft", "owner", "campaign", "taken_in_by")
    page = Paginator(notices.defer("text", "reading", "draft__data"), PER_PAGE).get_page(request.GET.get("p"))
    return render(request, "desk/notices/list.html", {"page": page})


@needs(Permission.TAKE_IN_NOTICE)
@require_http_methods(["GET", "POST"])
def take_in(request: DeskRequest) -> HttpResponse:
    owners = _owners(request.user)
    if request.method == "GET":
        return render(request, "desk/notices/take_in.html", {"owners": owners})
    owner = next((unit for unit in owners if unit.code == request.POST.get("owner")), owners[0])
    text = request.POST.get("text", "")
    try:
        notice = actions.take_in(
            owner=owner, file=request.FILES.get("file"), text=text.strip() or None, by=request.user
        )
    except Problem as problem:
        kept = {"owners": owners, "owner": owner, "text": text, "problem": problem}
        return render(request, "desk/notices/take_in.html", kept, status=UNPROCESSABLE)
    return redirect("desk_notices:review", notice.code)


@needs(Permission.TAKE_IN_NOTICE)
@require_http_methods(["GET", "POST"])
def review(request: DeskRequest, code: str) -> HttpResponse:
    draft = _draft(request.user, code)
    if request.method == "GET":
        page = request.GET.get("page", "")
        return review_page(request, draft, Reading(data=draft.data), page=int(page) if page.isdigit() else 0)
    return _save(request, draft)


def _save(request: DeskRequest, draft: Draft) -> HttpResponse:
    """Keep what was posted and go where the pressed button leads; or show the form again with everything typed."""
    step = Step.said(request.POST.get("do", ""))
    post = request.POST.copy()
    if step:
        rows = {name: post.getlist(name) for name in post if name.startswith("rows:")}
        for name, said in step.over(rows).items():
            post.setlist(name, said)
    reading = read_form(post, draft.data)
    page = _number(post.get("first")) // PAGE
    if reading.errors:
        return _again(request, draft, reading, page, status=UNPROCESSABLE)
    try:
        saved = actions.save_draft(
            draft=draft, data=reading.data, version=_number(post.get("version")), by=request.user
        )
    except Problem as problem:
        draft.refresh_from_db()
        return _again(request, draft, reading, page, status=CONFLICT, problem=problem)
    if _wants_json(request):
        names = names_in(reading.data, Directory(draft.notice.owner))
        return JsonResponse(
            {"version": saved.version, "names": {text: [name.sort, name.said] for text, name in names.items()}}
        )
    return redirect(_next(request, draft, step, reading, page))


def _again(
    request: DeskRequest, draft: Draft, reading: Reading, page: int, *, status: int, problem: Problem | None = None
) -> HttpResponse:
    if _wants_json(request):
        said = [str(problem)] if problem else list(reading.errors.values())
        return JsonResponse({"sentences": said, "conflict": problem is not None}, status=status)
    return review_page(request, draft, reading, page=page, problem=problem, status=status)


def _next(request: DeskRequest, draft: Draft, step: Step | None, reading: Reading, page: int) -> str:
    code = draft.notice.code
    if step is not None:
        return (
            f"{reverse('desk_notices:review', args=[code])}?page={_page_of(step, reading, page)}#{step.anchor(reading)}"
        )
    if request.POST.get("do") == "check":
        return reverse("desk_notices:confirm", args=[code])
    if (wanted := request.POST.get("do", "")).startswith("page:"):
        return f"{reverse('desk_notices:review', args=[code])}?page={_number(wanted[5:])}#l-activities"
    messages.success(request, _("The draft is saved."))
    return f"{reverse('desk_notices:review', args=[code])}?page={page}"


def _page_of(step: Step, reading: Reading, page: int) -> int:
    """An activity added at the end of a full page stands on the next one."""
    if step.verb == "add" and step.path == "/activities":
        return (
            (len(reading.data["activities"]) - 1) // PAGE
            if page == (len(reading.data["activities"]) - 2) // PAGE
            else page
        )
    return page


@needs(Permission.TAKE_IN_NOTICE)
@require_http_methods(["GET", "POST"])
def confirm(request: DeskRequest, code: str) -> HttpResponse:
    """What confirming will do, and doing it. A second click finds it done and leads to the same campaign."""
    draft = _draft(request.user, code)
    if draft.state == DraftState.CONFIRMED and draft.notice.campaign:
        return redirect("desk_campaigns:workplan", draft.notice.campaign.code)
    if request.method == "POST":
        try:
            campaign = _confirmed(request, draft)
        except Problem as problem:
            draft.refresh_from_db()
            shown = {"draft": draft, "preview": preview_of(draft), "problem": problem}
            return render(request, "desk/notices/confirm.html", shown, status=CONFLICT)
        messages.success(request, _("Confirmed: {name} {year}.").format(name=campaign.name, year=campaign.year))
        return redirect("desk_campaigns:workplan", campaign.code)
    return render(request, "desk/notices/confirm.html", {"draft": draft, "preview": preview_of(draft)})


def _confirmed(request: DeskRequest, draft: Draft) -> Campaign:
    if not rules.may_confirm(request.user, draft):
        raise PermissionDenied
    ticked = request.POST.getlist("cancel")
    return actions.confirm(draft=draft, version=_number(request.POST.get("version")), by=request.user, cancel=ticked)


@needs(Permission.TAKE_IN_NOTICE)
@require_POST
def discard(request: DeskRequest, code: str) -> HttpResponse:
    draft = _draft(request.user, code)
    try:
        actions.discard(draft=draft, by=request.user)
    except Problem as problem:
        messages.error(request, str(problem))
        return redirect("desk_notices:review", code)
    messages.success(request, _("Set aside: {name}. The notice itself is kept.").format(name=draft.notice.name))
    return redirect("desk_notices:list")


@needs(Permission.TAKE_IN_NOTICE)
@require_POST
def reopen(request: DeskRequest, code: str) -> HttpResponse:
    """Undo of setting aside."""
    try:
        actions.reopen(draft=_draft(request.user, code), by=request.user)
    except Problem as problem:
        messages.error(request, str(problem))
    return redirect("desk_notices:review", code)


@needs(Permission.TAKE_IN_NOTICE)
@require_GET
def file(request: DeskRequest, code: str) -> HttpResponse:
    """The file as it was handed in; always a download, never shown inside the desk."""
    notice = get_object_or_404(_notices(request.user), code=code)
    if not notice.file:
        raise Http404
    download: HttpResponse = FileResponse(notice.file.open("rb"), as_attachment=True, filename=notice.file_name)  # type: ignore[assignment]
    return download


def _notices(staff: Staff) -> Any:
    """Notices of the units for which this person takes notices in; others of the scope are none of their business."""
    mine = Subtrees(paths_where(staff, Permission.TAKE_IN_NOTICE))
    return Notice.objects.filter(mine.q("owner__path"))


def _draft(staff: Staff, code: str) -> Draft:
    notice = get_object_or_404(_notices(staff).select_related("draft", "owner", "campaign"), code=code)
    draft: Draft = notice.draft
    draft.notice = notice
    return draft


def _owners(staff: Staff) -> list[Unit]:
    return list(Unit.objects.filter(path__in=paths_where(staff, Permission.TAKE_IN_NOTICE)))


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0


def _wants_json(request: DeskRequest) -> bool:
    return request.headers.get("Accept") == "application/json"
