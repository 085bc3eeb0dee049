"""The releases of the two notices run under their own names, with sourced facts and nothing invented."""

import json
from datetime import date
from pathlib import Path

import pytest

from worldday.base import scope
from worldday.base.audit import System
from worldday.campaigns.models import Activity
from worldday.demo.campaigns import load_campaigns
from worldday.demo.registries import load_registries
from worldday.demo.staff import load_staff
from worldday.demo.units import load_units
from worldday.registry.models import Batch, Record, Registry

DEMO = Path(__file__).resolve().parents[2] / "demo"
ROWS = json.loads((DEMO / "registries.json").read_text("utf8"))["batches"]


def test_every_sample_record_names_its_source_and_no_number_is_made_up():
    records = [record for row in ROWS for record in row["records"]]
    assert [record["name"] for record in records if not record.get("source")] == []
    assert [record["name"] for record in records if record.get("number")] == []


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
    for slug, seqs in (("world-standards-day-2020", "1 2 5 15"), ("world-accreditation-day-2020", "1 2 7")):
        assert {(slug, seq) for seq in seqs.split()} <= with_batch
    assert Batch.objects.get(activity__seq="15").name == "发布质量标准评价指标体系研究报告"
    assert set(Registry.objects.values_list("sample", flat=True)) == {True}
    with scope.use(scope.Public()):
        assert set(Record.objects.values_list("registry__ready", flat=True)) == {"brands"}
        assert Record.objects.filter(name="汉钟精机").exists()
    assert Record.objects.filter(name="监护型救护车配置规范").exists()
