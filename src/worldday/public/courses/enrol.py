"""Taking a seat: one form, which works without script. Where the cohort asks for it, a code goes to the phone first."""

from __future__ import annotations

import secrets
import time
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from worldday.base.address import client_address
from worldday.base.problems import Invalid, Problem
from worldday.courses.actions import enrolling
from worldday.courses.learners import Person, number_by
from worldday.courses.models import Cohort, CohortState, Enrolment, Recognition
from worldday.courses.queries.before import needed_by, places_of
from worldday.events.slowing import Recent
from worldday.people import codes, consent
from worldday.ui.districts import called
from worldday.ui.languages import either
from worldday.units.models import Unit, UnitType

from .course import FULL, OPEN, offer_of
from .found import lang, remember
from .phone import check_riddle, riddle_of, send_code

recent = Recent()


class EnrolForm(forms.Form):
    """`step` is the button: send a code to the phone, or take the seat. `key` makes a double press one seat."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=80,
        help_text=_("As it is to stand on the certificate, in any script."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    latin = forms.CharField(
        label=_("Your name in Latin letters"),
        max_length=120,
        required=False,
        help_text=_("Only if it is to stand on the certificate beside your name."),
    )
    unit_name = forms.CharField(
        label=_("Your unit or company"), max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "organization"})
    )  # fmt: skip
    district = forms.ChoiceField(label=_("Your district"), required=False)
    phone = forms.CharField(
        label=_("Mobile phone number"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "tel-national", "inputmode": "tel", "type": "tel"}),
    )
    email = forms.EmailField(
        label=_("E-mail"), required=False, max_length=200, help_text=_("To be told of a place that came free, of marked assignments, and when your certificate is there.")
    )  # fmt: skip
    code = forms.CharField(
        label=_("Code of six digits"),
        max_length=12,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
    riddle = forms.CharField(max_length=4, required=False)
    token = forms.CharField(max_length=400, required=False, widget=forms.HiddenInput)
    key = forms.CharField(max_length=40, widget=forms.HiddenInput)
    wait = forms.BooleanField(label=_("If the last seat goes meanwhile, put me on the waiting list."), required=False)
    agree = forms.CharField(
        max_length=64, error_messages={"required": _("Please read the notice and agree to it first.")}
    )

    def __init__(self, data: Any = None, *, cohort: Cohort, sent: bool) -> None:
        super().__init__(data, initial={"key": secrets.token_hex(16)})
        root = cohort.activity.campaign.owner.root_path
        named = Unit.objects.filter(path__startswith=root, type=UnitType.DISTRICT).exclude(district="")
        names = list(dict.fromkeys(named.order_by("id").values_list("district", flat=True)))
        self.fields["district"].choices = [("", _("Rather not say")), *((name, called(name)) for name in names)]
        if not names:
            del self.fields["district"]
        self.full = offer_of(cohort).state == FULL
        if self.full or cohort.seats is None:
            del self.fields["wait"]
        self.by_phone = cohort.recognition == Recognition.PHONE
        if not self.by_phone:
            del self.fields["phone"], self.fields["code"]
        elif not sent:
            del self.fields["code"]

    @property
    def shown(self) -> list[Any]:
        return [
            self[name]
            for name in ("name", "latin", "unit_name", "district", "email", "phone", "code")
            if name in self.fields
        ]

    @property
    def person(self) -> Person:
        said = self.cleaned_data
        return Person(
            **{name: said.get(name, "") for name in ("name", "latin", "unit_name", "district", "phone", "email")}
        )


@never_cache
def enrol(request: HttpRequest, campaign: str, activity: str, cohort: str) -> HttpResponse:
    rows = Cohort.objects.select_related("course", "activity__campaign__owner").exclude(state=CohortState.DRAFT)
    found = get_object_or_404(rows, activity__campaign__slug=campaign, activity__code=activity, code=cohort)
    sent = request.POST.get("step") == "enrol"
    form = EnrolForm(request.POST or None, cohort=found, sent=sent)
    told: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            if form.by_phone and not sent:
                told = send_code(request, form.cleaned_data)
                form = _with_code(request, found)
            else:
                return _enter(request, found, form)
        except Invalid as invalid:
            for name, sentences in invalid.errors.items():
                form.add_error(name if name in form.fields else None, sentences)
        except enrolling.NotBefore as before:
            form.add_error(None, str(before))
            told["before"] = places_of(before.courses)
        except codes.CodeOver as over:
            form.add_error("code", str(over))
            told["again"] = True
        except Problem as problem:
            form.add_error("code" if isinstance(problem, codes.WrongCode) else None, str(problem))
            told |= riddle_of(problem)
    return render(
        request, "public/courses/enrol.html", _context(found, form) | told, status=422 if form.errors else 200
    )


def _context(cohort: Cohort, form: EnrolForm) -> dict[str, Any]:
    owner = cohort.course.owner
    name = either(owner.name, owner.name_en)
    notice = consent.notice("course", lang(), organiser=name, contact=cohort.contact or owner.contact or name)
    campaign = cohort.activity.campaign
    back = reverse("public:course", args=[campaign.slug, cohort.activity.code])
    return {
        "cohort": cohort, "course": cohort.course, "activity": cohort.activity, "campaign": campaign, "hue": campaign.hue,
        "form": form, "notice": notice, "before": places_of(needed_by(cohort.course)), "offer": offer_of(cohort), "is_open": offer_of(cohort).state in (OPEN, FULL), "course_url": back,
    }  # fmt: skip


def _with_code(request: HttpRequest, cohort: Cohort) -> EnrolForm:
    """The same form with the place for the code, everything kept."""
    form = EnrolForm(None, cohort=cohort, sent=True)
    form.initial = {name: request.POST.get(name, "") for name in form.fields if name not in ("code", "riddle", "token")}
    return form


def _enter(request: HttpRequest, cohort: Cohort, form: EnrolForm) -> HttpResponse:
    """Recognised, agreed, seated; then on to the learner's own page, which this browser may open from now on."""
    address, now = client_address(request), time.monotonic()
    if not form.by_phone and recent.is_busy(address, now):
        check_riddle(form.cleaned_data)
    number, strength = _who(form)
    consent.give_consent(number=number, purpose="course", shown=form.cleaned_data["agree"])
    wait = form.full or bool(form.cleaned_data.get("wait"))
    enrolment: Enrolment = enrolling.enrol(
        cohort=cohort, learner=number, strength=strength, person=form.person, may_wait=wait
    )
    recent.count(address, now)
    response = redirect(f"{reverse('public:learner', args=[enrolment.code])}?welcome=1")
    remember(response, request, enrolment)
    return response


def _who(form: EnrolForm) -> tuple[int, str]:
    said = form.cleaned_data
    if not form.by_phone:
        return number_by(said["key"]), "link"
    if not said.get("code"):
        raise codes.WrongCode
    return codes.check_code(phone=said["phone"], code=said["code"]).number, "phone"
