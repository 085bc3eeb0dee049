"""From where somebody acts is written down of those who answer for it. A citizen's address would lead from an answer without a name to the
booking of whoever gave it."""

import pytest
from django.urls import reverse
from tests.factories.events import booked, make_event, make_slot, secret_of
from tests.factories.units import make_staff

from worldday.base.models import AuditEvent
from worldday.events.actions.checking_in import check_in
from worldday.events.actions.surveying import open_survey, token_of
from worldday.registry.actions import public
from worldday.registry.amending import Why
from worldday.registry.models import ChangeKind, Record
from worldday.registry.schema import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
HERE = "203.0.113.9"


def addresses(*actions: str) -> list[str | None]:
    return list(AuditEvent.objects.filter(action__in=actions).values_list("address", flat=True))


def test_a_survey_answer_and_the_booking_behind_it_leave_no_address(client):
    slot = make_slot(make_event())
    one, staff = booked(slot, 1), make_staff(unit=slot.event.activity.campaign.owner)
    check_in(booking=one, persons=2, by=staff)
    open_survey(event=slot.event, by=staff)
    address = reverse("public:survey", args=[one.code, token_of(one)])
    assert client.post(address, {"satisfaction": "2"}, REMOTE_ADDR=HERE).status_code == 200
    other = booked(slot, 2)
    cancel = reverse("public:booking_cancel", args=[other.code, secret_of(other)])
    assert client.post(cancel, REMOTE_ADDR=HERE).status_code == 302
    assert addresses("event-survey-answered", "booking-cancelled") == [None, None]


def test_what_staff_do_and_who_tries_to_sign_in_leave_theirs(client):
    slot = make_slot(make_event())
    one, staff = booked(slot, 1), make_staff(unit=slot.event.activity.campaign.owner)
    client.post("/accounts/login/", {"login": staff.email, "password": "wrong"}, REMOTE_ADDR=HERE)
    client.force_login(staff)
    client.post(reverse("desk_events:cancel", args=[slot.event.activity.code, one.code]), REMOTE_ADDR=HERE)
    assert addresses("booking-cancelled", "sign-in-failed") == [HERE, HERE]


def test_records_about_persons_are_written_down_without_what_they_say():
    from tests.factories.registries import PREPARER, REVIEWER, make_batch, make_registry, released

    registry = make_registry("experts")
    batch = make_batch(registry, entries=[Entry("张三丰", "PS-1", values={"field": "轴承", "unit": "某研究院"})])
    record = Record.objects.get()
    from worldday.registry.actions import records

    records.rewrite(
        record=record, entry=Entry("张三风", "PS-1", values={"field": "轴承", "unit": "某研究院"}), by=PREPARER
    )
    released(batch)
    public.correct(record=record, entry=Entry("张三峰", "PS-1"), why=Why("姓名有误：张三风"), by=REVIEWER)
    public.move_on(record=record, to=ChangeKind.SUSPENDED, why=Why("张三峰申请"), by=REVIEWER)
    rows = AuditEvent.objects.filter(target=record.code).order_by("pk")
    assert [row.action for row in rows] == ["record-added", "record-rewritten", "record-changed", "record-suspended"]
    assert {row.target_name for row in rows} == {"PS-1"}
    said = repr([(row.before, row.after) for row in rows])
    assert not [word for word in ("张三", "轴承", "研究院", "申请") if word in said]
    assert rows[1].before == {"number": "PS-1", "name": "…"} and rows[3].after == {"reason": "…", "number": "PS-1"}


def test_records_about_things_are_written_down_as_they_were():
    from tests.factories.registries import make_batch, make_registry

    make_batch(make_registry("brands"), entries=[Entry("某公司", "SP-1")])
    row = AuditEvent.objects.get(action="record-added")
    assert (row.target_name, row.after) == ("某公司", {"number": "SP-1", "batch": "首批"})
