from allauth.account.utils import perform_login
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from worldday.base.problems import Invalid
from worldday.units import invitations
from worldday.units.actions import staff as staff_actions
from worldday.units.invitations import BadInvitation
from worldday.units.roles import ROLES

from .forms import ChoosePassword


def shut(request: HttpRequest, *args: str) -> HttpResponse:
    raise Http404


@never_cache
@sensitive_post_parameters()
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """An invited person chooses a password and is signed in."""
    form = ChoosePassword(request.POST or None)
    try:
        staff = invitations.staff_of(token)
        if form.is_valid():
            staff = staff_actions.accept_invitation(token=token, password=form.cleaned_data["password1"])
            return perform_login(request, staff)
    except BadInvitation as problem:
        return render(request, "account/invitation_over.html", {"sentence": problem.sentence}, status=410)
    except Invalid as problem:
        form.add_error("password1", problem.errors["password"])
    memberships = [
        (ROLES[m.role].name, m.unit.name) for m in staff.memberships.select_related("unit") if m.role in ROLES
    ]
    page = {"form": form, "staff": staff, "memberships": memberships}
    return render(request, "account/invitation.html", page, status=400 if form.errors else 200)


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """One's own account: roles, password, second factor, sign-out."""
    memberships = [
        (ROLES[m.role], m.unit.name) for m in request.user.memberships.select_related("unit") if m.role in ROLES
    ]
    return render(request, "account/overview.html", {"memberships": memberships})
