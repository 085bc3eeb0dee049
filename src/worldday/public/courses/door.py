"""The door to one's own learning: a personal link, or a code to the phone that enrolled. And leaving a shared computer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from worldday.base import scope
from worldday.base.problems import Problem
from worldday.courses.links import opened
from worldday.courses.models import Enrolment, EnrolmentState
from worldday.people import codes
from worldday.people.identity import numbers_of

from .found import COOKIE, MOST, notes_of, remember
from .phone import riddle_of, send_code


class NoCourse(Problem):
    sentence = _("Nobody is enrolled with this phone number. If you have a personal link, please open that.")


class PhoneForm(forms.Form):
    phone = forms.CharField(
        label=_("Mobile phone number"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "tel-national", "inputmode": "tel", "type": "tel"}),
    )
    code = forms.CharField(
        label=_("Code of six digits"),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
    riddle = forms.CharField(max_length=4, required=False)
    token = forms.CharField(max_length=400, required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, sent: bool) -> None:
        super().__init__(data)
        if not sent:
            del self.fields["code"]

    @property
    def shown(self) -> list[Any]:
        return [self[name] for name in ("phone", "code") if name in self.fields]


@never_cache
def open_link(request: HttpRequest, code: str, token: str) -> HttpResponse:
    """A personal link: this browser may open the learner's pages from now on, and the address bar keeps no secret."""
    enrolment = opened(code, token)
    if enrolment is None:
        return render(
            request, "public/courses/door.html", {"form": PhoneForm(sent=False), "dead": True, "hue": 220}, status=404
        )
    response = redirect("public:learner", code)
    remember(response, request, enrolment)
    response["Referrer-Policy"] = "no-referrer"
    return response


@never_cache
def door(request: HttpRequest) -> HttpResponse:
    """The courses this browser knows; and a way in for one that knows none."""
    sent = request.POST.get("step") == "open"
    form, told = PhoneForm(request.POST or None, sent=sent), {}
    if request.method == "POST" and form.is_valid():
        try:
            if sent:
                return _open(request, form)
            told = send_code(request, form.cleaned_data)
            form = PhoneForm(sent=True)
            form.initial = {"phone": request.POST.get("phone", "")}
        except Problem as problem:
            form.add_error("code" if isinstance(problem, codes.WrongCode) else None, str(problem))
            told = riddle_of(problem)
    with scope.everything("the courses of whoever this browser has learnt as"):
        context = {"form": form, "mine": notes_of(request), "asked": request.GET.get("to", ""), "hue": 220} | told
        return render(request, "public/courses/door.html", context, status=422 if form.errors else 200)


def _open(request: HttpRequest, form: PhoneForm) -> HttpResponse:
    person = codes.check_code(phone=form.cleaned_data["phone"], code=form.cleaned_data["code"])
    with scope.everything("a phone code says who it is"):
        rows = Enrolment.objects.select_related("cohort__course", "cohort__activity__campaign__owner")
        theirs = rows.filter(learner__in={person.number, *numbers_of([person.number])}).exclude(
            state=EnrolmentState.WITHDRAWN
        )
        found = list(theirs.order_by("-last_at", "-pk")[:MOST])
    if not found:
        raise NoCourse
    response = redirect("public:learner", found[0].code) if len(found) == 1 else redirect("public:learn")
    remember(response, request, *found)
    return response


@never_cache
@require_POST
def forget_device(_request: HttpRequest) -> HttpResponse:
    """This browser knows nobody any more; what was learnt stays with the learner."""
    response = redirect("public:learn")
    response.delete_cookie(COOKIE, path=f"{settings.PREFIX}/", samesite="Lax")
    return response
