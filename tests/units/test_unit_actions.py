from datetime import date

import pytest
from tests.factories.authority import make_authority

from worldday.base.audit import System
from worldday.base.models import AuditEvent
from worldday.base.problems import Invalid, Problem
from worldday.units.actions.units import add_alias, change_unit, close_unit, create_unit, remove_alias, set_group
from worldday.units.models import Unit
from worldday.units.queries import resolve

pytestmark = pytest.mark.django_db
BY = System("test")


def last_event() -> AuditEvent:
    return AuditEvent.objects.first()


def test_a_new_unit_stands_below_its_parent_and_is_written_down():
    city = make_authority().city
    unit = create_unit(name=" 上海市认证协会 ", parent=city, type="association", by=BY, short_name="市认证协会")
    assert unit.name == "上海市认证协会"
    assert unit.path == f"{city.path}{unit.code}/"
    event = last_event()
    assert (event.action, event.scope_path) == ("unit-created", unit.path)
    assert event.after == {"name": "上海市认证协会", "short_name": "市认证协会", "type": "association"}


def test_two_units_of_one_name_below_one_parent_are_refused():
    city = make_authority().city
    with pytest.raises(Invalid):
        create_unit(name="上海市林业总站", parent=city, type="institute", by=BY)
    assert Unit.objects.filter(name="上海市林业总站").count() == 1


def test_a_unit_without_a_name_or_with_a_bad_website_is_refused_field_by_field():
    city = make_authority().city
    with pytest.raises(Invalid) as refused:
        create_unit(name="  ", parent=city, type="institute", by=BY)
    assert list(refused.value.errors) == ["name"]
    with pytest.raises(Invalid) as refused:
        create_unit(name="某研究所", parent=city, type="institute", by=BY, website="javascript:alert(1)")
    assert list(refused.value.errors) == ["website"]
    with pytest.raises(Invalid) as refused:
        create_unit(name="某研究所", parent=city, type="wizards", by=BY)
    assert list(refused.value.errors) == ["type"]


def test_a_renamed_unit_is_still_found_by_its_former_name():
    there = make_authority()
    change_unit(unit=there.station, changes={"name": "上海市林业和草原总站"}, by=BY)
    assert resolve("上海市林业总站", within=there.city) == there.station
    changed = AuditEvent.objects.get(action="unit-changed")
    assert (changed.before, changed.after) == ({"name": "上海市林业总站"}, {"name": "上海市林业和草原总站"})


def test_a_change_that_changes_nothing_leaves_no_trace():
    there = make_authority()
    change_unit(unit=there.station, changes={"name": there.station.name}, by=BY)
    assert not AuditEvent.objects.exists()


def test_one_alias_never_stands_for_two_units():
    there = make_authority()
    add_alias(unit=there.jiading, text="嘉定局", by=BY)
    with pytest.raises(Problem, match="嘉定区"):
        add_alias(unit=there.jinshan, text="“嘉定”局", by=BY)
    assert add_alias(unit=there.jiading, text="嘉定局", by=BY).unit == there.jiading
    assert there.jiading.aliases.count() == 1


def test_an_alias_taken_away_no_longer_resolves():
    there = make_authority()
    alias = add_alias(unit=there.jiading, text="嘉定局", by=BY)
    remove_alias(alias=alias, by=BY)
    assert resolve("嘉定局", within=there.city) is None
    assert last_event().before == {"alias": "嘉定局"}


def test_a_unit_cannot_be_merged_into_itself_or_into_a_closed_one():
    there = make_authority()
    with pytest.raises(Problem):
        close_unit(unit=there.jiading, on=date(2021, 1, 1), merged_into=there.jiading, by=BY)
    close_unit(unit=there.jinshan, on=date(2021, 1, 1), by=BY)
    with pytest.raises(Problem):
        close_unit(unit=there.jiading, on=date(2021, 1, 1), merged_into=there.jinshan, by=BY)
    assert Unit.objects.get(pk=there.jiading.pk).closed_on is None


def test_setting_a_group_twice_is_written_down_once():
    there = make_authority()
    for _time in range(2):
        set_group(root=there.city, name="各区", phrases=["各区局"], members=there.districts, by=BY)
    assert AuditEvent.objects.filter(action="unit-group-set").count() == 1
