"""A sheet may also say what becomes of records that are public already; empty cells leave them as they are."""

from datetime import date

import pytest
from tests.factories.registries import (
    PREPARER,
    approved,
    imported,
    make_batch,
    make_registry,
    make_released,
    work,
    write_sheet,
)

from worldday.base import scope
from worldday.registry.actions import importing, importing_work, releasing
from worldday.registry.models import Amendment, Batch, IntakeState, Record, RecordChange, WrongLine
from worldday.registry.queries.search import Wanted, search
from worldday.registry.schema import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
HEADINGS = ("证书编号", "获证单位", "产品或服务", "类别", "变更类型", "变更原因", "变更生效日期", "新编号", "有效期至")


@pytest.fixture
def registry(on_day):
    on_day(date(2020, 6, 9))
    registry = make_registry()
    make_released(
        *(Entry(f"第{n}公司", f"SP-{n}", values={"item": "轴承", "category": "制造"}) for n in range(6)),
        Entry("没有编号的", values={"item": "齿轮"}),
        *(Entry("同名的") for _n in range(2)),
        registry=registry,
    )
    on_day(date(2020, 10, 14))
    return registry


def sheet(tmp_path, rows):
    return write_sheet(tmp_path / "list.xlsx", rows, headings=HEADINGS)


def seen(registry, **wanted) -> set[str]:
    with scope.use(scope.Public()):
        return {record.name for record in search([registry], Wanted(**wanted)).records}


GOOD = [
    ("SP-90", "新公司", "轴承", "制造", "", "", "", "", ""),
    ("ＳＰ—0", "", "", "服务", "变更", "类别有误", "", "", ""),
    ("SP-1", "", "清空", "", "Change", "不再生产", "", "", "2023年6月8日"),
    ("SP-2", "", "", "", "暂停", "监督检查", "2020-10-01", "", ""),
    ("SP-3", "", "", "", "撤销", "持证单位申请", "", "", ""),
    ("SP-4", "改名公司", "", "", "变更", "名称变更", "", "SP-40", ""),
    ("", "没有 编号的", "蜗轮", "", "更正", "写错了", "", "", ""),
]


def test_one_sheet_adds_and_changes_and_all_of_it_is_public_at_one_moment(tmp_path, registry):
    batch = make_batch(registry, name="第二批")
    intake = imported(batch, sheet(tmp_path, GOOD))
    assert (intake.taken, intake.amended, intake.refused, intake.state) == (7, 6, 0, IntakeState.DONE)
    batch.refresh_from_db()
    assert (batch.size, batch.amended) == (1, 6)
    assert seen(registry, text="新公司") == set()
    releasing.release(batch=approved(batch), by=PREPARER)
    assert seen(registry, text="新公司") == {"新公司"}
    assert seen(registry, filters={"category": "服务"}) == {"第0公司"}
    assert seen(registry, state="suspended") == {"第2公司"}
    assert seen(registry, state="withdrawn") == {"第3公司"}
    assert seen(registry, text="SP-40") == {"改名公司"}
    assert seen(registry, text="蜗轮") == {"没有编号的"}
    second = Record.objects.get(number="SP-1")
    assert (second.values, second.valid_until) == ({"category": "制造"}, date(2023, 6, 8))
    assert dict(RecordChange.objects.values_list("record__number", "since"))["SP-2"] == date(2020, 10, 1)


def test_lines_that_cannot_be_taken_come_back_with_their_reasons(tmp_path, registry):
    other = make_batch(registry, name="别的批次")
    imported(other, sheet(tmp_path, [("SP-5", "", "", "", "暂停", "检查", "", "", "")]))
    rows = [
        ("SP-0", "", "", "", "删除", "原因", "", "", ""),
        ("SP-77", "", "", "", "暂停", "原因", "", "", ""),
        ("SP-1", "", "", "农业", "变更", "原因", "", "", ""),
        ("SP-1", "", "", "", "变更", "原因", "", "", ""),
        ("SP-2", "", "", "", "暂停", "", "", "", ""),
        ("SP-3", "", "", "", "恢复", "原因", "", "", ""),
        ("SP-5", "", "", "", "撤销", "原因", "", "", ""),
        ("", "同名的", "轴承", "", "变更", "原因", "", "", ""),
        ("SP-4", "", "", "", "变更", "原因", "", "SP-0", ""),
        ("SP-0", "", "", "", "暂停", "原因", "九月", "", ""),
        ("SP-2", "", "", "", "暂停", "原因", "", "", ""),
        ("SP-2", "", "", "", "撤销", "原因", "", "", ""),
    ]
    intake = imported(make_batch(registry, name="第二批"), sheet(tmp_path, rows))
    assert (intake.taken, intake.refused) == (0, 12)
    said = dict(WrongLine.objects.filter(intake=intake).values_list("number", "reasons"))
    for line, words in {
        2: "只能填写新增、变更、暂停、恢复、撤销、到期：删除",
        3: "没有这样的已公开记录：SP-77",
        4: "“类别”不符合规定的格式：农业",
        5: "内容没有变化",
        6: "请写明原因",
        7: "目前的状态",
        8: "别的批次",
        9: "请写明编号",
        10: "已有这个编号",
        11: "不是日期：九月",
        12: "针对同一条记录",
        13: "针对同一条记录",
    }.items():
        assert words in said[line]


def test_the_preview_shows_field_by_field_what_would_change(tmp_path, registry):
    batch = make_batch(registry, name="第二批")
    rows = [*GOOD[:3], ("SP-1", "新公司", "", "", "", "", "", "", "")]
    with sheet(tmp_path, rows).open("rb") as content:
        intake = importing.take_sheet(batch=batch, name="list.xlsx", content=content, by=PREPARER)
    lines = importing.preview(intake, intake.mapping)
    assert [(one.kind, one.changes) for one in lines] == [
        ("", ()),
        ("changed", (("category", "制造", "服务"),)),
        ("changed", (("valid_until", "", "2023-06-08"), ("item", "轴承", ""))),
        ("", ()),
    ]
    assert [len(one.faults) for one in lines] == [0, 0, 0, 1]
    assert Amendment.objects.count() == 0


def test_undo_lets_go_of_the_records_it_would_have_changed(tmp_path, registry, monkeypatch):
    monkeypatch.setattr(importing_work, "LINES", 2)
    batch = make_batch(registry, name="第二批")
    intake = imported(batch, sheet(tmp_path, GOOD))
    assert Amendment.objects.count() == 6
    importing.undo(intake=intake, by=PREPARER)
    work()
    batch.refresh_from_db()
    assert (Amendment.objects.count(), batch.size, batch.amended, Batch.objects.count()) == (0, 0, 0, 2)
    again = imported(make_batch(registry, name="第三批"), sheet(tmp_path, GOOD))
    assert (again.taken, again.refused) == (7, 0)


def test_a_sheet_that_only_suspends_needs_no_column_of_names(tmp_path, registry):
    path = write_sheet(tmp_path / "list.xlsx", [("SP-0", "暂停", "检查")], headings=("编号", "变更类型", "变更原因"))
    intake = imported(make_batch(registry, name="第二批"), path)
    assert (intake.taken, intake.refused) == (1, 0)
