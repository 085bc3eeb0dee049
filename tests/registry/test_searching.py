"""Whoever looks for a part of a name or number finds it, however it is written, and nothing that is not public."""

import pytest
from tests.factories.registries import make_batch, make_registry, make_released, released

from worldday.base import scope
from worldday.registry.queries.checking import lines_of
from worldday.registry.queries.search import Wanted, search
from worldday.registry.schema import Entry

pytestmark = pytest.mark.django_db


def found(registry, text="", **wanted) -> list[str]:
    with scope.use(scope.Public()):
        return [record.name for record in search([registry], Wanted(text, **wanted)).records]


STANDARDS = [
    Entry("标准化工作导则　第1部分：标准化文件的结构和起草规则", "GB/T 1.1—2020", values={"sort": "国家标准"}),
    Entry("“上海品牌”认证通用要求", "DB31/T 1048-2020", values={"sort": "地方标准"}),
    Entry("监护型救护车配置规范", values={"sort": "地方标准", "mark": "上海标准", "remark": "内部的话"}),
]


@pytest.fixture
def standards():
    return make_released(*STANDARDS, ready="standards")[0].registry


@pytest.mark.parametrize(
    "asked",
    [
        "标准化工作导则 第1部分：标准化文件的结构和起草规则",
        "GB/T 1.1—2020",
        "gb/t 1.1-2020",
        "ＧＢ／Ｔ１．１－２０２０",
        "GBT1.1–2020",
        "1.1 2020",
        "导则 第1部分",
        "起草",
        "结构和起草规则",
        "则",
    ],
)
def test_a_number_or_name_is_found_by_any_part_in_any_spelling(standards, asked):
    assert "标准化工作导则　第1部分：标准化文件的结构和起草规则" in found(standards, asked)


def test_the_point_in_a_number_counts(standards):
    assert found(standards, "GB/T 11—2020") == []


def test_one_and_two_characters_are_enough(standards):
    assert found(standards, "车") == ["监护型救护车配置规范"]
    assert found(standards, "救护") == ["监护型救护车配置规范"]


def test_pairs_that_stand_apart_are_no_match(standards):
    assert found(standards, "护车配救") == []


def test_all_words_must_occur(standards):
    assert found(standards, "上海 认证") == ["“上海品牌”认证通用要求"]
    assert found(standards, "上海 救护") == []


def test_filters_and_state_narrow(standards):
    assert len(found(standards, filters={"sort": "地方标准"})) == 2
    assert found(standards, "规范", filters={"sort": "地方标准", "mark": "上海标准"}) == ["监护型救护车配置规范"]
    assert found(standards, state="withdrawn") == []


def test_what_is_not_public_is_not_found(standards):
    assert found(standards, "内部") == []


def test_only_punctuation_finds_nothing(standards):
    assert found(standards, "“”") == []
    assert len(found(standards, "")) == 3


def test_an_unseen_batch_is_neither_found_nor_counted():
    registry = make_registry("standards")
    make_released(STANDARDS[0], registry=registry)
    unseen = make_batch(registry, entries=[Entry("还没有公布的标准", "DB31/T 9999-2020")], name="第二批")
    assert found(registry, "还没有公布") == []
    assert found(registry, "9999") == []
    with scope.use(scope.Public()):
        assert search([registry], Wanted()).total == 1
    released(unseen)
    assert found(registry, "还没有公布") == ["还没有公布的标准"]


def test_the_exact_number_stands_first(standards):
    make_released(Entry("引用GB/T 1.1—2020的标准", "T/X 1-2020"), registry=standards, name="第二批")
    assert found(standards, "GB/T 1.1-2020")[0] == STANDARDS[0].name


def test_pages_follow_one_another_without_gap_or_repeat():
    registry = make_registry()
    make_released(*[f"上海第{n:03}公司" for n in range(45)], registry=registry)
    names = []
    with scope.use(scope.Public()):
        for page in (1, 2, 3):
            answer = search([registry], Wanted("公司"), page=page)
            assert (answer.total, answer.more, answer.pages) == (45, False, 3)
            names += [record.name for record in answer.records]
    assert sorted(names) == [f"上海第{n:03}公司" for n in range(45)]


def test_a_search_costs_the_same_queries_for_three_and_for_thirty_records(django_assert_num_queries):
    registry = make_registry()
    make_released(*[f"上海{n}号" for n in range(3)], registry=registry)
    with scope.use(scope.Public()), django_assert_num_queries(4):
        list(search([registry], Wanted("上海")).records)
    make_released(*[f"上海{n}厂" for n in range(30)], registry=registry, name="第二批")
    with scope.use(scope.Public()), django_assert_num_queries(4):
        list(search([registry], Wanted("上海")).records)


def test_a_common_long_word_is_counted_as_far_as_it_was_looked_at(monkeypatch):
    monkeypatch.setattr("worldday.registry.queries.search.PIECE", 10)
    monkeypatch.setattr("worldday.registry.queries.search.LOOKED_AT", 30)
    registry = make_registry()
    make_released(*[f"第{n:02}有限公司" for n in range(40)], registry=registry)
    with scope.use(scope.Public()):
        first = search([registry], Wanted("有限公司"), size=5)
        second = search([registry], Wanted("有限公司"), page=2, size=5)
        rare = search([registry], Wanted("第25有限"), size=5)
    assert (len(first.records), first.total, first.more, first.has_next) == (5, 10, True, True)
    assert [record.name for record in second.records] == [f"第{n:02}有限公司" for n in range(5, 10)]
    assert [record.name for record in rare.records] == ["第25有限公司"]


@pytest.mark.parametrize(
    ("pasted", "asked"),
    [
        ("GB/T 1.1—2020、DB31/T 1048-2020；GB 1-1\n", ["GB/T 1.1—2020", "DB31/T 1048-2020", "GB 1-1"]),
        ("GB 1-1,\n GB 1-1 ,GB 2-2\tGB 3-3", ["GB 1-1", "GB 2-2", "GB 3-3"]),
        ("稻虾米、稻虾连作，2020年版\n，；\n", ["稻虾米、稻虾连作，2020年版"]),
        ("", []),
    ],
)
def test_numbers_that_stand_in_one_line_are_asked_one_by_one_and_names_stay_whole(pasted, asked):
    assert lines_of(pasted) == asked
