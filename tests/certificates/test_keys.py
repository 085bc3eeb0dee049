"""Keys change: old certificates still verify, and a key that was stolen proves nothing."""

import json
from datetime import date, timedelta

import pytest
from tests.factories.certificates import BY, make_certificate, make_design

from worldday.base import clock
from worldday.base.models import AuditEvent
from worldday.base.problems import Problem
from worldday.certificates import actions, queries
from worldday.certificates.keys import public_keys
from worldday.certificates.models import Certificate, SigningKey
from worldday.certificates.papers import qr_text
from worldday.certificates.proof.checking import check

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


def codes(certificate) -> list[str]:
    fresh = queries.by_number(certificate.number)
    return [code for code, _facts in check(qr_text(fresh), public_keys(), today=clock.today()).findings]


def test_after_rotation_old_and_new_certificates_verify_and_the_old_key_can_sign_nothing_more():
    old = make_certificate()
    first = SigningKey.objects.get()
    second = actions.rotate_key(by=BY)
    new = make_certificate(design=old.design, reason="second")
    first.refresh_from_db()
    assert (first.state, first.private, second.is_current) == ("retired", {}, True)
    assert (old.key_id, new.key_id) == (first.pk, second.pk)
    assert codes(old) == codes(new) == ["signed", "not-asked"]
    assert [entry["kid"] for entry in json.loads(published())["keys"]] == [second.code, first.code]


def published() -> str:
    from worldday.certificates.badges.issuers import key_set

    return json.dumps(key_set())


def test_a_private_key_lies_encrypted_and_is_never_published(client):
    make_certificate()
    key = SigningKey.objects.get()
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT private FROM certificates_signingkey")
        kept = cursor.fetchone()[0]
    assert key.private["seed"] not in kept
    assert key.private["seed"] not in client.get("/certificates/keys.json").content.decode()


def test_what_a_compromised_key_signed_proves_nothing_until_it_is_signed_anew(client):
    made = make_certificate()
    expired = make_certificate(design=made.design, reason="b", until=clock.today() + timedelta(days=1))
    printed_before = qr_text(queries.by_number(made.number))
    key = actions.mark_compromised(key=made.key, reason="备份遗失", by=BY)
    assert codes(made) == ["compromised"]
    assert SigningKey.objects.get(is_current=True) != key
    page = client.get(f"/certificates/{made.number}/").content.decode()
    assert "本证明真实有效" in page
    assert (actions.sign_anew(key=key, by=BY, limit=1), actions.sign_anew(key=key, by=BY)) == (1, 1)
    assert actions.sign_anew(key=key, by=BY) == 0
    assert codes(made) == codes(expired) == ["signed", "not-asked"]
    assert [code for code, _ in check(printed_before, public_keys(), today=clock.today()).findings] == ["compromised"]
    assert "更换密钥重新签名" in client.get(f"/certificates/{made.number}/").content.decode()
    assert Certificate.objects.filter(key=key).count() == 0


def test_a_key_is_not_called_compromised_without_a_reason_nor_a_good_one_signed_over():
    made = make_certificate()
    with pytest.raises(Problem):
        actions.mark_compromised(key=made.key, reason=" ", by=BY)
    with pytest.raises(Problem):
        actions.sign_anew(key=made.key, by=BY)
    actions.mark_compromised(key=made.key, reason="备份遗失", by=BY)
    actions.mark_compromised(key=made.key, reason="备份遗失", by=BY)
    assert AuditEvent.objects.filter(action="certificate-key-compromised").count() == 1


def test_a_retired_key_may_turn_out_to_be_compromised_and_the_current_one_stays():
    made = make_certificate()
    second = actions.rotate_key(by=BY)
    actions.mark_compromised(key=made.key, reason="旧服务器被入侵", by=BY)
    assert queries.current_key() == second
    assert codes(made) == ["compromised"]


def test_a_retired_key_is_compromised_since_that_was_said_and_not_since_it_retired(client, on_day):
    on_day(date(2020, 6, 9))
    made = make_certificate()
    actions.rotate_key(by=BY)
    on_day(date(2020, 10, 14))
    actions.mark_compromised(key=made.key, reason="旧服务器被入侵", by=BY)
    entry = json.loads(client.get("/certificates/keys.json").content)["keys"][1]
    assert {name: entry[f"worldday:{name}"][:10] for name in ("ended", "compromised")} == {
        "ended": "2020-06-09",
        "compromised": "2020-10-14",
    }
    assert (entry["worldday:state"], entry["worldday:reason"]) == ("compromised", "旧服务器被入侵")
    verdict = check(qr_text(queries.by_number(made.number)), public_keys(), today=clock.today())
    assert verdict.findings == [("compromised", {"key": made.key.code, "since": "2020-10-14"})]


def test_whatever_day_a_certificate_names_a_compromised_key_proves_nothing_and_an_older_key_file_says_its_day(on_day):
    on_day(date(2020, 6, 9))
    before = make_certificate(on=date(2020, 6, 9))
    on_day(date(2020, 10, 14))
    kept = public_keys()  # downloaded on the day before it was known
    later = make_certificate(design=before.design, reason="b", on=date(2020, 12, 1))
    actions.mark_compromised(key=before.key, reason="备份遗失", by=BY)
    for made in (before, later):
        text = qr_text(queries.by_number(made.number))
        assert [code for code, _ in check(text, public_keys(), today=clock.today()).findings] == ["compromised"]
        assert [code for code, _ in check(text, kept, today=clock.today()).findings] == ["signed", "not-asked"]
    assert {key.taken[:10] for key in kept.values()} == {"2020-10-14"}


def test_every_verb_leaves_its_row_in_the_trail():
    make_certificate(on=date(2020, 10, 14), design=make_design())
    actions.rotate_key(by=BY)
    assert sorted(AuditEvent.objects.values_list("action", flat=True)) == [
        "certificate-issued",
        "certificate-key-made",
        "certificate-key-made",
        "certificate-key-retired",
    ]


def test_an_installation_that_lost_its_secret_still_verifies_and_a_new_key_lets_it_issue_again(client, settings):
    made = make_certificate()
    settings.SECRET_KEY = "another secret altogether, fifty characters long...."
    page = client.get(f"/certificates/{made.number}/")
    assert "本证明真实有效" in page.content.decode()
    assert codes(made) == ["signed", "not-asked"]
    actions.rotate_key(by=BY)
    assert codes(made) == ["signed", "not-asked"]
    new = make_certificate(design=made.design, reason="after")
    assert codes(new) == ["signed", "not-asked"]
    assert new.status_list_id != made.status_list_id
    place = f"/certificates/issuers/{made.design.owner.code}/status/{made.status_list.code}.jwt"
    assert client.get(place).status_code == 200
