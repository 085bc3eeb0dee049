"""The page of signing keys: seen and changed by whoever runs the installation, and by nobody else."""

import hashlib

import pytest
from django.urls import reverse
from tests.factories.certificates import make_certificate
from tests.factories.units import make_staff, make_unit

from worldday.base import longwork
from worldday.base.models import AuditEvent, LongWork
from worldday.certificates import actions
from worldday.certificates.models import Certificate, SigningKey

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
LIST, ROTATE, COMPROMISED, ANEW = (f"desk_keys:{name}" for name in ("list", "rotate", "compromised", "sign_anew"))


@pytest.fixture
def keeper(client):
    client.force_login(make_staff(unit=make_unit("甲市市场监管局"), role="system"))
    client.cookies["django_language"] = "en"
    return client


def test_each_key_stands_with_its_fingerprint_its_time_and_what_it_signed(keeper):
    make_certificate()
    make_certificate(reason="b")
    key = SigningKey.objects.get()
    page = keeper.get(reverse(LIST)).content.decode()
    whole = hashlib.sha256(bytes.fromhex(key.public)).hexdigest()
    assert " ".join(whole[at : at + 4] for at in range(0, 64, 4)) in page
    assert key.code in page
    assert "Signs" in page and "<dt>Certificates signed</dt><dd>2</dd>" in page
    assert key.private["seed"] not in page


def test_a_change_asks_first_and_is_written_down(keeper):
    make_certificate()
    old = SigningKey.objects.get()
    asked = keeper.get(reverse(ROTATE)).content.decode()
    assert old.code in asked
    assert SigningKey.objects.count() == 1
    assert keeper.post(reverse(ROTATE), {"instead_of": old.code}).headers["Location"] == reverse(LIST)
    old.refresh_from_db()
    assert old.state == "retired"
    made = (
        AuditEvent.objects.filter(action__startswith="certificate-key-").order_by("id").values_list("action", flat=True)
    )
    assert list(made) == ["certificate-key-made", "certificate-key-retired", "certificate-key-made"]
    page = keeper.get(reverse(LIST)).content.decode()
    assert page.index(SigningKey.objects.get(is_current=True).code) < page.index(old.code)


def test_of_two_who_change_it_at_once_the_second_is_told(keeper):
    make_certificate()
    seen = SigningKey.objects.get().code
    keeper.post(reverse(ROTATE), {"instead_of": seen})
    answer = keeper.post(reverse(ROTATE), {"instead_of": seen})
    assert answer.status_code == 422
    assert "somebody else" in answer.content.decode()
    assert SigningKey.objects.count() == 2


def test_before_the_first_certificate_there_is_no_key_and_one_can_be_made(keeper):
    assert "makes the first key" in keeper.get(reverse(LIST)).content.decode()
    keeper.post(reverse(ROTATE), {"instead_of": ""})
    assert SigningKey.objects.get().is_current


@pytest.mark.parametrize("role", ["organiser", "unit-staff", "auditor"])
def test_nobody_else_sees_or_changes_them(client, role):
    client.force_login(make_staff(unit=make_unit("乙市"), role=role))
    make_certificate()
    assert client.get(reverse(LIST)).status_code != 200
    key = SigningKey.objects.get()
    client.post(reverse(ROTATE), {"instead_of": key.code})
    assert client.get(reverse(COMPROMISED, args=[key.code])).status_code != 200
    client.post(reverse(COMPROMISED, args=[key.code]), {"reason": "x"})
    client.post(reverse(ANEW, args=[key.code]))
    assert SigningKey.objects.get().is_current
    assert not LongWork.objects.exists()


def test_marking_a_key_says_first_what_follows_and_changes_nothing(keeper):
    make_certificate()
    make_certificate(reason="b")
    key = SigningKey.objects.get()
    page = keeper.get(reverse(COMPROMISED, args=[key.code]))
    assert page.status_code == 200
    said = page.content.decode()
    assert "2 certificates bear its signature." in said
    assert "Another key signs from now on" in said
    assert "This cannot be taken back." in said
    refused = keeper.post(reverse(COMPROMISED, args=[key.code]), {"reason": " "})
    assert refused.status_code == 422
    assert SigningKey.objects.get().state == "current"
    assert reverse(COMPROMISED, args=[key.code]) in keeper.get(reverse(LIST)).content.decode()


def test_a_marked_key_stands_there_with_its_reason_and_is_written_down(keeper):
    make_certificate()
    key = SigningKey.objects.get()
    answer = keeper.post(reverse(COMPROMISED, args=[key.code]), {"reason": "备份<遗失>"})
    assert answer.headers["Location"] == reverse(LIST)
    key.refresh_from_db()
    assert (key.state, key.private, key.compromised_for) == ("compromised", {}, "备份<遗失>")
    assert SigningKey.objects.get(is_current=True) != key
    event = AuditEvent.objects.get(action="certificate-key-compromised")
    assert (event.target_name, event.after, event.actor_name) == (key.code, {"reason": "备份<遗失>"}, "王一")
    page = keeper.get(reverse(LIST)).content.decode()
    assert "备份&lt;遗失&gt;" in page
    assert "1 certificate still bears this signature" in page
    again = keeper.post(reverse(COMPROMISED, args=[key.code]), {"reason": "noch einmal"})
    assert again.headers["Location"] == reverse(LIST)
    assert AuditEvent.objects.filter(action="certificate-key-compromised").count() == 1


def test_its_certificates_are_signed_anew_in_the_background(keeper):
    made = make_certificate()
    make_certificate(reason="b")
    actions.mark_compromised(key=made.key, reason="备份遗失", by=make_staff(role="system"))
    keeper.post(reverse(ANEW, args=[made.key.code]))
    work = LongWork.objects.get()
    assert longwork.is_under_way(work)
    page = keeper.get(reverse(LIST))
    assert page["Refresh"] == "5"
    assert "Sign them anew" not in page.content.decode()
    longwork.run.func(work.pk)
    assert Certificate.objects.filter(key=made.key).count() == 0
    assert "2 certificates were signed anew." in keeper.get(reverse(LIST)).content.decode()
    current = SigningKey.objects.get(is_current=True)
    assert keeper.post(reverse(ANEW, args=[current.code])).status_code == 404
