"""How I am reached besides notes and mail: a phone number I enter, a WeChat account that WeChat confirms. Both mine to remove."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from worldday.base.problems import Problem
from worldday.desk.access import DeskRequest, needs
from worldday.messages import channels
from worldday.messages.actions import set_phone, set_wechat
from worldday.messages.models import Address, Channel
from worldday.people import wechat as account
from worldday.units.permissions import Permission

STATE = "wechat-reach"
UNPROCESSABLE = 422


@needs(Permission.SEE_CAMPAIGN)
@require_http_methods(["GET", "POST"])
def reach(request: DeskRequest) -> HttpResponse:
    problem = None
    if request.method == "POST":
        try:
            set_phone(person=request.user.code, phone=request.POST.get("phone", ""), by=request.user)
        except Problem as error:
            problem = str(error)
        else:
            messages.success(request, _("Saved."))
            return redirect("desk_messages:reach")
    mine = dict(Address.objects.filter(person=request.user.code).values_list("channel", "address"))
    shown = {
        "tab": "reach",
        "phone": request.POST.get("phone", mine.get(Channel.SMS, "")),
        "connected": Channel.WECHAT in mine,
        "available": channels.available(),
        "may_connect": account.is_available(),
        "problem": problem,
    }
    return render(request, "desk/messages/reach.html", shown, status=UNPROCESSABLE if problem else 200)


@needs(Permission.SEE_CAMPAIGN)
@require_POST
def wechat(request: DeskRequest) -> HttpResponse:
    """Off to WeChat, which confirms the account of whoever opens this inside it; or disconnected."""
    if request.POST.get("do") == "disconnect" or not account.is_available():
        set_wechat(person=request.user.code, openid="", by=request.user)
        return redirect("desk_messages:reach")
    request.session[STATE] = account.new_state()
    back = settings.PUBLIC_URL + reverse("desk_messages:wechat_back")
    return redirect(account.authorize_address(back=back, state=request.session[STATE]))


@needs(Permission.SEE_CAMPAIGN)
@require_GET
def wechat_back(request: DeskRequest) -> HttpResponse:
    """Back from WeChat with a one-time code, if it was this person's session that asked."""
    expected = request.session.pop(STATE, "")
    try:
        if not expected or not constant_time_compare(expected, request.GET.get("state", "")):
            raise account.NotRecognised
        set_wechat(person=request.user.code, openid=account.openid_of(request.GET.get("code", "")), by=request.user)
    except Problem:
        messages.error(
            request, _("WeChat did not confirm who you are; nothing was changed. Please try again inside WeChat.")
        )
    else:
        messages.success(request, _("Your WeChat account is connected."))
    return redirect("desk_messages:reach")
