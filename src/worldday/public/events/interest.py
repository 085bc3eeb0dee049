"""After the switch to online, whoever had not booked: a name and one way to be told of the tour; then a page of their own."""

from __future__ import annotations

import hashlib
import time
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from worldday.base import scope
from worldday.base.address import client_address
from worldday.base.problems import Invalid, Problem
from worldday.campaigns.models import PUBLISHED
from worldday.events import links, queries
from worldday.events.actions.interest import Asked, forget_interest, leave_interest
from worldday.events.actions.sparing import TooOften
from worldday.events.models import EventState, Interest
from worldday.events.opening import Standing
from worldday.events.slowing import Recent
from worldday.events.telling import interest_path
from worldday.messages.channels import sms
from worldday.people import riddles

from .book import DAY_S, MOST_A_DAY, phone_key
from .found import Found, context, find, find_to_book

recent = Recent()


def contact_key(contact: str | None) -> str:
    """A number or an address however it was typed, kept in no readable form."""
    said = (contact or "").strip()
    return phone_key(said) or hashlib.sha256(said.casefold().encode()).hexdigest()


contacts = Recent(MOST_A_DAY, DAY_S, of=contact_key)  # each sends a message, and can be deleted and left again at once


class InterestForm(forms.Form):
    name = forms.CharField(label=_("Your name"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    contact = forms.CharField(max_length=254)
    agree = forms.BooleanField(label=_("I have read how name and contact are used, and agree"), required=False)
    riddle = forms.CharField(max_length=4, required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"}))

    def __init__(self, data: Any = None, *, question: str = "") -> None:
        super().__init__(data)
        texts = sms.is_available()
        self.fields["contact"].label = _("Mobile phone or e-mail") if texts else _("E-mail")
        self.fields["contact"].widget.attrs |= {"autocomplete": "tel" if texts else "email"}
        for name in ("name", "contact"):
            self.fields[name].error_messages["required"] = _("Please fill this in.")
        sent = self.data.get("key", "")
        self.key = sent if links.is_key(sent) else links.new_key()
        if question:
            self.fields["riddle"].label = question
        else:
            del self.fields["riddle"]

    def asked(self) -> Asked:
        """What was filled in; a form that is not valid has gaps."""
        given = self.cleaned_data
        name, contact = (" ".join(str(given.get(field, "")).split()) for field in ("name", "contact"))
        agreed = self.data.get("consent", "") if given.get("agree") else ""
        return Asked(name, contact, agreed, get_language() or "zh-hans")


@never_cache
@csrf_exempt  # nobody is signed in, and no cookie is read
@require_http_methods(["GET", "POST"])
def form(request: HttpRequest, campaign: str, activity: str) -> HttpResponse:
    """Only while the event is online; sent, it leads to the page of what was left."""
    found = find_to_book(campaign, activity)
    if found.event.state != EventState.MOVED_ONLINE:
        return redirect("public:event", campaign, activity)
    if request.method == "GET":
        return _page(request, found, InterestForm())
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        raise PermissionDenied  # a page of another site would leave contacts with its visitors' browsers
    address, now = client_address(request), time.monotonic()
    solved = riddles.is_solved(request.POST.get("riddle_token", ""), request.POST.get("riddle", ""))
    riddle = riddles.make_riddle() if recent.is_busy(address, now) and not solved else None
    filled = InterestForm(request.POST, question=riddle.question if riddle else "")
    problem, contact = None, request.POST.get("contact", "")
    if riddle is None:
        try:
            if contacts.is_busy(contact, now):
                raise TooOften
            made = _leave(found, filled)
        except Problem as refused:
            problem = None if isinstance(refused, Invalid) else refused
        else:
            recent.count(address, now)
            contacts.count(contact, now)
            return redirect(interest_path(made))
    return _page(request, found, filled, problem=problem, riddle=riddle)


def _leave(found: Found, filled: InterestForm) -> Interest:
    """Raises `Invalid` with every fault beside its field, `Problem`."""
    valid = filled.is_valid()
    try:
        return leave_interest(event=found.event, asked=filled.asked(), key=filled.key)
    except Invalid as invalid:
        for name, said in invalid.errors.items():
            if valid or name not in filled.errors:
                filled.add_error(name, said)
        raise


def _page(request: HttpRequest, found: Found, filled: InterestForm, **more: Any) -> HttpResponse:
    prefetch_related_objects([found.event], "activity__roles__unit")  # whom to ask
    shown = {"form": filled, "notice": found.notice_of("interest"), "key": filled.key}
    status = 422 if filled.is_bound else 200
    return render(request, "public/events/interest_form.html", context(found, **shown, **more), status=status)


def _opened(code: str, secret: str) -> tuple[Interest, Found]:
    """404 for every other link, and once the campaign is not public any more."""
    with scope.everything("the link is the permission"):
        mine = queries.interest_by_link(code, secret)
        if mine is None or mine.event.activity.campaign.state not in PUBLISHED:
            raise Http404
        activity = mine.event.activity
    return mine, find(activity.campaign.slug, activity.code)


@never_cache
@require_safe
def interest(request: HttpRequest, code: str, secret: str) -> HttpResponse:
    """How it stands now: the tour's link as soon as it is there, the way back to booking where the visit takes place after all."""
    mine, found = _opened(code, secret)
    shown = {
        "mine": mine,
        "secret": secret,
        "reached": mine.person.get("phone") or mine.person.get("email", ""),
        "said": _says(found),
        "texts": {"online_text": found.text("online_text")},
    }
    return render(request, "public/events/interest.html", context(found, **shown))


def _says(found: Found) -> tuple[str, str]:
    """How things stand in a word or two, and what to do."""
    if found.standing == Standing.ONLINE and found.event.online_url:
        return _now("The online tour is open"), _now(
            "Take it whenever you like. We write once more should the visit take place on site after all."
        )
    words = {
        Standing.ONLINE: (_now("We keep you informed"), _now("We write to you when the tour is open, and should the visit take place on site after all.")),
        Standing.OVER: (_now("Over"), _now("Thank you for your interest. What the event leaves behind stands on its page.")),
        Standing.CANCELLED: (_now("Does not take place"), _now("All its sittings were cancelled. Thank you for your interest.")),
    }  # fmt: skip
    after_all = _now("The visit takes place on site after all. How to come stands on the event's page.")
    return words.get(found.standing, (_now("It takes place on site"), after_all))


@never_cache
@csrf_exempt  # the secret in the address says who asks; no cookie does
@require_POST
def forget(request: HttpRequest, code: str, secret: str) -> HttpResponse:
    mine, found = _opened(code, secret)
    forget_interest(interest=mine)
    return render(request, "public/events/forgotten.html", context(found))
