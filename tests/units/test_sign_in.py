"""Signing in with allauth: the policy, seen from outside."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core.cache import cache
from django.core.management import call_command
from django.urls import reverse
from tests.factories.units import make_staff, make_unit

from worldday.base import clock
from worldday.base.models import AuditEvent

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"


@pytest.fixture
def clerk():
    return make_staff("王一", unit=make_unit(), role="organiser", email="wang@example.org")


@pytest.fixture
def counted_in_the_database(settings):
    """The product's own cache; the tests' is in memory."""
    real = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "worldday_cache"}
    settings.CACHES = {**settings.CACHES, "default": real}
    cache.clear()


def sign_in(client, password=PASSWORD, email="wang@example.org", **extra):
    return client.post(reverse("account_login"), {"login": email, "password": password}, **extra)


def actions():
    return list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))


def test_a_good_password_leads_to_the_page_that_was_asked_for(client, clerk):
    asked = client.get("/desk/staff/")
    assert asked.headers["Location"] == "/accounts/login/?next=/desk/staff/"
    answer = client.post(
        asked.headers["Location"], {"login": "WANG@example.org", "password": PASSWORD, "next": "/desk/staff/"}
    )
    assert answer.headers["Location"] == "/desk/staff/"
    assert actions() == ["signed-in"]


def test_sign_in_never_leads_to_another_host(client, clerk):
    answer = client.post(
        "/accounts/login/", {"login": clerk.email, "password": PASSWORD, "next": "https://example.net/"}
    )
    assert answer.headers["Location"] == "/desk/"


def test_five_failures_shut_the_account_even_for_the_right_password(client, clerk, counted_in_the_database):
    for _failure in range(5):
        assert sign_in(client, "wrong").status_code == 200
    assert sign_in(client).status_code == 200
    assert "_auth_user_id" not in client.session
    assert actions() == ["sign-in-failed"] * 5 + ["sign-in-locked"]


def test_the_lock_survives_a_restart_and_is_seen_by_every_process(
    client, clerk, counted_in_the_database, django_db_blocker
):
    """What another process knows, it knows from the database: a fresh cache object, nothing in memory."""
    for _failure in range(5):
        sign_in(client, "wrong")
    from django.core.cache import caches
    from django.test import Client

    caches.close_all()
    del caches["default"]
    elsewhere = Client()
    sign_in(elsewhere)
    assert "_auth_user_id" not in elsewhere.session


def test_a_quarter_of_an_hour_later_the_right_password_works_again(client, clerk, counted_in_the_database, monkeypatch):
    import time

    for _failure in range(5):
        sign_in(client, "wrong")
    later = time.time() + 15 * 60 + 1
    monkeypatch.setattr(time, "time", lambda: later)
    assert sign_in(client).status_code == 302


def test_one_persons_lock_is_not_anothers(client, clerk, counted_in_the_database):
    other = make_staff("李二", unit=make_unit("乙"), email="li@example.org")
    for _failure in range(6):
        sign_in(client, "wrong")
    assert sign_in(client, email=other.email).status_code == 302


def test_the_audit_row_of_a_stranger_keeps_no_whole_address(client, clerk):
    sign_in(client, email="my-password-by-mistake@example.org")
    row = AuditEvent.objects.get()
    assert (row.target_name, row.scope_path, row.actor_name) == ("m…@example.org", "", "sign-in")


def test_the_operator_sees_sign_ins_that_were_refused_to_strangers(client, clerk, capsys):
    sign_in(client, email="stranger@example.org")
    sign_in(client, "wrong")
    call_command("audit", "installation")
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1
    assert lines[0].endswith("127.0.0.1        sign-in  sign-in-failed  s…@example.org")


def test_a_deactivated_person_does_not_get_in_and_an_open_session_ends(client, clerk):
    sign_in(client)
    assert client.get("/desk/").status_code == 200
    clerk.is_active = False
    clerk.save()
    assert client.get("/desk/").headers["Location"] == "/accounts/login/?next=/desk/"
    assert sign_in(client).headers["Location"] == "/accounts/inactive/"
    assert "停用" in client.get("/accounts/inactive/").content.decode()
    assert client.get("/desk/").status_code == 302


@pytest.mark.parametrize(
    "page", ["signup/", "email/", "confirm-email/", "confirm-email/abc/", "password/set/", "login/code/confirm/"]
)
def test_nobody_registers_or_changes_their_address_unseen(client, clerk, page):
    client.force_login(clerk)
    assert client.get(f"/accounts/{page}").status_code == 404
    assert client.post(f"/accounts/{page}", {"email": "other@example.org"}).status_code == 404


@pytest.mark.parametrize("weak", ["short", "123456789012345", "wang@example.org"])
def test_a_weak_new_password_is_refused(client, clerk, weak):
    client.force_login(clerk)
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": weak, "password2": weak})
    clerk.refresh_from_db()
    assert clerk.check_password(PASSWORD)


def test_changing_the_password_is_audited_and_ends_other_sessions(client, clerk):
    from django.test import Client

    elsewhere = Client()
    elsewhere.force_login(clerk)
    client.force_login(clerk)
    new = "eine ganz andere Losung 9"
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})
    clerk.refresh_from_db()
    assert clerk.check_password(new)
    assert "password-changed" in actions()
    assert elsewhere.get("/desk/").status_code == 302


def test_a_forgotten_password_is_reset_by_a_mailed_link(client, clerk, mailoutbox):
    client.post(reverse("account_reset_password"), {"email": clerk.email})
    link = next(word for word in mailoutbox[0].body.split() if "/accounts/password/reset/key/" in word)
    form = client.get(link, follow=True)
    new = "eine ganz andere Losung 9"
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    clerk.refresh_from_db()
    assert clerk.check_password(new)
    assert "password-reset" in actions()


def test_asking_a_reset_for_an_unknown_address_tells_nothing_and_mails_nothing(client, clerk, mailoutbox):
    known = client.post(reverse("account_reset_password"), {"email": clerk.email})
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert [mail.to for mail in mailoutbox] == [[clerk.email]]


# --- time-outs ---


def at(monkeypatch, delta):
    now = clock.wall() + delta
    monkeypatch.setattr(clock, "wall", lambda: now)


def test_half_an_hour_of_nothing_ends_the_sign_in_and_leads_back_to_the_page(client, clerk, monkeypatch):
    client.force_login(clerk)
    client.get("/desk/")
    at(monkeypatch, timedelta(minutes=29))
    assert client.get("/desk/").status_code == 200
    at(monkeypatch, timedelta(minutes=31))
    answer = client.get("/desk/staff/?q=%E7%8E%8B")
    assert answer.headers["Location"] == "/accounts/login/?next=/desk/staff/%3Fq%3D%25E7%258E%258B"
    page = client.get(answer.headers["Location"]).content.decode()
    assert "30 分钟" in page
    assert "_auth_user_id" not in client.session


def test_after_a_form_that_came_too_late_one_returns_to_the_form(client, clerk, monkeypatch):
    client.force_login(clerk)
    client.get("/desk/")
    at(monkeypatch, timedelta(minutes=31))
    answer = client.post("/desk/account/", headers={"referer": "http://testserver/desk/account/"})
    assert answer.headers["Location"] == "/accounts/login/?next=http%3A//testserver/desk/account/"


def test_a_partial_update_that_came_too_late_reloads_the_whole_page(client, clerk, monkeypatch):
    client.force_login(clerk)
    client.get("/desk/")
    at(monkeypatch, timedelta(minutes=31))
    answer = client.get("/desk/", headers={"hx-request": "true", "referer": "http://testserver/desk/units/"})
    assert answer.headers["HX-Redirect"].startswith("/accounts/login/")


def test_twelve_hours_end_the_sign_in_of_the_busiest(client, clerk, monkeypatch):
    client.force_login(clerk)
    client.get("/desk/")
    for _quarter in range(4 * 12 - 1):
        at(monkeypatch, timedelta(minutes=15))
        assert client.get("/desk/").status_code == 200
    at(monkeypatch, timedelta(minutes=16))
    assert client.get("/desk/").headers["Location"] == "/accounts/login/?next=/desk/"


def test_public_pages_never_touch_the_session(client, clerk):
    client.force_login(clerk)
    answer = client.get("/")
    assert "worldday_session" not in answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")


# --- the second factor ---


def code_of(secret):
    return format_hotp_value(hotp_value(secret, next(totp.yield_hotp_counters_from_time())))


@pytest.fixture
def _half_a_minute(monkeypatch):
    """A one-time code does not grow old between reading and typing it."""
    now = totp.time.time()
    monkeypatch.setattr(totp, "time", SimpleNamespace(time=lambda: now))


@pytest.fixture
def secret(clerk, _half_a_minute):
    secret = generate_totp_secret()
    TOTP.activate(clerk, secret)  # allauth encrypts through our adapter
    RecoveryCodes.activate(clerk)
    return secret


def test_with_an_authenticator_the_password_alone_opens_nothing(client, clerk, secret):
    assert sign_in(client).headers["Location"] == reverse("mfa_authenticate")
    assert client.get("/desk/").status_code == 302
    answer = client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert answer.headers["Location"] == "/desk/"
    assert client.get("/desk/").status_code == 200


@pytest.mark.usefixtures("_half_a_minute")
def test_a_second_factor_is_set_up_after_the_password_was_given_again(
    client, clerk, django_capture_on_commit_callbacks
):
    client.force_login(clerk)
    activate = reverse("mfa_activate_totp")
    asked = client.get(activate)
    assert asked.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert client.post(asked.headers["Location"], {"password": "wrong"}).status_code == 200
    client.post(asked.headers["Location"], {"password": PASSWORD})
    secret = client.get(activate).context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):  # allauth tells once it is committed
        client.post(activate, {"code": code_of(secret)})
    assert actions() == ["signed-in", "sign-in-failed", "second-factor-added", "recovery-codes-renewed"]
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 200


def test_the_secret_lies_encrypted(clerk, secret):
    from allauth.mfa.models import Authenticator

    kept = [str(row.data) for row in Authenticator.objects.all()]
    assert len(kept) == 2
    assert not any(secret in text for text in kept)


def test_a_one_time_code_works_once(client, clerk, secret):
    from django.test import Client

    code = code_of(secret)
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code})
    thief = Client()
    sign_in(thief)
    assert thief.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200
    assert "sign-in-code-failed" in actions()


def test_a_recovery_code_stands_in_for_a_lost_phone_once(client, clerk, secret):
    from allauth.mfa.models import Authenticator
    from django.test import Client

    code = Authenticator.objects.get(user=clerk, type="recovery_codes").wrap().get_unused_codes()[0]
    sign_in(client)
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    again = Client()
    sign_in(again)
    assert again.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200


def test_where_a_second_factor_is_required_the_powerful_set_it_up_first(client, clerk, settings):
    settings.REQUIRE_TOTP = True
    client.force_login(clerk)
    assert client.get("/desk/").headers["Location"] == reverse("mfa_activate_totp")
    TOTP.activate(clerk, generate_totp_secret())
    assert client.get("/desk/").status_code == 200


def test_unit_staff_work_without_a_second_factor(client, settings):
    settings.REQUIRE_TOTP = True
    client.force_login(make_staff(unit=make_unit(), role="unit-staff"))
    assert client.get("/desk/").status_code == 200


def test_someone_whose_last_role_was_taken_away_is_told_so_and_not_sent_in_circles(client):
    client.force_login(make_staff())
    answer = client.get("/desk/")
    assert answer.status_code == 403
    assert "没有任何角色" in answer.content.decode()


def test_sign_in_pages_speak_the_language_one_chose(client, clerk):
    assert "登录" in client.get("/accounts/login/").content.decode()
    client.post(reverse("set_language"), {"language": "en", "next": "/accounts/login/"})
    page = client.get("/accounts/login/").content.decode()
    assert "Sign in to the desk" in page and 'lang="en"' in page
