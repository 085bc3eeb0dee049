"""A batch on its way: prepared, reviewed by somebody else, released at its moment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from worldday.base.problems import Invalid, Problem
from worldday.campaigns.models import PUBLISHED, Activity
from worldday.desk.access import DeskRequest, needs
from worldday.desk.campaigns.forms import show
from worldday.desk.registry.fetch import activity_for, batch_for, own_units, registry_for, sees
from worldday.desk.registry.forms import BatchForm, MomentForm, ReasonForm
from worldday.registry import rules
from worldday.registry.actions import batches as verbs
from worldday.registry.actions import releasing
from worldday.registry.actions.importing import is_busy
from worldday.registry.actions.setting_up import set_up_release
from worldday.registry.models import Batch, BatchState, Intake, Registry
from worldday.registry.queries.amendments import amendments_after, left_out
from worldday.registry.queries.look import records_after
from worldday.units.models import Staff
from worldday.units.permissions import Permission

PAGE = 50
UNPROCESSABLE = 422
AGAIN_S = "3"


@needs(Permission.RUN_ACTIVITY)
@require_GET
def batch(request: DeskRequest, code: str) -> HttpResponse:
    return batch_page(request, batch_for(request.user, code))


def batch_page(request: DeskRequest, found: Batch, *, problem: Problem | None = None, **forms: Any) -> HttpResponse:
    """Where it stands and what comes next, with a form that could not be kept still filled in."""
    staff, intakes = request.user, list(Intake.objects.filter(batch=found))
    after = request.GET.get("after", "")
    records = records_after(found, int(after) if after.isdecimal() and len(after) < 19 else -1, PAGE + 1)
    page = _public_page(found)
    seen = request.GET.get("changes", "")
    changes = amendments_after(found, int(seen) if seen.isdecimal() and len(seen) < 19 else 0, PAGE + 1)
    shown = {
        "changes": changes[:PAGE],
        "more_changes": changes[PAGE - 1].amendment.pk if len(changes) > PAGE else None,
        "left_out": left_out(found) if found.is_public and found.amended else 0,
        "batch": found,
        "registry": found.registry,
        "activity": found.activity,
        "state": BatchState(found.state).label,
        "records": records[:PAGE],
        "next": records[PAGE - 1].pk if len(records) > PAGE else None,
        "intakes": intakes,
        "prepares": found.is_open,
        "reviews": found.state == BatchState.IN_REVIEW and rules.may_review(staff, found),
        "own": found.state == BatchState.IN_REVIEW and staff.actor_ref in found.hands,
        "releases": found.state == BatchState.APPROVED and rules.may_release(staff, found.registry),
        "moment": forms.get("moment") or MomentForm(batch=found),
        "reason": forms.get("reason") or ReasonForm(),
        "page": page,
        "problem": problem,
    }
    wrong = problem is not None or bool(forms)
    response = render(request, "desk/registry/batch.html", shown, status=UNPROCESSABLE if wrong else 200)
    if any(is_busy(one) for one in intakes):
        response["Refresh"] = AGAIN_S
    return response


def _public_page(found: Batch) -> Activity | None:
    """The activity whose public page shows the release, once its campaign is published."""
    return found.activity if found.activity and found.activity.campaign.state in PUBLISHED else None


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def begin(request: DeskRequest, code: str) -> HttpResponse:
    """A new batch in this registry."""
    registry = registry_for(request.user, code)
    units = own_units(request.user)
    form = BatchForm(request.POST or None, activities=_activities(request.user), units=units)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        unit = form.units.get(said.get("unit", ""), units[0])
        try:
            made = verbs.begin_batch(
                registry=registry,
                unit=unit,
                activity=form.activities.get(said["activity"]),
                by=request.user,
                **form.words(),
            )
        except Invalid as problem:
            show(form, problem)
        else:
            return redirect("desk_registry:batch", made.code)
    return _batch_form(request, form, registry=registry)


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def change(request: DeskRequest, code: str) -> HttpResponse:
    found = batch_for(request.user, code)
    form = BatchForm(request.POST or None, batch=found, activities=_activities(request.user, found), units=[])
    if request.method == "POST" and form.is_valid():
        changes = form.words() | {"activity": form.activities.get(form.cleaned_data["activity"])}
        try:
            verbs.change_batch(batch=found, changes=changes, by=request.user)
        except Problem as problem:
            show(form, problem)
        else:
            messages.success(request, _("Saved."))
            return redirect("desk_registry:batch", found.code)
    return _batch_form(request, form, registry=found.registry, batch=found)


def _batch_form(
    request: DeskRequest, form: BatchForm, *, registry: Registry, batch: Batch | None = None
) -> HttpResponse:
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(
        request, "desk/registry/batch_form.html", {"form": form, "registry": registry, "batch": batch}, status=status
    )


def _activities(staff: Staff, batch: Batch | None = None) -> list[Activity]:
    """Of the last campaigns this person's units run, newest first."""
    rows: Any = Activity.objects
    found = rows.within(sees(staff)).select_related("campaign").order_by("-campaign__year", "campaign", "position")
    kept = list(found[:300])
    if batch is not None and batch.activity is not None and batch.activity not in kept:
        kept.append(batch.activity)
    return kept


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def activity(request: DeskRequest, code: str) -> HttpResponse:
    """The batches of one activity; POST begins them."""
    found = activity_for(request.user, code)
    if request.method == "POST":
        set_up_release(activity=found, by=request.user)
        return redirect("desk_registry:activity", code)
    batches = list(Batch.objects.filter(activity=found).select_related("registry", "unit"))
    if len(batches) == 1:
        return redirect("desk_registry:batch", batches[0].code)
    shown = {"activity": found, "batches": batches, "public": found.campaign.state in PUBLISHED}
    return render(request, "desk/registry/activity.html", shown)


