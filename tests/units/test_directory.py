from datetime import date

import pytest
from tests.factories.authority import make_authority
from tests.factories.units import make_unit

from worldday.base.audit import System
from worldday.units.actions.units import add_alias, close_unit, set_group
from worldday.units.models import Unit
from worldday.units.queries import Directory, expand, resolve

pytestmark = pytest.mark.django_db
BY = System("test")


@pytest.mark.parametrize("name", ["市局", "市市场监管局", "上海市市场监督管理局", "上海市市场监管局", "我局"])
def test_every_spelling_of_the_bureau_resolves_to_one_unit(name):
    city = make_authority().city
    assert resolve(name, within=city) == city


def test_an_alias_resolves_where_no_rule_could_know():
    there = make_authority()
    assert resolve("嘉定局", within=there.city) is None
    add_alias(unit=there.jiading, text="嘉定局", by=BY)
    assert resolve("嘉定局", within=there.city) == there.jiading


def test_another_authority_with_the_same_office_is_never_found():
    ours, theirs = make_authority(), make_unit("北京市市场监督管理局")
    assert resolve("市局", within=theirs) == theirs
    assert resolve("金山区市场监管局", within=theirs) is None
    assert resolve("北京市市场监督管理局", within=ours.city) is None


def test_the_districts_phrase_expands_to_every_open_district_in_the_order_entered():
    there = make_authority()
    assert expand("各区市场监管局", within=there.city) == there.districts
    close_unit(unit=there.jiading, on=date(2021, 1, 1), by=BY)
    assert expand("各区市场监管局", within=there.city) == [there.jinshan, there.lingang]


def test_another_office_of_every_district_reaches_none_of_ours():
    there = make_authority()
    assert expand("各区生态环境局", within=there.city) == []
    assert expand("各区局", within=there.city) == there.districts


def test_a_group_says_itself_whom_its_phrases_mean():
    there = make_authority()
    set_group(root=there.city, name="直属单位", phrases=["市局各直属单位"], members=[there.station], by=BY)
    assert expand("市局各直属单位", within=there.city) == [there.station]


def test_a_name_expands_to_its_unit_and_an_unknown_one_to_nothing():
    there = make_authority()
    assert expand("市林业总站", within=there.city) == [there.station]
    assert expand("相关区市场监管局", within=there.city) == []


def test_a_merged_unit_answers_with_its_successor():
    there = make_authority()
    close_unit(unit=there.jiading, on=date(2021, 1, 1), merged_into=there.jinshan, by=BY)
    assert resolve("嘉定区市场监管局", within=there.city) == there.jinshan


def test_a_district_that_says_our_bureau_means_itself_and_the_city_bureau_its_top():
    there = make_authority()
    assert resolve("本局", within=there.jiading) == there.jiading
    assert resolve("市局", within=there.jiading) == there.city


def test_a_directory_costs_the_same_queries_however_many_units(django_assert_num_queries):
    city = make_authority().city
    with django_assert_num_queries(3):
        Directory(city).resolve("市局")
    for n in range(3):
        make_unit(f"第{n}研究所", parent=city)
    with django_assert_num_queries(3):
        directory = Directory(city)
        assert [directory.resolve(f"第{n}研究所").name for n in range(3)] == ["第0研究所", "第1研究所", "第2研究所"]
    assert Unit.objects.count() == 10
