"""Within one authority: the clerk of a unit without a part in something neither sees nor does anything of it, and nobody reaches through
his own event for what belongs to another one."""

from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from tests.desk.doors import our_addresses
from tests.factories.campaigns import make_activity, make_campaign
from tests.factories.certificates import make_certificate, make_design
from tests.factories.courses import lessons_of, make_asset, make_cohort, make_enrolment, make_roster
from tests.factories.lots import make_lot
from tests.factories.registries import make_batch, make_registry
from tests.factories.units import make_staff, make_unit
from tests.factories.visits import make_booking

from worldday.base import clock
from worldday.base.models import AuditEvent
from worldday.certificates.models import Bundle, Certificate
from worldday.events.actions.doors import open_door
from worldday.events.actions.walking_in import walk_in
from worldday.events.models import Event, Handout, Session, Site, Slot
from worldday.registry.models import Intake

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
HOME = "/desk/"


@pytest.fixture
def city():
    return make_unit("甲市市场监管局")


def full_event(city, campaign, name):
    """An event of `name` alone, with one of everything: its values for the addresses."""
    unit = make_unit(name, parent=city)
    activity = make_activity(campaign, units=[unit], kind="event", name=f"{name}开放日")
    event = Event.objects.create(activity=activity, state="open")
    site, now = Site.objects.create(event=event, name="东馆"), clock.now()
    slot = Slot.objects.create(event=event, site=site, starts_at=now, ends_at=now.replace(year=now.year + 1), places=50)
    staff = make_staff(unit=unit, role="unit-staff")
    made = {
        "code": activity.code,
        "booking": make_booking(slot).code,
        "door": open_door(event=event, name="门", by=staff)[0].code,
        "handout": Handout.objects.create(event=event, sort="link", title="x", url="https://a.cn", added_at=now).code,
        "slot": slot.pk,
        "site": site.pk,
        "session": Session.objects.create(event=event, title="x").pk,
        "walk": walk_in(slot=slot, persons=1, by=staff).pk,
    }
    return made, staff


KIND_OF_PK = {
    "site": "site",
    "remove_site": "site",
    "session": "session",
    "remove_session": "session",
    "walk_back": "walk",
}


def addresses_of(area: str, values: dict, **other):
    """Every address of the area with real values; `other` stands in place of what belongs to the first one."""
    for address in our_addresses():
        namespace, _colon, name = address.name.partition(":")
        if namespace != area or not address.parameters:
            continue
        given = values | other
        wanted = {
            one: given[KIND_OF_PK.get(name, "slot")] if one == "pk" and area == "desk_events" else given.get(one)
            for one in address.parameters
        }
        if None not in wanted.values():
            yield name, reverse(address.name, kwargs=wanted)


def leaks(client: Client, found) -> list:
    return [
        (how, path, answer.status_code)
        for _name, path in found
        for how, answer in (("get", client.get(path)), ("post", client.post(path)))
        if answer.status_code not in (403, 404, 405) and answer.headers.get("Location") != HOME  # Wagtail's way of 403
    ]


def as_clerk(staff) -> Client:
    client = Client()
    client.force_login(staff)
    return client


def test_the_clerk_of_another_unit_opens_no_event_and_presses_nothing_in_it(city):
    campaign = make_campaign(owner=city)
    made, _staff = full_event(city, campaign, "甲区局")
    _own, stranger = full_event(city, campaign, "乙区局")
    found = list(addresses_of("desk_events", made))
    assert len(found) > 35
    assert leaks(as_clerk(stranger), found) == []


def test_nobody_reaches_through_the_own_event_for_what_belongs_to_another(city):
    campaign = make_campaign(owner=city)
    theirs, _staff = full_event(city, campaign, "甲区局")
    own, clerk = full_event(city, campaign, "乙区局")
    foreign = {name: value for name, value in theirs.items() if name != "code"}
    found = [
        (name, path)
        for name, path in addresses_of("desk_events", own, **foreign)
        if path.count("/") > 5 and any(f"/{value}/" in path for value in foreign.values())
    ]
    assert len(found) > 12
    assert leaks(as_clerk(clerk), found) == []


def test_the_clerk_of_another_unit_reaches_no_course_registry_or_certificate(city):
    campaign, here = make_campaign(owner=city), make_unit("甲区局", parent=city)
    activity = make_activity(campaign, units=[here], kind="course")
    cohort = make_cohort(activity=activity, course=None, sorts=("text", "assignment"))
    from worldday.courses.models import Course

    Course.objects.filter(pk=cohort.course_id).update(owner=here)
    learner, lesson = make_enrolment(cohort), lessons_of(cohort.course)[0]
    roster = make_roster(cohort, [["张三"]], ["姓名"])
    asset = make_asset(lesson, "picture", "image/png", name="a.png")
    batch = make_batch(make_registry(owner=here), entries=["甲公司"])
    intake = Intake.objects.create(batch=batch, file_name="x", made_at=clock.wall())
    certificate = make_certificate(design=make_design(owner=here))
    lot = make_lot(certificate.design)
    bundle = Bundle.objects.create(
        lot=lot, part=1, stored="x.zip", count=1, asked_by="a", asked_at=clock.wall(), beat_at=clock.wall()
    )
    stranger = as_clerk(make_staff(unit=make_unit("乙区局", parent=city), role="unit-staff"))
    codes = {
        "desk_courses": [
            activity.code,
            lesson.code,
            asset.code,
            cohort.code,
            roster.code,
            learner.code,
            cohort.course.code,
        ],
        "desk_registry": [batch.code, batch.registry.code, batch.records.get().code, intake.code],
        "desk_certificates": [certificate.code, certificate.design.code, lot.code, bundle.code],
    }
    for area, values in codes.items():
        for code in values:
            more = {
                "what": "step",
                "role": "picture",
                "lesson": lesson.code,
                "record": codes["desk_registry"][2],
                "pk": 1,
                "part": 1,
            }
            assert leaks(stranger, addresses_of(area, {"code": code} | more)) == [], area


def test_an_event_certifies_only_in_the_name_of_a_unit_whose_certificates_its_clerk_may_issue(city):
    campaign = make_campaign(owner=city)
    own, clerk = full_event(city, campaign, "乙区局")
    make_design(owner=city, sort="participation", name="市局的证明")
    elsewhere = make_unit("丙区局", parent=city)
    theirs = make_design(owner=elsewhere, sort="participation", name="丙区的证明")
    from worldday.units.models import Membership

    Membership.objects.create(staff=clerk, unit=elsewhere, role="auditor")  # who reads there issues nothing there
    client = as_clerk(clerk)
    assert "丙区的证明" not in client.get(reverse("desk_events:after", args=[own["code"]])).content.decode()
    address = reverse("desk_events:certificates", args=[own["code"]])
    assert client.post(address, {"design": theirs.code}).status_code == 404
    assert not Certificate.objects.exists()


def test_a_list_of_certificates_that_leaves_is_written_down_with_its_number_and_no_name(city):
    design = make_design(owner=city)
    for n in range(3):
        make_certificate(f"学员{n}", design=design, reason=f"r{n}", on=date(2020, 10, 14))
    clerk = make_staff(unit=city, role="organiser")
    answer = as_clerk(clerk).get(reverse("desk_certificates:export"))
    assert load_workbook(BytesIO(answer.content)).active.max_row == 4
    (row,) = AuditEvent.objects.filter(action="certificates-exported")
    assert (row.actor, row.target, row.scope_path, row.after) == (clerk.code, city.code, city.path, {"count": 3})
