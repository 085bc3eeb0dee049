"""A registry that has records gets other fields: what is there stays, and nothing becomes public that nobody has reviewed."""

from dataclasses import replace

import pytest
from django.test import Client
from tests.factories.registries import (
    PREPARER,
    REVIEWER,
    imported,
    make_batch,
    make_registry,
    make_released,
    work,
    write_sheet,
)

from worldday.base import scope
from worldday.base.problems import Invalid
from worldday.registry.actions import importing, importing_work, public, reindexing
from worldday.registry.actions.registries import change_registry
from worldday.registry.amending import Why
from worldday.registry.models import Record, Registry
from worldday.registry.queries.search import Wanted, search
from worldday.registry.schema import Entry, Field, fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
VALUES = {"item": "轴承", "body": "某机构", "category": "制造", "remark": "内部的话"}


@pytest.fixture
def record():
    return make_released(Entry("甲公司", "SP-1", values=VALUES), registry=make_registry())[0]


def reshape(registry, by_key=None, more=(), **values):
    """The registry with some fields otherwise; None takes one away."""
    by_key = by_key or {}
    fields = [
        replace(one, **by_key.get(one.key, {})) for one in fields_of(registry) if by_key.get(one.key, {}) is not None
    ]
    return change_registry(registry=registry, values=values, fields=[*fields, *more], by=REVIEWER)


def page(record) -> str:
    return Client().get(f"/registry/brands/{record.code}/").content.decode()


def found(registry, text) -> int:
    with scope.use(scope.Public()):
        return search([registry], Wanted(text)).total


def test_a_field_for_staff_that_is_filled_in_does_not_become_public(record):
    with pytest.raises(Invalid, match="未经公开审核"):
        reshape(record.registry, {"remark": {"public": True}})
    assert "内部的话" not in page(record)
    reshape(record.registry, more=[Field("note", "备注", public=False)])
    reshape(record.registry, {"note": {"public": True}})  # nobody has written anything there


def test_a_field_that_becomes_one_for_staff_leaves_page_history_files_and_search(record):
    public.correct(
        record=record,
        entry=Entry("甲公司", "SP-1", values=VALUES | {"item": "齿轮"}),
        why=Why("写错了"),
        by=REVIEWER,
    )
    assert "<del>轴承</del>" in page(record)
    reshape(record.registry, {"item": {"public": False, "searched": False}})
    assert ("轴承" in page(record), "齿轮" in page(record)) == (False, False)
    files = b"".join(Client().get("/registry/brands/data.csv").streaming_content).decode()
    assert "齿轮" not in files
    assert "齿轮" not in Client().get("/registry/brands/feed.atom").content.decode()
    reindexing.reindex(record.registry.code, REVIEWER)
    assert (found(record.registry, "齿轮"), found(record.registry, "甲公司")) == (0, 1)
    assert Record.objects.get().values["item"] == "齿轮"


def test_a_field_goes_only_while_nobody_has_filled_it_in(record):
    with pytest.raises(Invalid, match="产品或服务"):
        reshape(record.registry, {"item": None})
    registry = reshape(record.registry, more=[Field("note", "备注")])
    assert "note" in [one.key for one in fields_of(registry)]
    assert "note" not in [one.key for one in fields_of(reshape(registry, {"note": None}))]


def test_a_new_needed_field_is_empty_and_asked_for_when_a_record_is_next_written(record):
    reshape(record.registry, more=[Field("grade", "等级", needed=True)])
    assert "甲公司" in page(record)
    with pytest.raises(Invalid, match="等级"):
        public.correct(record=record, entry=Entry("乙公司", "SP-1", values=VALUES), why=Why("改名"), by=REVIEWER)
    values = VALUES | {"grade": "一"}
    public.correct(record=record, entry=Entry("乙公司", "SP-1", values=values), why=Why("改名"), by=REVIEWER)


def test_narrower_rules_leave_what_is_there_and_say_how_many_do_not_fit(record, django_capture_on_commit_callbacks):
    make_released(Entry("乙公司", "XX2"), registry=record.registry, name="第二批")
    with django_capture_on_commit_callbacks() as asked:
        reshape(record.registry, {"category": {"choices": ("服务",)}}, number_pattern=r"SP-\d+")
    assert len(asked) == 1
    said = reindexing.reindex(record.registry.code, REVIEWER)
    assert "有2条记录不符合" in said
    assert "SP-1: “类别”不符合规定的格式：制造" in said
    assert "制造" in page(record)
    assert [found(record.registry, text) for text in ("甲公司", "XX2")] == [1, 1]


def test_other_texts_look_nothing_through_again(record, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as asked:
        reshape(record.registry, about="别的说明")
    assert asked == []


def test_an_import_that_is_under_way_goes_on_by_the_new_rules(tmp_path, monkeypatch):
    monkeypatch.setattr(importing_work, "LINES", 2)
    registry = make_registry()
    batch = make_batch(registry)
    path = write_sheet(tmp_path / "list.xlsx", [(f"B-{n}", f"第{n}厂", f"零件{n}", "制造") for n in range(6)])
    with path.open("rb") as content:
        intake = importing.take_sheet(batch=batch, name="list.xlsx", content=content, by=PREPARER)
    importing.begin(intake=intake, mapping=intake.mapping, by=PREPARER)
    importing_work.go_on(0)
    assert Record.objects.count() == 2
    reshape(
        Registry.objects.get(ready="brands"),
        {"item": {"public": False, "searched": False}, "category": {"choices": ("服务",)}},
    )
    work()
    intake.refresh_from_db()
    assert (intake.taken, intake.refused) == (2, 4)
    reindexing.reindex(registry.code, REVIEWER)
    assert "零件" not in "".join(Record.objects.values_list("folded", flat=True))


def test_a_sheet_after_the_change_is_read_by_the_new_fields(tmp_path, record):
    reshape(record.registry, more=[Field("grade", "等级", needed=True)])
    path = write_sheet(
        tmp_path / "list.xlsx", [("B-1", "乙公司", "一"), ("B-2", "丙公司", "")], headings=("编号", "名称", "等级")
    )
    intake = imported(make_batch(record.registry, name="第二批"), path)
    assert (intake.taken, intake.refused) == (1, 1)
