"""An erased holder is erased everywhere: corrections before and after, reasons, messages, the audit trail."""

import json

import pytest
from django.utils import translation
from tests.factories.certificates import BY, make_certificate
from tests.factories.lots import mapped, people, worked

from worldday.base.models import AuditEvent
from worldday.certificates import actions
from worldday.certificates.actions import working
from worldday.certificates.holder import Holder
from worldday.certificates.models import Certificate, CertificateChange, LotPart
from worldday.desk.audit.sentences import sentence_of
from worldday.messages.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
WHY = "姓名应为张叁，误作张三"


@pytest.mark.parametrize("asked", [0, 1, 2])
def test_whichever_of_a_chain_is_asked_for_all_of_it_is_forgotten(asked, client):
    first = make_certificate("张三", email="one@example.org")
    second = actions.replace(certificate=first, holder=Holder("张叁"), reason=WHY, by=BY)
    third = actions.replace(certificate=second, holder=Holder("张叄"), reason=WHY, by=BY)
    other = make_certificate("李四", design=first.design, reason="other")
    assert Message.objects.filter(about=first.code).count() == 1
    actions.forget(certificate=[first, second, third][asked], by=BY)
    assert list(Certificate.objects.order_by("serial").values_list("holder_name", flat=True)) == ["", "", "", "李四"]
    assert list(CertificateChange.objects.values_list("state", "reason")) == [("replaced", ""), ("replaced", "")]
    assert not Message.objects.exists()
    for one in (first, second, third):
        assert "张" not in client.get(f"/certificates/{one.number}/").content.decode().replace("张贴", "")
    assert AuditEvent.objects.filter(action="certificate-forgotten").count() == 3
    assert other.holder_name == "李四"


def test_the_audit_trail_says_which_certificate_and_never_whose():
    made = make_certificate("张三")
    new = actions.replace(certificate=made, holder=Holder("张叁"), reason=WHY, by=BY)
    actions.revoke(certificate=new, reason="张叁未完成学习", by=BY)
    said = [
        json.dumps([row.before, row.after, row.target_name], ensure_ascii=False) for row in AuditEvent.objects.all()
    ]
    assert not [one for one in said if "张" in one]
    with translation.override("zh-hans"):
        told = [
            sentence_of(row)
            for row in AuditEvent.objects.filter(action__in=("certificate-replaced", "certificate-revoked"))
        ]
    assert told == [f"撤销证明 {new.number}", f"将证明 {made.number} 换发为 {new.number}"]


def test_of_two_workers_who_read_one_roster_the_later_goes_on_and_no_row_is_lost(monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(working, "PART", 2)
    lot = mapped(people(7))
    real, others = working._kept, []

    def overtaken(mine, position, rows):
        if position == 2 and not others:
            others.append(True)
            while working.turn(lot.code, seconds=60):  # another worker draws it, reads and checks all of it
                pass
        return real(mine, position, rows)

    monkeypatch.setattr(working, "_kept", overtaken)
    assert working.turn(lot.code, seconds=60) is False
    lot.refresh_from_db()
    assert (lot.state, lot.rows, lot.checked, lot.right) == ("preview", 7, 7, 7)
    rows = [
        row[0]
        for part in LotPart.objects.filter(lot=lot, sort="right").order_by("position")
        for row in part.content["rows"]
    ]
    assert rows == [2, 3, 4, 5, 6, 7, 8]
    assert worked(actions.confirm(lot=lot, by=BY)).issued == 7


def test_a_worker_that_comes_after_the_end_of_reading_touches_nothing(monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    late = mapped(people(3))
    worked(late)
    late.state = "reading"  # as the slow worker still has it before it
    assert working._step(late) is False
    late.refresh_from_db()
    assert (late.state, late.right, LotPart.objects.filter(lot=late).count()) == ("preview", 3, 1)
