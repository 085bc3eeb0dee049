"""The winner confirms, on the phone, with the receipt in the address; and gives only what delivery needs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from worldday.base import scope
from worldday.base.problems import Invalid, Problem
from worldday.campaigns.models import PUBLISHED
from worldday.draws import actions, consents, queries
from worldday.draws.actions import Delivery
from worldday.draws.models import Prize, PrizeState
from worldday.draws.offer import now, terms_of
from worldday.draws.receipts import typed
from worldday.draws.sentences import SAYS
from worldday.draws.terms import Terms
from worldday.ui import dates


class ClaimForm(forms.Form):
    """Fields the terms do not ask for are left out."""

    name = forms.CharField(label=_("Your name"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    phone = forms.CharField(
        label=_("Mobile phone"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "type": "tel"}),
    )
    address = forms.CharField(
        label=_("Address for delivery"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "street-address"}),
    )
    agree = forms.BooleanField(label=_("I have read this and agree that these data are used to deliver the prize."))
    guardian = forms.BooleanField(
        required=False, label=_("The winner is under 14; I am the guardian and agree on the child's behalf.")
    )
    publish = forms.BooleanField(required=False)

    def __init__(self, data: Any = None, *, terms: Terms) -> None:
        super().__init__(data)
        self.fields["publish"].label = consents.publication_notice("zh" if dates.chinese() else "en")
        for name in {"name", "phone", "address"} - set(terms.needs):
            del self.fields[name]

    @property
    def texts(self) -> list[Any]:
        return [field for field in self if field.name in ("name", "phone", "address")]

    @property
    def ticks(self) -> list[Any]:
        return [field for field in self if field.name in ("agree", "guardian", "publish")]


@never_cache
@csrf_exempt  # the receipt in the address says who asks; no cookie does
@require_http_methods(["GET", "POST"])
def claim(request: HttpRequest, code: str) -> HttpResponse:
    """What was won and until when; the form; and, once confirmed, when, but not what was given: a receipt may be found."""
    prizes = _prizes(code)
    waiting = [prize for prize in prizes if prize.state == PrizeState.OFFERED and now() <= prize.claim_by]
    terms = _terms(prizes[0])
    form, problem = ClaimForm(request.POST if request.method == "POST" and waiting else None, terms=terms), None
    if form.is_bound and form.is_valid():
        try:
            _confirm(waiting, form.cleaned_data)
        except Invalid as invalid:
            for name, sentences in invalid.errors.items():
                form.add_error(name if name in form.fields else None, sentences)
        except Problem as refused:
            problem = refused
        else:
            return redirect("public:claim", code)
    status = 422 if problem or form.errors else 200
    return _page(request, code, prizes, {"waiting": waiting, "form": form, "problem": problem, "terms": terms}, status)


def _confirm(waiting: list[Prize], given: dict[str, Any]) -> None:
    delivery = Delivery(**{name: given.get(name, "") for name in ("name", "phone", "address")})
    for prize in waiting:
        actions.claim(prize=prize, delivery=delivery, publish=given["publish"], guardian=given["guardian"])


@never_cache
@csrf_exempt  # likewise
@require_POST
def decline(request: HttpRequest, code: str) -> HttpResponse:
    """The winner does not want it: everything not yet handed over goes to alternates."""
    prizes = _prizes(code)
    try:
        for prize in prizes:
            if prize.state in (PrizeState.OFFERED, PrizeState.CLAIMED):
                actions.decline(prize=prize)
    except Problem as problem:
        terms = _terms(prizes[0])
        shown = {"waiting": [], "form": ClaimForm(terms=terms), "problem": problem, "terms": terms}
        return _page(request, code, prizes, shown, 422)
    return redirect("public:claim", code)


@never_cache
@csrf_exempt  # likewise
@require_POST
def hide_name(_request: HttpRequest, code: str) -> HttpResponse:
    """The masked name goes from the list of winners; the prize stays."""
    for prize in _prizes(code):
        actions.hide_name(prize=prize)
    return redirect("public:claim", code)


def _prizes(code: str) -> list[Prize]:
    """The prizes of the receipt's holder in a published campaign; 404 for everybody else."""
    with scope.everything("the receipt is the permission"):
        found = [prize for prize in queries.prizes_by_receipt(typed(code)) if _is_public(prize)]
    if not found:
        raise Http404
    return found


def _is_public(prize: Prize) -> bool:
    return prize.draw.plan.activity.campaign.state in PUBLISHED


def _terms(prize: Prize) -> Terms:
    return terms_of(prize.draw.plan)


def _page(request: HttpRequest, code: str, prizes: list[Prize], shown: dict[str, Any], status: int) -> HttpResponse:
    activity, lang = prizes[0].draw.plan.activity, "zh" if dates.chinese() else "en"
    context = {
        "code": typed(code),
        "prizes": prizes,
        "activity": activity,
        "campaign": activity.campaign,
        "notice": consents.delivery_notice(shown["terms"], lang),
        "redemption": shown["terms"].text("redemption", lang),
        "worth": _worth(prizes, shown["terms"], lang),
        "shown_as": next((prize.shown_as for prize in prizes if prize.shown_as), ""),
        "may_decline": any(prize.state in (PrizeState.OFFERED, PrizeState.CLAIMED) for prize in prizes),
    }
    return render(request, "public/draws/claim.html", context | shown, status=status)


def _worth(prizes: list[Prize], terms: Terms, lang: str) -> str:
    """What the rules say of the value of these prizes, and of the tax on it."""
    places = sorted({prize.tier.position for prize in prizes if prize.state != PrizeState.FORFEITED})
    lines = SAYS["value"](replace(terms, tiers=tuple(terms.tiers[at] for at in places)), lang) if places else []
    return ("" if lang == "zh" else " ").join(lines)
