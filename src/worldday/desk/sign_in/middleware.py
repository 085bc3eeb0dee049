"""How long a sign-in lasts, what it takes, and in which language it speaks."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from worldday.base import clock
from worldday.units import rules
from worldday.units.models import Staff
from worldday.units.roles import Auditor, Organiser, SystemAdministrator

GetResponse = Callable[[HttpRequest], HttpResponse]
SEEN_EVERY = 60  # seconds; a session is not written more often just to say that its person is still there
WITH_SECOND_FACTOR = {Organiser.slug, Auditor.slug, SystemAdministrator.slug}
FREE_OF_SECOND_FACTOR = ("/accounts/", "/desk/logout/", "/desk/jsi18n/", "/desk/sprite/")


def for_staff(request: HttpRequest) -> bool:
    """Public pages are for everyone and never touch the session."""
    return request.path_info.startswith(("/desk/", "/accounts/"))


class StaffLanguage:
    """Staff pages have one address in every language; the choice is a cookie. (Wagtail's own setting, per person, goes
    before it in the desk.)"""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        if for_staff(request) and chosen in dict(settings.LANGUAGES):
            translation.activate(chosen)
            request.LANGUAGE_CODE = chosen
        return self.get_response(request)


class TimeOuts:
    """Ends a sign-in that is idle too long, or simply too old, says so, and leads back to the page after the next one."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if for_staff(request) and isinstance(request.user, Staff):
            if sentence := _over(request):
                logout(request)
                messages.info(request, sentence)
                return _to_sign_in(request)
            _mark_seen(request)
        return self.get_response(request)


def _over(request: HttpRequest) -> str:
    """Why the sign-in is over; "" while it is not."""
    now = clock.wall().timestamp()
    if now - request.session.get("seen", now) > settings.DESK_IDLE_SECONDS:
        minutes = settings.DESK_IDLE_SECONDS // 60
        told = _("You were signed out because nothing happened for {minutes} minutes. Sign in to go on where you were.")
        return told.format(minutes=minutes)
    if now - request.session.get("since", now) > settings.SESSION_COOKIE_AGE:
        hours = settings.SESSION_COOKIE_AGE // 3600
        return _("A sign-in lasts {hours} hours at most. Sign in to go on where you were.").format(hours=hours)
    return ""


def _mark_seen(request: HttpRequest) -> None:
    now = clock.wall().timestamp()
    request.session.setdefault("since", now)
    if now - request.session.get("seen", 0) > SEEN_EVERY:
        request.session["seen"] = now


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Back to the page itself, or, after a form was sent, to the page that held the form."""
    here, partial = request.get_full_path(), request.headers.get("HX-Request") == "true"
    if request.method != "GET" or partial:
        came_from = request.META.get("HTTP_REFERER", "")
        ours = url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()})
        here = came_from if ours else ""
    response = redirect_to_login(here) if here else redirect(settings.LOGIN_URL)
    return HttpResponseClientRedirect(response.url) if partial else response


class SecondFactor:
    """With WORLDDAY_REQUIRE_TOTP=1 the powerful roles set up a one-time password before anything else."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.REQUIRE_TOTP and for_staff(request) and _lacks_it(request):
            messages.info(request, _("Your role needs a second factor. Please set up an authenticator app now."))
            return redirect("mfa_activate_totp")
        return self.get_response(request)


def _lacks_it(request: HttpRequest) -> bool:
    if request.path_info.startswith(FREE_OF_SECOND_FACTOR) or not isinstance(request.user, Staff):
        return False
    return _must(request.user) and not is_mfa_enabled(request.user)


def _must(staff: Staff) -> bool:
    return staff.is_superuser or any(role in WITH_SECOND_FACTOR for _path, role in rules.grants(staff))
