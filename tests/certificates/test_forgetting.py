"""Parting from a holder: the person is gone, the certificate's fate stays readable, the paper proves itself."""

from datetime import timedelta

import pytest
from tests.factories.certificates import BY, make_certificate

from worldday.base import clock
from worldday.certificates import actions, queries
from worldday.certificates.keys import public_keys
from worldday.certificates.models import Certificate
from worldday.certificates.papers import qr_text
from worldday.certificates.proof.checking import check
from worldday.people import retention

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


def test_a_forgotten_holder_leaves_number_state_and_a_paper_that_proves_itself(client):
    made = make_certificate("张三", latin="Zhang San", unit="某某公司")
    paper = qr_text(queries.by_number(made.number))
    actions.forget(certificate=made, by=BY)
    actions.forget(certificate=made, by=BY)
    page = client.get(f"/certificates/{made.number}/").content.decode()
    assert "有效" in page
    assert "持有人信息已从这里清除" in page
    for word in ("张三", "Zhang San", "某某公司", "标准编写"):
        assert word not in page
    assert check(paper, public_keys(), today=clock.today()).payload.name == "张三"
    for name in ("certificate.pdf", "badge.json", "badge.jwt"):
        assert client.get(f"/certificates/{made.number}/{name}").status_code == 404
    assert client.post("/certificates/", {"number": paper}).status_code == 200


def test_a_forgotten_certificate_can_still_be_revoked_and_says_so(client):
    made = make_certificate()
    actions.forget(certificate=made, by=BY)
    actions.revoke(certificate=made, reason="学时登记有误", by=BY)
    assert "已撤销" in client.get(f"/certificates/{made.number}/").content.decode()


def test_after_the_time_in_the_policy_the_nights_work_forgets():
    made, fresh = make_certificate(), make_certificate(reason="fresh")
    Certificate.objects.filter(pk=made.pk).update(made_at=clock.now() - timedelta(days=3654))
    assert retention.run()["certificates"] == 1
    made.refresh_from_db()
    fresh.refresh_from_db()
    assert (made.holder_name, made.said, made.given) == ("", [], {})
    assert fresh.holder_name == "张三"


def test_the_command_rotates_marks_and_signs_anew(capsys):
    from django.core.management import CommandError, call_command

    made = make_certificate()
    call_command("certificate_keys", "rotate")
    assert [line.split()[2] for line in capsys.readouterr().out.splitlines()] == ["current", "retired"]
    with pytest.raises(CommandError):
        call_command("certificate_keys", "compromised", made.key.code)
    call_command("certificate_keys", "compromised", made.key.code, "--reason", "备份遗失")
    call_command("certificate_keys", "sign-anew", made.key.code)
    assert "1 signed anew" in capsys.readouterr().out
    with pytest.raises(CommandError, match="no key"):
        call_command("certificate_keys", "sign-anew", "0" * 16)
