"""Being recognised where the rule asks for one person = one entry: a code to a phone, or WeChat. No account, no cookie that
lasts: the phone keeps a signed note of who it is, and whoever deletes it is nobody again."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from worldday.base.address import client_address
from worldday.base.problems import Problem
from worldday.messages.channels.sms import demo as demo_channel
from worldday.people import codes, consent, erasure, riddles, wechat
from worldday.people.ages import UNDER_14
from worldday.people.identity import attach, canonical, strength_of
from worldday.people.models import IdentityKind, Participant
from worldday.people.numbers import BadPhone, normal_phone
from worldday.public import addresses
from worldday.quizzes.passes import for_practice, issue

from .found import Found, find, page

NOTE, NOTE_DAYS = "worldday.person", 30
STATE, STATE_S = "worldday_wechat", 600
Body = dict[str, Any]
Answer = Callable[[HttpRequest, Found, Body], Body]


class NotRecognised(Problem):
    sentence = _("This device is not recognised any more; please confirm your phone number once more.")


class Riddle(Problem):
    """Many codes have been asked for from this network: `riddle` is to be answered first."""

    sentence = _("Many codes are being asked for from your network. Please answer the small question first.")

    def __init__(self) -> None:
        self.riddle = riddles.make_riddle()
        super().__init__()


def told(answer: Answer) -> Callable[..., HttpResponse]:
    """JSON in, JSON out, and a problem in the hot path's own form, so that one script treats both alike."""

    @never_cache
    @csrf_exempt  # a note or a code in the body says who asks; no cookie does
    @require_POST
    @wraps(answer)
    def view(request: HttpRequest, campaign: str, activity: str, door: str = "") -> HttpResponse:
        found = find(campaign, activity, door)
        try:
            body = json.loads(request.body)
        except ValueError:
            body = None
        if not isinstance(body, dict):
            raise Http404
        try:
            return JsonResponse(answer(request, found, body))
        except Problem as problem:
            said = {"code": getattr(problem, "code", ""), "sentence": {"zh": str(problem), "en": str(problem)}}
            more = {"riddle": vars(problem.riddle)} if isinstance(problem, Riddle) else {}
            return JsonResponse({"error": said, **more}, status=409)

    return view


@told
def send(request: HttpRequest, found: Found, body: Body) -> Body:
    """A code to a phone. In a demo, where nobody has one, the answer says the code."""
    phone = str(body.get("phone", ""))
    address = client_address(request)
    if codes.is_busy(address) and not riddles.is_solved(str(body.get("token", "")), str(body.get("riddle", ""))):
        raise Riddle
    codes.send_code(phone=phone, address=address, language=get_language() or "zh-hans")
    if settings.DEMO and settings.SMS_CHANNEL == "demo":
        return {"sent": True, "demo": demo_channel.last_code(_normal(phone))}
    return {"sent": True}


def _normal(phone: str) -> str:
    try:
        return normal_phone(phone)
    except BadPhone:
        return phone


@told
def check(request: HttpRequest, found: Found, body: Body) -> Body:
    """The code typed: a note of who this is, and a pass. Somebody WeChat knew already becomes one person with the phone."""
    phone = str(body.get("phone", ""))
    person = codes.check_code(phone=phone, code=str(body.get("code", "")))
    if body.get("person"):
        before = _noted(str(body["person"]))
        person = attach(participant=before, kind=IdentityKind.PHONE, value=phone) if before.pk != person.pk else person
    return {"person": note(person), "pass": _pass(found, person, body)}


@told
def renew(request: HttpRequest, found: Found, body: Body) -> Body:
    """A pass for whoever this device has been shown to be."""
    return {"pass": _pass(found, _noted(str(body.get("person", ""))), body)}


@told
def practice(request: HttpRequest, found: Found, body: Body) -> Body:
    """A pass for nobody: whoever does not want to be recognised may practise (policies/consent/identity)."""
    if found.rule.accepts("device"):
        raise Http404  # the hot path gives those out itself
    return {"pass": for_practice(quiz=found.quiz)}


@told
def forget(request: HttpRequest, found: Found, body: Body) -> Body:
    """Everything that leads to this person is erased, at once or when the quiz has closed."""
    return {"gone": erasure.erase(participant=_noted(str(body.get("person", ""))))}


def _pass(found: Found, person: Participant, body: Body) -> str:
    """Consent is remembered first: whoever answers has agreed to what was shown."""
    under_age = body.get("age_band") == UNDER_14
    agreed = consent.give_consent
    agreed(number=person.number, purpose="quiz", shown=str(body.get("consent_version", "")))
    agreed(number=person.number, purpose="identity", shown=str(body.get("identity_version", "")))
    if under_age and body.get("guardian"):
        shown = str(body.get("guardian_version", ""))
        agreed(number=person.number, purpose="guardian", shown=shown, by_guardian=True)
    return issue(
        quiz=found.quiz,
        player=person.number,
        strength=strength_of(person),
        entrance=found.door.pk if found.door else 0,
        district=str(body.get("district", "")),
        group=str(body.get("unit", "")),
        age_band=str(body.get("age_band", "")),
        guardian=under_age and consent.has_consented(person.number, "guardian", by_guardian=True),
    )


def note(person: Participant) -> str:
    """What a phone keeps to be recognised again: signed, and of use for nothing but this."""
    return signing.dumps(person.code, salt=NOTE)


def _noted(text: str) -> Participant:
    try:
        code = signing.loads(text, salt=NOTE, max_age=NOTE_DAYS * 86400)
    except signing.BadSignature:
        raise NotRecognised from None
    person = Participant.objects.select_related("merged_into").filter(code=code, erased_at=None).first()
    if person is None:
        raise NotRecognised
    return canonical(person)


@never_cache
def to_wechat(request: HttpRequest, campaign: str, activity: str, door: str = "") -> HttpResponse:
    """To WeChat and back, silently. `state` ties the way back to this very browser."""
    found = find(campaign, activity, door)
    if not wechat.is_available():
        raise Http404
    state = wechat.new_state()
    back = addresses.absolute(found.url("quiz_wechat_back"))
    response = redirect(wechat.authorize_address(back=back, state=state))
    response.set_signed_cookie(
        STATE, state, salt=STATE, max_age=STATE_S, httponly=True, samesite="Lax", secure=settings.SECURE, path=f"{settings.PREFIX}/"
    )  # fmt: skip
    return response


@never_cache
def from_wechat(request: HttpRequest, campaign: str, activity: str, door: str = "") -> HttpResponse:
    """Hands the note to the phone, which goes on where it was."""
    found = find(campaign, activity, door)
    sent = request.get_signed_cookie(STATE, "", salt=STATE, max_age=STATE_S)
    context = page(found, problem=None)
    try:
        if not sent or not constant_time_compare(sent, request.GET.get("state", "")):
            raise wechat.NotRecognised
        context["data"] |= {"person": note(wechat.recognise_by_code(request.GET.get("code", "")))}
    except Problem as problem:
        context["problem"] = problem
    response = render(request, "public/quiz/who_back.html", context, status=409 if context["problem"] else 200)
    response.delete_cookie(STATE, path=f"{settings.PREFIX}/", samesite="Lax")
    return response
