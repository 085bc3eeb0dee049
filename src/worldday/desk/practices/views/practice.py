"""One practice: where it comes from, what its unit says, who took it up; and what one may do with it."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from worldday.base.problems import Invalid, Problem
from worldday.desk.access import DeskRequest, needs
from worldday.desk.campaigns.forms import show
from worldday.desk.practices.fetch import places_for, practice_for
from worldday.desk.practices.forms import PassageForm, PracticeForm, TakeUpForm
from worldday.materials.files import PICTURES, open_picture
from worldday.reports import rules
from worldday.reports.actions import practices as verbs
from worldday.reports.models import Practice
from worldday.reports.queries import practices
from worldday.units.permissions import Permission

UNPROCESSABLE = 422


@needs(Permission.REPORT)
@require_GET
def practice(request: DeskRequest, code: str) -> HttpResponse:
    return _page(request, practice_for(request.user, code))


def _page(request: DeskRequest, found: Practice, *, problem: Problem | None = None, **forms: Any) -> HttpResponse:
    staff = request.user
    cares = _may_change(staff, found)
    themes = practices.choices(practices.visible_to(staff)).themes if cares else []
    shared = found.state in practices.SHARED
    shown = {
        "practice": found,
        "publishes": rules.may_publish(staff, found),
        "answers": rules.may_answer(staff, found),
        "cares": cares,
        "open": found.state in verbs.OPEN,
        "shared": shared,
        "form": forms.get("form") or (_form(found, themes) if cares else None),
        "taking": (forms.get("taking") or TakeUpForm(places=places_for(staff))) if shared else None,
        "reuses": practices.visible_to(staff).filter(taken_from=found),
        "may_be_shown": found.material is None or verbs.may_be_shown(found.material),
        "problem": problem,
    }
    wrong = problem is not None or bool(forms)
    return render(request, "desk/practices/practice.html", shown, status=UNPROCESSABLE if wrong else 200)


def _may_change(staff: Any, found: Practice) -> bool:
    return rules.may_publish(staff, found) or rules.may_answer(staff, found)


def _form(found: Practice, themes: list[str], data: Any = None) -> PracticeForm:
    form = PassageForm if found.state in verbs.OPEN and found.material is None else PracticeForm
    return form(data, themes=themes, practice=found)


@needs(Permission.REPORT)
@require_POST
def change(request: DeskRequest, code: str) -> HttpResponse:
    found = practice_for(request.user, code, rule=_may_change)
    form = _form(found, [], request.POST)
    if form.is_valid():
        try:
            verbs.change_practice(practice=found, changes=form.cleaned_data, by=request.user)
        except Invalid as problem:
            show(form, problem)
        except Problem as problem:
            return _page(request, found, problem=problem, form=form)
        else:
            messages.success(request, _("Saved."))
            return redirect("desk_practices:practice", code)
    return _page(request, found, form=form)


@needs(Permission.REPORT)
@require_POST
def take_up(request: DeskRequest, code: str) -> HttpResponse:
    """One's own unit does it too."""
    found = practice_for(request.user, code)
    form = TakeUpForm(request.POST, places=places_for(request.user))
    if not form.is_valid():
        return _page(request, found, taking=form)
    campaign, unit = form.places[form.cleaned_data["where"]]
    try:
        made = verbs.take_up(
            practice=found, campaign=campaign, unit=unit, passage=form.cleaned_data["passage"], by=request.user
        )
    except Problem as problem:
        return _page(request, found, problem=problem, taking=form)
    messages.success(request, _("Taken up; where it comes from stays with it."))
    return redirect("desk_practices:practice", made.code)


@needs(Permission.REPORT)
@require_POST
def remove(request: DeskRequest, code: str) -> HttpResponse:
    found = practice_for(request.user, code, rule=_may_change)
    try:
        verbs.unmark(practice=found, by=request.user)
    except Problem as problem:
        return _page(request, found, problem=problem)
    messages.success(request, _("The mark is removed; the report itself is as it was."))
    return redirect("desk_practices:list")


_SAID: dict[str, str | Promise] = {
    "ask": gettext_lazy("Its unit is asked."),
    "agree": gettext_lazy("Thank you. It may be shared now; you can take this back at any time."),
    "decline": gettext_lazy("It will not be shared."),
    "publish": gettext_lazy("It stands on the public page now."),
    "withdraw": gettext_lazy("It is off the public page."),
}


def _do(request: DeskRequest, code: str, what: str) -> Practice:
    """One step, by whoever may take it."""
    answering = what in ("agree", "decline")
    found = practice_for(request.user, code, rule=rules.may_answer if answering else rules.may_publish)
    if answering:
        return verbs.answer(practice=found, agrees=what == "agree", by=request.user)
    verb = {"ask": verbs.ask_unit, "publish": verbs.publish, "withdraw": verbs.withdraw}[what]
    return verb(practice=found, by=request.user)


@needs(Permission.REPORT)
@require_POST
def step(request: DeskRequest, code: str, what: str) -> HttpResponse:
    """ask, agree, decline, publish, withdraw. Who answered on My tasks (`back`) goes on there."""
    if what not in _SAID:
        raise Http404
    try:
        found = _do(request, code, what)
    except Problem as problem:
        return _page(request, practice_for(request.user, code), problem=problem)
    messages.success(request, str(_SAID[what]))
    if request.POST.get("back") == "tasks":
        return redirect(f"{reverse('desk_tasks:list')}?unit={found.unit.code}")
    return redirect("desk_practices:practice", code)


@needs(Permission.REPORT)
@require_GET
def picture(request: DeskRequest, code: str, size: str) -> HttpResponse:
    """Shown to whoever sees the practice; the file itself stays with those whose it is."""
    found = practice_for(request.user, code)
    if found.material is None or size not in PICTURES:
        raise Http404
    try:
        content = open_picture(found.material, size)
    except FileNotFoundError:
        raise Http404 from None
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, max-age=3600"}
    return FileResponse(content, content_type="image/jpeg", headers=headers)