@needs(Permission.RUN_CAMPAIGN)
@require_POST
def moment(request: DeskRequest, code: str) -> HttpResponse:
    """Set or take away the moment of release."""
    found = batch_for(request.user, code, rule=_releases)
    form = MomentForm(request.POST, batch=found)
    if not form.is_valid():
        return batch_page(request, found, moment=form)
    said = form.cleaned_data
    return _do(
        request,
        found,
        _("Saved."),
        lambda: releasing.schedule(batch=found, at=said["release_at"], announced=said["announced"], by=request.user),
    )


@needs(Permission.RUN_CAMPAIGN)
@require_POST
def send_back(request: DeskRequest, code: str) -> HttpResponse:
    found = batch_for(request.user, code, rule=_releases)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return batch_page(request, found, reason=form)
    return _do(
        request,
        found,
        _("Returned; they read your reason on this page."),
        lambda: verbs.send_back(batch=found, reason=form.cleaned_data["reason"], by=request.user),
    )


def _releases(staff: Staff, found: Batch) -> bool:
    return rules.may_release(staff, found.registry)


Step = tuple[Callable[..., Any], Callable[[Staff, Batch], bool], str | Promise]
STEPS: dict[str, Step] = {
    "submit": (verbs.submit, rules.may_prepare, gettext_lazy("Handed in for review; somebody else looks at it now.")),
    "take-back": (verbs.take_back, rules.may_prepare, gettext_lazy("Taken back; its records can be changed again.")),
    "approve": (
        verbs.approve,
        rules.may_review,
        gettext_lazy("Approved. Set the moment of release, or release it now."),
    ),
    "release": (releasing.release, _releases, gettext_lazy("Public. Everybody can look it up from now on.")),
    "drop": (verbs.drop, rules.may_prepare, gettext_lazy("Given up.")),
}


@needs(Permission.RUN_ACTIVITY)
@require_POST
def step(request: DeskRequest, code: str, what: str) -> HttpResponse:
    """submit, take-back, approve, release, drop: each by whoever may."""
    if what not in STEPS:
        raise Http404
    verb, rule, done = STEPS[what]
    found = batch_for(request.user, code, rule=rule)
    return _do(request, found, done, lambda: verb(batch=found, by=request.user))


def _do(request: DeskRequest, found: Batch, done: str | Promise, verb: Callable[[], Any]) -> HttpResponse:
    try:
        verb()
    except Problem as problem:
        found.refresh_from_db()
        return batch_page(request, found, problem=problem)
    messages.success(request, str(done))
    return redirect("desk_registry:batch", found.code)
