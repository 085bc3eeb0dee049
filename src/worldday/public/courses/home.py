"""A learner's own page: where to go on, what is done, what is lacking, the certificate, the personal link."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import segno
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from worldday.base import clock
from worldday.base.problems import Invalid, Problem
from worldday.certificates import queries as certificates
from worldday.courses.actions import waiting
from worldday.courses.actions.completing import hours_text, settle
from worldday.courses.actions.correcting import correct_name
from worldday.courses.actions.enrolling import renew_link, withdraw
from worldday.courses.actions.handing_in import fresh_decisions
from worldday.courses.actions.progress import is_over
from worldday.courses.actions.waiting import place_of
from worldday.courses.completion.sentences import lacking_text
from worldday.courses.forgetting import forget_me
from worldday.courses.learners import Self
from worldday.courses.models import QUEUED, Chapter, Enrolment, EnrolmentState, Lesson
from worldday.courses.queries import Standing
from worldday.courses.queries.before import lacking, places_of
from worldday.courses.telling import link_path
from worldday.public import addresses

from .found import COOKIE, anybody, lang, page, remember, standing_of


@dataclass(frozen=True)
class Row:
    """A lesson as its learner sees it in the list."""

    lesson: Lesson
    is_done: bool
    is_open: bool
    percent: int
    lacking: str


class NameForm(forms.Form):
    name = forms.CharField(label=_("Your name"), max_length=80)
    latin = forms.CharField(label=_("Your name in Latin letters"), max_length=120, required=False)
    unit_name = forms.CharField(label=_("Your unit or company"), max_length=120, required=False)


@anybody
def home(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    if enrolment.state in QUEUED:
        return render(request, "public/courses/waiting.html", waiting_page(enrolment))
    enrolment = _settled(enrolment)
    return render(request, "public/courses/home.html", _context(request, enrolment, NameForm(initial=vars(enrolment))))


def _settled(enrolment: Enrolment) -> Enrolment:
    """What happened elsewhere (an exam, a day on site) is seen at once."""
    if enrolment.state != EnrolmentState.ENROLLED:
        return enrolment
    cohort = enrolment.cohort
    row = settle(enrolment=enrolment)
    row.cohort = cohort
    return row


def _context(request: HttpRequest, enrolment: Enrolment, form: NameForm) -> dict[str, Any]:
    found = standing_of(enrolment)
    cohort = enrolment.cohort
    return page(
        enrolment,
        standing=found,
        chapters=[(chapter, rows_of(found, chapter)) for chapter in found.outline.chapters],
        rules=found.outline.rule_text(lang(), until=cohort.ends_on, certificate=cohort.design_id is not None),
        next=found.next,
        before=places_of(lacking(enrolment.cohort.course, enrolment.learner)) if not enrolment.completed_at else [],
        hours=hours_text(found.verdict.minutes),
        of_hours=hours_text(found.outline.minutes),
        certificate=certificates.for_reason(f"course:{enrolment.code}") if enrolment.completed_at else None,
        not_begun=cohort.starts_on if cohort.starts_on and clock.today() < cohort.starts_on else None,
        over=is_over(cohort, clock.now()),
        link=link_of(enrolment),
        decisions=fresh_decisions(enrolment),
        welcome="welcome" in request.GET,
        form=form,
    )


def rows_of(found: Standing, chapter: Chapter) -> list[Row]:
    rule = found.outline.rule
    return [
        Row(lesson, found.is_done(lesson), found.is_open(lesson), state.percent, lacking_text(state, rule, lang()))
        for lesson in chapter.lessons.all()
        for state in [found.state(lesson)]
    ]


def link_of(enrolment: Enrolment) -> str:
    """The personal link, as one can keep it or send it to oneself."""
    return addresses.absolute(link_path(enrolment))


def waiting_page(enrolment: Enrolment, **more: Any) -> dict[str, Any]:
    """Of somebody on the waiting list: their place, the offer, the way out."""
    offered = enrolment.state == EnrolmentState.OFFERED
    return page(enrolment, offered=offered, place=place_of(enrolment), link=link_of(enrolment), **more)


@require_POST
@anybody
def accept(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """Take the offered place."""
    try:
        waiting.accept(enrolment=enrolment, by=Self(enrolment))
    except Problem as problem:
        return render(request, "public/courses/waiting.html", waiting_page(enrolment, problem=problem), status=409)
    return redirect(f"{reverse('public:learner', args=[enrolment.code])}?welcome=1")


@anybody
def qr(_request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """The personal link for another device to scan."""
    out = io.BytesIO()
    segno.make(link_of(enrolment), error="m", micro=False).save(out, kind="png", scale=5)
    return HttpResponse(out.getvalue(), content_type="image/png")


@require_POST
@anybody
def renew(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """A new link, where the old one fell into other hands; this browser goes on with it."""
    row = renew_link(enrolment=enrolment, by=Self(enrolment))
    response = redirect("public:learner", enrolment.code)
    remember(response, request, row)
    return response


@require_POST
@anybody
def correct(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """The learner corrects their own name before it is printed."""
    form = NameForm(request.POST)
    if form.is_valid():
        try:
            correct_name(enrolment=enrolment, by=Self(enrolment), **form.cleaned_data)
            return redirect("public:learner", enrolment.code)
        except Invalid as invalid:
            for name, sentences in invalid.errors.items():
                form.add_error(name, sentences)
        except Problem as problem:
            form.add_error(None, str(problem))
    return render(
        request, "public/courses/home.html", _context(request, enrolment, form) | {"correcting": True}, status=422
    )


@require_POST
@anybody
def leave(_request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """Give the seat back; whoever enrols again finds what they had learnt."""
    withdraw(enrolment=enrolment, by=Self(enrolment))
    return redirect("public:course", enrolment.cohort.activity.campaign.slug, enrolment.cohort.activity.code)


@require_POST
@anybody
def forget(_request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """Everything that says who this was is deleted, at once."""
    forget_me(enrolment)
    response = redirect("public:course", enrolment.cohort.activity.campaign.slug, enrolment.cohort.activity.code)
    response.delete_cookie(COOKIE, path=f"{settings.PREFIX}/", samesite="Lax")
    return response
