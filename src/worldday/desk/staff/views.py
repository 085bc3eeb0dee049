"""The people who work in the desk: find, invite, roles, accounts."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from worldday.base.problems import Invalid, Problem
from worldday.desk.access import needs
from worldday.units import rules
from worldday.units.actions import staff as actions
from worldday.units.models import Staff
from worldday.units.permissions import Permission
from worldday.units.roles import ROLES

from .forms import InviteForm, RoleForm
from .queries import people_of, search, units_of

PER_PAGE = 50
UNPROCESSABLE = 422


@needs(Permission.MANAGE_STAFF)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    asked = {
        key: request.GET.get(name, "").strip()
        for key, name in (("words", "q"), ("unit", "unit"), ("role", "role"), ("state", "state"))
    }
    page = Paginator(search(request.user, **asked), PER_PAGE).get_page(request.GET.get("p"))
    query = request.GET.copy()
    query.pop("p", None)
    shown = {
        "page": page,
        "asked": asked,
        "roles": ROLES.values(),
        "units": units_of(request.user),
        "query": query.urlencode(),
    }
    return render(request, "desk/staff/list.html", shown)


@needs(Permission.MANAGE_STAFF)
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    form = InviteForm(request.POST or None, units=units_of(request.user), initial={"unit": request.GET.get("unit")})
    if request.method == "POST" and form.is_valid():
        try:
            staff = actions.invite(by=request.user, **form.cleaned_data)
        except Invalid as problem:
            form.show(problem)
        except Problem as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _invited(staff))
            return redirect("desk_staff:person", staff.code)
    return render(request, "desk/staff/invite.html", {"form": form}, status=UNPROCESSABLE if form.errors else 200)


def _invited(staff: Staff) -> str:
    if staff.has_usable_password():
        return _("{name} has an account already and now has this role too.").format(name=staff.name)
    return _("{name} is invited: a letter with a link, good for seven days, is on its way to {email}.").format(
        name=staff.name, email=staff.email
    )


@needs(Permission.MANAGE_STAFF)
@require_GET
def person(request: HttpRequest, code: str) -> HttpResponse:
    return _show(request, _person(request, code), RoleForm(units=units_of(request.user)))


def _show(request: HttpRequest, staff: Staff, form: RoleForm, status: int = 200) -> HttpResponse:
    page = {
        "person": staff,
        "form": form,
        "roles": [(membership, ROLES.get(membership.role)) for membership in staff.roles_here],
        "has_totp": Authenticator.objects.filter(user=staff, type=Authenticator.Type.TOTP).exists(),
        "is_me": staff == request.user,
        "may_audit": rules.may(request.user, Permission.READ_AUDIT),
    }
    return render(request, "desk/staff/person.html", page, status=status)


@needs(Permission.MANAGE_STAFF)
@require_POST
def grant(request: HttpRequest, code: str) -> HttpResponse:
    staff, form = _person(request, code), RoleForm(request.POST, units=units_of(request.user))
    if not form.is_valid():
        return _show(request, staff, form, UNPROCESSABLE)
    return _do(request, staff, actions.grant_role, **form.cleaned_data)


@needs(Permission.MANAGE_STAFF)
@require_POST
def revoke(request: HttpRequest, code: str, membership: int) -> HttpResponse:
    staff = _person(request, code)
    found = get_object_or_404(staff.memberships.filter(pk__in=[role.pk for role in staff.roles_here]), pk=membership)
    return _do(request, staff, actions.revoke_role, membership=found)


VERBS: dict[str, Any] = {
    "deactivate": actions.deactivate,
    "reactivate": actions.reactivate,
    "reset-totp": actions.reset_totp,
    "invite-again": actions.invite_again,
}


@needs(Permission.MANAGE_STAFF)
@require_POST
def account(request: HttpRequest, code: str, verb: str) -> HttpResponse:
    """One of `VERBS`, on the account itself."""
    return _do(request, _person(request, code), VERBS[verb])


@needs(Permission.MANAGE_STAFF)
@require_POST
def rename(request: HttpRequest, code: str) -> HttpResponse:
    return _do(request, _person(request, code), actions.change_staff, name=request.POST.get("name", ""))


def _do(request: HttpRequest, staff: Staff, verb: Any, **what: Any) -> HttpResponse:
    """Call the verb and say so, or say why not; back to the person, or to the list when they are no longer ours."""
    about = {} if "membership" in what else {"staff": staff}
    try:
        verb(by=request.user, **about, **what)
    except Problem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Saved."))
    if people_of(request.user).filter(pk=staff.pk).exists():
        return redirect("desk_staff:person", staff.code)
    return redirect("desk_staff:list")


def _person(request: HttpRequest, code: str) -> Staff:
    return get_object_or_404(people_of(request.user), code=code)
