"""Which keys sign and signed certificates, the change to a new one, and what a compromised one asks for: docs/howto/certificate-keys.md."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from worldday.base import longwork
from worldday.base.models import LongWork
from worldday.base.problems import Problem
from worldday.certificates import actions, queries
from worldday.certificates.actions.keys import SIGN_ANEW
from worldday.certificates.badges.issuers import published_keys
from worldday.certificates.models import Certificate, KeyState, SigningKey
from worldday.certificates.signing import fingerprint_of
from worldday.desk.access import DeskRequest, needs
from worldday.desk.refreshing import looking_again
from worldday.units.permissions import Permission

UNPROCESSABLE = 422


@dataclass(frozen=True)
class Shown:
    """A key as the page tells it; `signed`: certificates that bear its signature now; `work` signs them anew."""

    key: SigningKey
    fingerprint: str
    signed: int
    work: LongWork | None

    @property
    def under_way(self) -> bool:
        return longwork.is_under_way(self.work)


class CompromisedForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("What happened"),
        help_text=gettext_lazy("Everybody can read this beside the key."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@needs(Permission.RUN_SYSTEM)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    rows = _rows()
    response = render(request, "desk/keys/list.html", {"rows": rows})
    return looking_again(response, next((one.work for one in rows if one.under_way), None))


@needs(Permission.RUN_SYSTEM)
@require_http_methods(["GET", "POST"])
def rotate(request: DeskRequest) -> HttpResponse:
    """What it means, and then the press. Whoever presses names the key that was shown: of two people only one changes it."""
    if request.method == "POST":
        try:
            made = actions.rotate_key(by=request.user, instead_of=request.POST.get("instead_of", ""))
        except Problem as problem:
            return _ask(request, problem)
        messages.success(request, _("Key {code} signs from now on.").format(code=made.code))
        return redirect("desk_keys:list")
    return _ask(request)


def _ask(request: HttpRequest, problem: Problem | None = None) -> HttpResponse:
    shown = {"current": queries.current_key_code(), "problem": problem}
    return render(request, "desk/keys/rotate.html", shown, status=UNPROCESSABLE if problem else 200)


@needs(Permission.RUN_SYSTEM)
@require_http_methods(["GET", "POST"])
def compromised(request: DeskRequest, code: str) -> HttpResponse:
    """What follows for whoever checks and for whoever holds one, and then the press; there is no way back."""
    key = get_object_or_404(published_keys(), code=code)
    if key.state == KeyState.COMPROMISED:
        messages.info(request, _("Key {code} is marked as compromised.").format(code=code))
        return redirect("desk_keys:list")
    form, problem = CompromisedForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            actions.mark_compromised(key=key, reason=form.cleaned_data["reason"], by=request.user)
        except Problem as refused:
            problem = refused
        else:
            messages.success(request, _("Key {code} is marked as compromised.").format(code=code))
            return redirect("desk_keys:list")
    signed = Certificate._base_manager.filter(key=key).count()
    shown = {"key": key, "form": form, "signed": signed, "problem": problem}
    return render(request, "desk/keys/compromised.html", shown, status=UNPROCESSABLE if form.is_bound else 200)


@needs(Permission.RUN_SYSTEM)
@require_POST
def sign_anew(request: DeskRequest, code: str) -> HttpResponse:
    """Give every certificate of a compromised key a signature that counts, in the background."""
    key = get_object_or_404(published_keys().filter(state=KeyState.COMPROMISED), code=code)
    longwork.ask(name=SIGN_ANEW, target=key.code, by=request.user)
    return redirect("desk_keys:list")


def _rows() -> list[Shown]:
    counts = dict(Certificate._base_manager.order_by().values_list("key").annotate(n=Count("pk")))
    works = {one.target: one for one in LongWork.objects.filter(name=SIGN_ANEW)}
    return [
        Shown(key, _spaced(fingerprint_of(key.public)), counts.get(key.pk, 0), works.get(key.code))
        for key in published_keys()
    ]


def _spaced(digits: str) -> str:
    """In fours, to be compared by eye."""
    return " ".join(wrap(digits, 4))
