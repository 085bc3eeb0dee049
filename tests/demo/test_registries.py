"""The releases of the two notices run under their own names, with sourced facts and nothing invented."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.utils.timezone import localdate

from worldday.base import scope
from worldday.base.audit import System
from worldday.campaigns.models import Activity
from worldday.demo.campaigns import load_campaigns
from worldday.demo.registries import load_registries
from worldday.demo.staff import load_staff
from worldday.demo.units import load_units
from worldday.registry.actions import releasing
from worldday.registry.models import Batch, Record, Registry
from worldday.registry.queries.look import history, state_today
from worldday.units.models import Unit

DEMO = Path(__file__).resolve().parents[2] / "demo"
ROWS = json.loads((DEMO / "registries.json").read_text("utf8"))["batches"]


def test_every_sample_record_names_its_source_and_no_number_is_made_up():
    records = [record for row in ROWS for record in row["records"]]
    assert [record["name"] for record in records if not record.get("source")] == []
    assert [record["name"] for record in records if record.get("number")] == []


def test_what_is_invented_for_show_says_so_in_its_own_name():
    records = [record for row in ROWS for record in row["records"]]
    invented = [one["name"] for one in records if "虚构" in one["source"] or "待发布单位公布" in one["name"]]
    assert len(invented) == 10
    assert [name for name in invented if "示例" not in name] == []


@pytest.fixture
def loaded(settings, tmp_path, on_day, everything):
    settings.DATA = tmp_path
    on_day(date(2020, 10, 14))
    by = System("demo")
    root = load_units(by=by)
    load_campaigns(owner=root, by=by)
    load_staff(root=root, by=by)
    load_registries(root=root, by=by)


@pytest.mark.django_db
@pytest.mark.usefixtures("loaded")
def test_every_release_of_the_notices_is_public_or_has_its_moment_or_waits_for_its_reviewer():
    stand = {
        (one.activity.campaign.slug[6], one.activity.seq, one.registry.ready): (one.state, one.size, one.announced)
        for one in Batch.objects.exclude(activity=None).select_related("activity__campaign", "registry")
    }
    assert stand == {
        ("a", "1", "brands"): ("released", 1, False),
        ("a", "2", "publications"): ("released", 1, False),
        ("a", "7", "brands"): ("released", 9, False),
        ("s", "1", "members"): ("approved", 4, True),
        ("s", "1", "experts"): ("approved", 2, True),
        ("s", "2", "standards"): ("approved", 3, False),
        ("s", "4", "publications"): ("approved", 2, True),
        ("s", "5", "standards"): ("approved", 4, True),
        ("s", "15", "publications"): ("approved", 1, True),
    }


@pytest.mark.django_db
@pytest.mark.usefixtures("loaded")
def test_sample_records_show_in_public_how_a_record_is_changed_suspended_withdrawn_and_expires():
    with scope.use(scope.Public()):
        found = {one.name[4:5]: one for one in Record.objects.filter(name__startswith="示例单位")}
    told = {name: [past.kind for past in history(one)] for name, one in found.items()}
    assert told == {
        "甲": ["changed", "added"],
        "乙": ["withdrawn", "suspended", "added"],
        "丙": ["restored", "suspended", "added"],
        "丁": ["expired", "added"],
    }
    assert history(found["甲"])[0].after == {"category": "制造"}
    assert {name: state_today(one) for name, one in found.items()}["乙"] == "withdrawn"


@pytest.mark.django_db
@pytest.mark.usefixtures("everything")
def test_each_named_row_is_set_up_and_what_lies_ahead_is_not_seen(settings, tmp_path, on_day):
    settings.DATA = tmp_path
    on_day(date(2020, 10, 14))
    by = System("demo")
    root = load_units(by=by)
    load_campaigns(owner=root, by=by)
    load_staff(root=root, by=by)
    load_registries(root=root, by=by)
    before = list(Batch.objects.values_list("code", "state", "size"))
    load_registries(root=root, by=by)
    assert list(Batch.objects.values_list("code", "state", "size")) == before
    with_batch = set(Activity.objects.filter(batches__isnull=False).values_list("campaign__slug", "seq"))
    for slug, seqs in (("world-standards-day-2020", "1 2 4 5 15"), ("world-accreditation-day-2020", "1 2 7")):
        assert {(slug, seq) for seq in seqs.split()} <= with_batch
    assert Batch.objects.get(activity__seq="15").name == "发布质量标准评价指标体系研究报告"
    assert set(Registry.objects.values_list("sample", flat=True)) == {True}
    with scope.use(scope.Public()):
        assert set(Record.objects.values_list("registry__ready", flat=True)) == {"brands", "publications"}
        assert Record.objects.filter(name="汉钟精机").exists()
    assert Record.objects.filter(name="监护型救护车配置规范").exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("loaded")
def test_a_demo_started_again_at_a_later_day_has_released_what_was_due_until_then(on_day, settings):
    settings.DEMO = True
    on_day(date(2020, 12, 25))
    assert releasing.release_due() == 1  # of the day before; the worker leaves alone what lies farther back
    load_registries(root=Unit.objects.get(parent=None), by=System("demo"))
    members = Batch.objects.get(registry__ready="members")
    assert (members.state, localdate(members.released_at)) == ("released", date(2020, 10, 20))
