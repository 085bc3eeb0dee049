import re
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from tests.factories.measured import quickest
from tests.factories.units import make_staff, make_unit

from worldday.base import audit, clock
from worldday.base.models import AuditEvent
from worldday.desk.audit import sentences
from worldday.units.actions import staff as staff_actions
from worldday.units.actions.units import change_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau():
    return make_unit("甲市市场监管局")


@pytest.fixture
def east(bureau):
    return make_unit("东区市场监管局", parent=bureau, type="district")


@pytest.fixture
def desk(client, bureau):
    client.force_login(make_staff("审计", unit=bureau, role="auditor"))
    AuditEvent.objects.all().delete()  # the auditor's own sign-in
    return client


def note(unit, by="王一", action="unit-changed", **after):
    return audit.record(by=audit.System(by), action=action, target=unit, scope_path=unit.path, after=after)


def seen(answer):
    return [row["event"].actor_name for row in answer.context["rows"]]


def listed(desk, **query):
    return seen(desk.get(reverse("desk_audit:list"), query))


def test_a_stored_choice_reads_as_its_word(desk, east):
    change_unit(unit=east, changes={"type": "institute"}, by=make_staff("王一"))
    page = desk.get(reverse("desk_audit:list")).content.decode()
    assert "区局 → 事业单位" in page
    assert "district →" not in page


def test_a_row_reads_as_a_sentence_with_what_changed(desk, east):
    change_unit(unit=east, changes={"contact": "办公室"}, by=make_staff("王一"))
    page = desk.get(reverse("desk_audit:list")).content.decode()
    assert "修改单位“东区市场监管局”：Public contact point" not in page
    assert "修改单位“东区市场监管局”：" in page
    assert "— → 办公室" in page
    assert "王一" in page


def test_a_role_reads_by_its_name(desk, bureau, east):
    staff_actions.invite(email="li@example.org", name="李二", unit=east, role="unit-staff", by=make_staff(unit=bureau))
    page = desk.get(reverse("desk_audit:list")).content.decode()
    assert "授予李二在“东区市场监管局”的单位人员角色" in page


def test_every_action_in_the_code_has_its_sentence():
    """An action is the literal given to `audit.record`, or to `note` and its kin in the sign-in receivers."""
    src = Path(audit.__file__).resolve().parents[1]
    said = set()
    for path in src.rglob("*.py"):
        text = path.read_text("utf8")
        if "import argparse" not in text:  # whose options have actions, too
            said |= set(re.findall(r'action="([a-z-]+)"', text))
        if path.name == "sign_in_audit.py":
            said |= {a or b for a, b in re.findall(r'(?:note|_note_stranger)\("([a-z-]+)"|_on\(\w+, "([a-z-]+)"', text)}
    assert said - sentences.all_sentences().keys() == set()


def test_no_sentence_breaks_on_a_row_that_lacks_its_fields(bureau):
    for action in sentences.all_sentences():
        event = AuditEvent(action=action, target_kind="units.unit", target_name="", before={}, after={})
        assert sentences.sentence_of(event)


def test_a_value_with_braces_is_a_value(bureau):
    event = note(bureau, alias="{name.__class__} {0} %s", action="unit-alias-added")
    assert "{name.__class__} {0} %s" in sentences.sentence_of(event)


def test_an_action_of_a_later_version_still_shows(desk, bureau):
    note(bureau, action="draw-held")
    assert "draw-held" in desk.get(reverse("desk_audit:list")).content.decode()


def test_an_auditor_reads_the_own_subtree_only(client, bureau, east):
    note(bureau, by="上级")
    note(east, by="东区")
    note(make_unit("乙市市场监管局"), by="别处")
    audit.record(by=audit.System("sign-in"), action="sign-in-failed", target=east, scope_path="")
    client.force_login(make_staff("审计", unit=east, role="auditor"))
    assert listed(client) == ["审计", "东区"]
    assert listed(client, unit=bureau.code) == []


def test_rows_are_found_by_person_unit_thing_action_day_and_words(desk, bureau, east):
    old = note(bureau, by="甲")
    AuditEvent.objects.filter(pk=old.pk).update(at=datetime(2020, 10, 13, 16, 30, tzinfo=UTC))  # 00:30 on the 14th here
    note(east, by="乙", action="unit-closed")
    assert listed(desk, person="system:甲") == ["甲"]
    assert listed(desk, unit=east.code) == ["乙"]
    assert listed(desk, target=bureau.code) == ["甲"]
    assert listed(desk, action="unit-closed") == ["乙"]
    assert listed(desk, words="东区") == ["乙"]
    assert listed(desk, since="2020-10-14", until="2020-10-14") == ["甲"]
    assert listed(desk, until="2020-10-13") == []
    assert listed(desk, since="2020-02-31") == ["乙", "甲"]  # a day there is not limits nothing


def test_pages_go_back_by_row_and_lose_none(desk, bureau):
    for number in range(120):
        note(bureau, by=str(number))
    found, query = [], {}
    while True:
        page = desk.get(reverse("desk_audit:list"), query)
        found += seen(page)
        if page.context["last"] is None:
            break
        query = {"before": page.context["last"]}
    assert found == [str(number) for number in reversed(range(120))]


@pytest.mark.parametrize("before", ["x", "-1", "9" * 40, "1.5"])
def test_a_made_up_place_in_the_trail_is_the_beginning(desk, bureau, before):
    note(bureau, by="甲")
    assert listed(desk, before=before) == ["甲"]


def test_the_page_costs_the_same_queries_for_one_row_and_for_fifty(desk, bureau):
    counts = []
    desk.get(reverse("desk_audit:list"))
    for more in (1, 49):
        for _row in range(more):
            note(bureau, contact="x")
        with CaptureQueriesContext(connection) as queries:
            desk.get(reverse("desk_audit:list"))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15


def test_what_is_exported_is_what_was_asked_for(desk, bureau, east):
    note(bureau, by="甲")
    note(east, by="=乙", contact="=1+1")
    content = BytesIO(desk.get(reverse("desk_audit:export"), {"unit": east.code}).content)
    rows = list(load_workbook(content).worksheets[0].iter_rows(min_row=2, values_only=True))
    assert [(row[2], row[5], row[7]) for row in rows] == [("=乙", east.name, '{"contact": "=1+1"}')]


def test_nobody_changes_the_trail_in_the_desk(desk, bureau):
    note(bureau)
    for address in ("list", "export"):
        assert desk.post(reverse(f"desk_audit:{address}")).status_code == 405


@pytest.mark.slow
def test_a_long_trail_is_read_in_a_moment(desk, bureau, east):
    """One small district among much else: the worst case, for its rows lie far apart. (`make bench` asks of 100,000.)"""
    start, common = (
        clock.wall() - timedelta(days=300),
        {"action": "unit-changed", "actor": "x", "target": "y", "target_kind": "units.unit"},
    )
    AuditEvent.objects.bulk_create(
        [
            AuditEvent(
                at=start + timedelta(minutes=number),
                actor_name=f"第{number % 50}人",
                target_name="某单位",
                scope_path=east.path if number % 500 == 0 else bureau.path,
                **common,
            )
            for number in range(20_000)
        ],
        batch_size=2000,
    )
    for query in (
        {},
        {"unit": east.code},
        {"words": "第7人"},
        {"since": "2020-01-01", "until": "2030-01-01"},
        {"words": "没有这样的"},
    ):
        assert desk.get(reverse("desk_audit:list"), query).status_code == 200
        assert quickest(lambda query=query: desk.get(reverse("desk_audit:list"), query)) < 1, query
