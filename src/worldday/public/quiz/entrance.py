"""The door of a quiz: what, when, by whom, by which rule; then one thing to do."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from worldday.base.canonical import canonical
from worldday.campaigns.models import Activity
from worldday.people import consent, wechat
from worldday.people.age_words import AGE_WORDS
from worldday.people.ages import BANDS, UNDER_14
from worldday.quizzes.models import SchoolClass
from worldday.quizzes.queries.classes import units_of
from worldday.quizzes.rule_sentences import rule_text

from .found import BEFORE, OPEN, Found, find, kept, page


@kept(15)
def quiz(request: HttpRequest, campaign: str, activity: str, door: str = "") -> HttpResponse:
    """What it is, whether it is open, what is agreed to, and the start."""
    try:
        found = find(campaign, activity, door)
    except Http404:
        return _planned(request, campaign, activity)
    context = page(
        found,
        state=found.state,
        startable=found.state in (BEFORE, OPEN) and (found.door is not None or not found.quiz.entrances.all()),
        classes_url=found.url("quiz_classes"),
        units_url=found.url("quiz_units"),
        rules_url=found.url("quiz_rules"),
        unit=_unit(found, request.GET.get("unit", "")),
        rules=_rules(found),
        notices=[_notice(found, purpose) for purpose in _purposes(found)],
        wechat_url=found.url("quiz_wechat") if found.rule.accepts("wechat") and wechat.is_available() else "",
        ages=[(band, AGE_WORDS[band]) for band in BANDS],
        under_14=UNDER_14,
    )
    return render(request, "public/quiz/quiz.html", context)


@kept(60)
def rules(request: HttpRequest, campaign: str, activity: str, door: str = "") -> HttpResponse:
    """The whole rule with its digest, and the editions of the questions with the reason of each later one."""
    found = find(campaign, activity, door)
    editions = found.quiz.editions.order_by("number").only("number", "digest", "reason", "made_at", "quiz_id")
    return render(
        request,
        "public/quiz/rules.html",
        page(found, rules=_rules(found), editions=editions, file_url=found.url("quiz_rule_file")),
    )


def _unit(found: Found, code: str) -> SchoolClass | None:
    """The unit that the address plays for, if it names one."""
    return units_of(found.quiz).filter(code=code).first() if code and found.rule.units else None


def rule_file(_request: HttpRequest, campaign: str, activity: str, door: str = "") -> HttpResponse:
    """The frozen rule, byte for byte as hashed: `sha256sum` of the file is its digest."""
    found = find(campaign, activity, door)
    if found.quiz.frozen_at is None:
        raise Http404
    named = {"Content-Disposition": 'attachment; filename="rule.json"'}
    return HttpResponse(canonical(found.quiz.rule), content_type="application/json; charset=utf-8", headers=named)


def _planned(request: HttpRequest, campaign: str, activity: str) -> HttpResponse:
    """An activity that is to be a quiz, before anybody has set it up."""
    rows = Activity.objects.filter(campaign__slug=campaign, code=activity, kind="quiz", quiz=None)
    planned = get_object_or_404(rows.select_related("campaign"))
    return render(request, "public/quiz/not_ready.html", {"activity": planned, "campaign": planned.campaign})


def _rules(found: Found) -> list[str]:
    return rule_text(found.rule, get_language() or "zh")


def _purposes(found: Found) -> list[str]:
    """What is agreed to at this door; the guardian's consent last, shown to whoever is under 14."""
    return ["quiz", *([] if found.rule.accepts("device") else ["identity"]), "guardian"]


def _notice(found: Found, purpose: str) -> consent.Notice:
    return consent.notice(purpose, get_language() or "zh", organiser=found.organiser, contact=found.contact)
